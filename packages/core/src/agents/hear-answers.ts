// Runs hear what happens to the commitment that they are about: an answer in its thread, or that it is settled.
import type { EventType } from '@vito/contracts/event';
import { partyKeys } from '@vito/contracts/party-key';
import type { Message, Reading } from '@vito/contracts/reading';
import type { Database } from '../platform/database.js';
import type { Context } from '../spine/context.js';
import type { OpenEvent } from '../spine/event.js';
import { runsAbout, someRun } from './company/under-way.js';
import { isOver, type Run } from './run.js';
import { cancelRun, type TellDeps, tell } from './tell-run.js';

export interface HearDeps extends TellDeps {
  database: Database;
  /** Of every document of the thread that this document stands in. */
  commitmentsAround: (tenant: string, documentId: string) => Promise<string[]>;
  reading: (tenant: string, documentId: string) => Promise<Reading | null>;
  me: (tenant: string) => Promise<{ keys: readonly string[] }>;
}

export const settling: readonly EventType[] = [
  'commitment.fulfilled',
  'commitment.cancelled',
  'commitment.declined',
  'commitment.dismissed',
];

const answered = 'answered';
const skew = 60_000; // ms, between the clocks of two mail servers

/** Work after a document was extracted, and its thread followed. Done twice it is done once. */
export async function hearDocument(deps: HearDeps, given: Context, { stream: documentId }: OpenEvent): Promise<void> {
  const ctx = { ...given, work: [] };
  if (!(await deps.database.read(ctx.tenant, someRun))) return;
  const commitments = await deps.commitmentsAround(ctx.tenant, documentId);
  const found = await deps.database.read(ctx.tenant, (reader) => runsAbout(reader, commitments));
  if (found.length === 0) return;
  const [reading, { keys }] = await Promise.all([deps.reading(ctx.tenant, documentId), deps.me(ctx.tenant)]);
  const said = (reading?.messages ?? []).filter((message) => isTheirs(message, new Set(keys)));
  for (const { run } of found) {
    await tell(deps, ctx, run, (state) => {
      const fresh = said.some(
        ({ sentAt }) => sentAt !== null && Date.parse(sentAt) >= Date.parse(state.requestedAt) - skew,
      );
      if (!fresh || !waits(state)) return [];
      return [{ type: 'run.signalled', data: { name: answered }, secret: { payload: { document: documentId } } }];
    });
  }
}

/** A reminder comes back from the company's own mailbox, and machines answer at once: neither is an answer. */
const isTheirs = ({ from, automatic, bulk }: Message, mine: ReadonlySet<string>): boolean =>
  !automatic && !bulk && !partyKeys(from).some((key) => mine.has(key));

/** Now, and not told yet. */
const waits = (run: Run): boolean =>
  !isOver(run) &&
  !run.signals.some(({ name }) => name === answered) &&
  Object.values(run.steps).some(({ state, wait }) => state === 'open' && wait?.signal === answered);

/** One that waits for an answer looks again; one that still asks whether to write has nothing to ask any more. */
export async function hearSettled(deps: HearDeps, given: Context, event: OpenEvent): Promise<void> {
  const ctx = { ...given, work: [] };
  const found = await deps.database.read(ctx.tenant, (reader) => runsAbout(reader, [event.stream]));
  const status = event.type.slice('commitment.'.length);
  for (const { run } of found) {
    if (event.actor.id === run) continue; // it has settled it itself
    const state = await tell(deps, ctx, run, (now) => {
      if (!waits(now)) return [];
      return [{ type: 'run.signalled', data: { name: answered }, secret: { payload: { settled: status } } }];
    });
    const asks = Object.values(state.steps).some((step) => step.state === 'open' && step.gate?.state === 'open');
    if (asks && !isOver(state)) await cancelRun(deps, ctx, run, `the commitment was ${status} meanwhile`);
  }
}
