// From an acknowledged commit to the entry handed to a live reader, at a steady rate: the whole way through sequencer and feed.
import { newId } from '@vito/contracts/ids';
import { createLog } from '@vito/runtime/log';
import type { Context } from '../../packages/core/src/spine/context.js';
import { createLive } from '../../packages/core/src/timeline/live.js';
import { createTimeline } from '../../packages/core/src/timeline/view.js';
import type { Bench } from '../setup/bench-server.js';
import { quantile } from '../setup/report.js';
import { stageProposal } from './against-raw.js';

/** `ctx`: in which company; by default in a new one. */
export async function commitToFeed(
  bench: Bench,
  { perSecond, seconds }: { perSecond: number; seconds: number },
  ctx?: Context,
) {
  ctx ??= await bench.tenant();
  const keyId = newId('document');
  await bench.store.commit(ctx, [stageProposal(bench, ctx, keyId, true)]);
  const timeline = createTimeline({
    database: bench.database,
    store: bench.store,
    documentsById: async () => [],
    commitmentsById: async () => [],
    factsById: async () => [],
    actorName: async () => null,
  });
  const live = createLive({ timeline, feed: bench.feed, endedAmong: async () => [], log: createLog('error') });
  const shownAt = new Map<string, number>();
  const stop = await live.follow(ctx.tenant, 'bench', await timeline.lastSeq(ctx.tenant), {
    entries(entries) {
      const now = performance.now();
      for (const entry of entries) shownAt.set(entry.eventId, now);
    },
    reset: () => {},
    ready: () => {},
    progress: () => {},
    waiting: () => 0,
    close: () => {},
  });
  const committedAt = new Map<string, number>();
  const pending: Promise<void>[] = [];
  const began = performance.now();
  for (let i = 0; i < perSecond * seconds; i++) {
    const due = began + (i * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
    const staged = stageProposal(bench, ctx, keyId);
    const id = staged.events[0]?.event.id ?? '';
    pending.push(bench.store.commit(ctx, [staged]).then(() => void committedAt.set(id, performance.now())));
  }
  await Promise.all(pending);
  const patience = performance.now() + 10_000;
  while (shownAt.size < committedAt.size && performance.now() < patience)
    await new Promise((resolve) => setTimeout(resolve, 5));
  stop();
  live.stop();
  const delays = [...committedAt].map(([id, at]) => Math.max(0, (shownAt.get(id) ?? Number.POSITIVE_INFINITY) - at));
  return { p50: quantile(delays, 0.5), p99: quantile(delays, 0.99), events: delays.length };
}
