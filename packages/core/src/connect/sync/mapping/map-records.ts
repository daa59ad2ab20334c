// The work that follows a batch of records: by the mapping of their stream they become facts, documents and messages, each
// batch after the one before it, whichever is worked on first.
import type { Context } from '../../../spine/context.js';
import type { OpenEvent } from '../../../spine/event.js';
import { MovedOn } from '../../../spine/event-store.js';
import { nextPortion } from './batches.js';
import { targetOf } from './target.js';
import { type MapRecordsDeps, writeMapped } from './write-mapped.js';

const tries = 6;

/** Work on `records.synced`, of one tenant: finishes the work of `ctx` once all of these are mapped. */
export async function mapRecords(
  deps: MapRecordsDeps,
  ctx: Context,
  events: OpenEvent[],
  signal: AbortSignal,
): Promise<void> {
  const { work: _, ...plain } = ctx;
  const streams = new Map<string, { connectionId: string; last: number }>();
  for (const { type, stream, version, data } of events) {
    if (type !== 'records.synced' || data.kept.length + data.gone.length === 0) continue;
    const last = Math.max(version, streams.get(stream)?.last ?? 0);
    streams.set(stream, { connectionId: data.connectionId, last });
  }
  for (const [recordsId, { connectionId, last }] of streams)
    await mapUpTo(deps, plain, { connectionId, recordsId, last }, signal);
  if (!signal.aborted) await deps.store.commit(ctx, []);
}

/** What is committed counts: ended anywhere, it goes on from there, and of two that do the same one is refused. */
async function mapUpTo(
  deps: MapRecordsDeps,
  ctx: Context,
  { connectionId, recordsId, last }: { connectionId: string; recordsId: string; last: number },
  signal: AbortSignal,
): Promise<void> {
  for (let refused = 0; !signal.aborted; ) {
    const target = await targetOf(deps.database, ctx.tenant, connectionId, recordsId);
    if (!target || target.progress.upTo.version >= last) return;
    const next = await nextPortion(deps, ctx.tenant, recordsId, target.progress.upTo, last);
    if (!next) return;
    const progress = { ...target.progress, upTo: next.upTo };
    try {
      await writeMapped(deps, ctx, target, next.told, progress, signal);
      refused = 0;
    } catch (error) {
      if (!(error instanceof MovedOn) || ++refused >= tries) throw error;
    }
  }
}
