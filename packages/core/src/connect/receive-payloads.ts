// The door: a request is verified by its source's rules and kept, on the disk, before it is answered; what came before is known.
import { newId } from '@vito/contracts/ids';
import { largestPayload } from '@vito/contracts/webhook';
import { Failure } from '@vito/runtime/failure';
import type { Blobs } from '../platform/blobs.js';
import type { DataKey, Vault } from '../spine/vault.js';
import type { Inbox } from './inbox.js';
import { payloadKey } from './payload.js';
import type { Rates } from './rate.js';
import type { Incoming, SignedPayload } from './signing/incoming.js';
import { verified } from './signing/verify.js';
import { noSource } from './source.js';
import { type KnownSource, type Sources, secretsAt } from './sources.js';

export interface ReceivedPayload {
  id: string;
  /** It came before: `id` is the one that is kept. */
  duplicate: boolean;
}

export interface Answered {
  received: ReceivedPayload[];
  /** What the sender wants to hear instead. */
  reply: Record<string, unknown> | null;
}

export interface DoorDeps {
  vault: Vault;
  blobs: Blobs;
  sources: Sources;
  inbox: Inbox;
  rates: Rates;
}

const longBody = 64 * 1024; // bytes: what is longer is kept as a blob
const mostWaiting = 10_000; // payloads of a source: more than that is not taken while they wait for the disk
const longestHeader = 2000;
/** Never kept: they let others in. */
const secretHeaders = new Set(['authorization', 'cookie', 'proxy-authorization']);

/**
 * Resolves when all payloads of the request are on the disk. Throws Failure: 'not-found', 'unauthenticated', 'invalid',
 * 'forbidden' (paused), 'too-many' with the seconds to wait, 'unavailable'.
 */
export async function receivePayloads(deps: DoorDeps, sourceId: string, incoming: Incoming): Promise<Answered> {
  const known = await deps.sources.byId(sourceId);
  if (!known || known.source.state === 'removed') throw noSource();
  const { kind, hmac } = known.source;
  const { payloads, reply } = await verified(kind, incoming, { hmac, secrets: secretsAt(known.source, incoming.now) });
  if (known.source.state === 'paused') throw new Failure('forbidden', 'this source is paused', { retry: 'later' });
  const { vault } = deps;
  const dataKey = await vault.keep(known.tenant, payloadKey(sourceId, new Date(incoming.now)));
  makeRoom(deps, known.tenant, dataKey, payloads.length, incoming.now);
  const fingerprint = await vault.fingerprints(known.tenant, 'payload');
  const firsts = new Map<string, Promise<ReceivedPayload>>(); // what stands twice in one request is kept once, as the first
  const keeping = payloads.map((one) => {
    const key = `payload ${fingerprint(`${sourceId} ${one.externalId}`).toString('base64url')}`;
    const first = firsts.get(key);
    if (first) return first.then(({ id }) => ({ id, duplicate: true }));
    const kept = keep(deps, known, { ...one, key, dataKey }, incoming);
    firsts.set(key, kept);
    return kept;
  });
  const received = await Promise.all(keeping);
  return { received, reply: reply ?? null };
}

/** Only what was signed counts: nobody else can use up a company's rate. */
function makeRoom({ rates, inbox }: DoorDeps, tenant: string, dataKey: DataKey, count: number, now: number): void {
  const wait = inbox.waiting(tenant, dataKey) > mostWaiting ? 1 : rates.take(tenant, count, now);
  if (wait !== null)
    throw new Failure('too-many', 'this company gets more webhooks than it may: send it again later', {
      retryAfter: wait,
    });
}

async function keep(
  { inbox, blobs }: DoorDeps,
  { tenant, id: sourceId }: KnownSource,
  signed: SignedPayload & { key: string; dataKey: DataKey },
  { headers, now }: Incoming,
): Promise<ReceivedPayload> {
  const { key, dataKey, raw, type, externalId } = signed;
  const address = raw.length > longBody ? await putAside(blobs, tenant, raw) : null;
  const stream = newId('payload');
  const at = new Date(now).toISOString();
  const body = address ? Buffer.alloc(0) : raw;
  const one = { stream, key, type, externalId, headers: kept(headers), at, size: raw.length, address, raw: body };
  const id = await inbox.add({ tenant, sourceId, dataKey, kept: one });
  return { id, duplicate: id !== stream };
}

async function putAside(blobs: Blobs, tenant: string, raw: Buffer): Promise<string> {
  const whole = (async function* () {
    yield raw;
  })();
  return (await blobs.put(tenant, whole, largestPayload)).address;
}

function kept(headers: Record<string, string>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const name in headers)
    if (!secretHeaders.has(name)) result[name] = (headers[name] as string).slice(0, longestHeader);
  return result;
}
