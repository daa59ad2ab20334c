// Work after a gate has opened, or has waited for long: each approver gets a mail of their own with a link of their own.
import { Failure } from '@vito/runtime/failure';
import type { Database } from '../../platform/database.js';
import type { MailOut } from '../../platform/mail-out.js';
import type { Context } from '../../spine/context.js';
import type { Draft, OpenEvent } from '../../spine/event.js';
import { isOver } from '../run.js';
import { type TellDeps, tell } from '../tell-run.js';
import { openGate } from '../view.js';
import { approvalMail, messageIdOf } from './approval-mail.js';
import type { GateLinks } from './gate-link.js';

export interface AskDeps extends TellDeps {
  database: Database;
  clock: () => Date;
  mail: MailOut;
  links: GateLinks;
  approvers: (tenant: string) => Promise<{ addresses: readonly string[] }>;
  zoneOf: (tenant: string) => Promise<string>;
  /** Where people reach the app, without a slash at the end. */
  origin: string;
}

/**
 * Whom the mail server has taken a mail for is written down before anything is tried again, so that doing it twice sends once.
 * Throws Failure where some have to be tried again.
 */
export async function askApprovers(deps: AskDeps, ctx: Context, event: OpenEvent, signal: AbortSignal): Promise<void> {
  if (event.type !== 'run.gate-opened' && event.type !== 'run.gate-escalated') return;
  const { step } = event.data;
  const urgent = event.type === 'run.gate-escalated';
  const { addresses } = await deps.approvers(ctx.tenant);
  if (addresses.length === 0) return;
  const before = askedBefore(await deps.store.readStream(ctx.tenant, event.stream), step, urgent);
  const open = addresses.filter((address) => !before.has(address.toLowerCase()));
  let later: unknown = null;
  const ask = async (address: string): Promise<'asked' | 'refused' | 'not asked'> => {
    try {
      const sent = await askOne(deps, ctx.tenant, { run: event.stream, step, address, urgent }, signal);
      return sent ? 'asked' : 'not asked';
    } catch (error) {
      if (error instanceof Failure && error.code === 'invalid') return 'refused'; // by this address, not by the server at all
      later ??= error;
      return 'not asked';
    }
  };
  const ends = await Promise.all(open.map(ask));
  const endedAs = (end: string) => open.filter((_, index) => ends[index] === end);
  const [asked, refused] = [endedAs('asked'), endedAs('refused')];
  if (asked.length + refused.length > 0) {
    const draft: Draft = { type: 'run.approvers-asked', data: { step, urgent }, secret: { asked, refused } };
    const own = later === null ? ctx : { ...ctx, work: [] };
    await tell(deps, own, event.stream, (run) => (isOver(run) ? [] : [draft]));
  }
  if (later !== null) throw later;
}

/** False where there is nothing to decide any more. */
async function askOne(
  { database, clock, mail, links, zoneOf, origin }: AskDeps,
  tenant: string,
  { run, step, address, urgent }: { run: string; step: string; address: string; urgent: boolean },
  signal: AbortSignal,
): Promise<boolean> {
  const gate = await database.read(tenant, (reader) => openGate(reader, run, step, clock()));
  if (!gate) return false;
  const { hash, expiresAt } = gate;
  const link = `${origin}/decide#${links.write({ tenant, run, step, hash, address, expiresAt })}`;
  const idOf = (of: boolean) => messageIdOf({ tenant, gate, to: address, urgent: of }, mail.from.address);
  const first = urgent ? idOf(false) : null;
  const taken = await mail.send(
    {
      ...approvalMail({ gate, link, urgent, zone: await zoneOf(tenant) }),
      to: [{ name: null, address }],
      cc: [],
      messageId: idOf(urgent),
      inReplyTo: first,
      references: first === null ? [] : [first],
      date: clock(),
      automatic: true,
    },
    signal,
  );
  return taken.accepted.length > 0;
}

function askedBefore(events: readonly OpenEvent[], step: string, urgent: boolean): Set<string> {
  const told = events.flatMap((event) =>
    event.type === 'run.approvers-asked' && event.data.step === step && event.data.urgent === urgent
      ? [...(event.secret?.asked ?? []), ...(event.secret?.refused ?? [])]
      : [],
  );
  return new Set(told.map((address) => address.toLowerCase()));
}
