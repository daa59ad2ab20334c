// The link of a mail that asks for a decision: which gate, what was shown, to whom, until when; signed, so that nobody can
// make one or change one.
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { StepKey } from '@vito/contracts/event-run';
import { RunId, TenantId } from '@vito/contracts/ids';
import { Failure } from '@vito/runtime/failure';
import { z } from 'zod';

const GateLink = z.strictObject({
  tenant: TenantId,
  run: RunId,
  step: StepKey,
  /** Of the arguments that the mail shows. */
  hash: z.string(),
  address: z.string(),
  /** ISO time, that of the gate. */
  expiresAt: z.string(),
});
export type GateLink = z.infer<typeof GateLink>;

/** `master`: the install's master key. Every process that has it reads what any other one wrote. */
export function createGateLinks(master: Buffer) {
  const key = Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), 'vito gate link', 32));
  const signatureOf = (text: string) => createHmac('sha256', key).update(text).digest('base64url');

  /** The token: payload and signature in base64url, with a dot between them. */
  function write(link: GateLink): string {
    const payload = Buffer.from(JSON.stringify(link)).toString('base64url');
    return `${payload}.${signatureOf(payload)}`;
  }

  /** Throws Failure: 'unauthenticated' for whatever was not written here, in the same words; 'conflict' once it has expired. */
  function read(token: string, now: Date): GateLink {
    const [payload = '', signature = '', ...more] = token.split('.');
    // Texts are compared, not the bytes that they stand for: base64 has more than one spelling of the same bytes.
    if (more.length > 0 || !sameText(signature, signatureOf(payload))) throw notValid();
    const link = GateLink.safeParse(jsonOf(payload)).data;
    if (!link) throw notValid();
    if (Date.parse(link.expiresAt) <= now.getTime())
      throw new Failure('conflict', 'this link has expired: nobody decided in time, and that is a no');
    return link;
  }

  return { write, read };
}
export type GateLinks = ReturnType<typeof createGateLinks>;

const notValid = () =>
  new Failure('unauthenticated', 'this link is not valid: open it whole, as it stands in the mail');

/** In constant time; lengths are no secret. */
function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function jsonOf(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString());
  } catch {
    return null;
  }
}
