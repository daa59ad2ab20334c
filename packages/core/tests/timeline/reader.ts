// A timeline with its feed on a spine, and readers that keep what they are sent.
import type { TimelineEntry } from '@vito/contracts/timeline';
import { commitmentRows, commitmentViews, viewerOf } from '../../src/commitments/view.js';
import { factsById } from '../../src/connect/view.js';
import { documentRows, summary } from '../../src/intake/view.js';
import type { Context } from '../../src/spine/context.js';
import { createFeed } from '../../src/spine/feed.js';
import { sequenceOnce } from '../../src/spine/sequencer.js';
import type { Live, Outlet } from '../../src/timeline/live.js';
import { createTimeline } from '../../src/timeline/view.js';
import type { Spine } from '../setup/spine.js';

type Frame =
  | ['ready', number]
  | ['entries', number, TimelineEntry[]]
  | ['reset', number, string]
  | ['closed', string]
  | ['progress', string];

export function openTimeline({ database, store }: Spine) {
  const feed = createFeed();
  const timeline = createTimeline({
    database,
    store,
    documentsById: async (of, ids) => {
      const rows = await database.read(of, (reader) =>
        documentRows(reader).where('d.document_id', 'in', ids).execute(),
      );
      return rows.map((row) => summary({ ...row, commitments: row.counted ?? 0 }, () => null));
    },
    factsById: (of, ids) => database.read(of, (reader) => factsById(reader, ids)),
    commitmentsById: async (of, ids) => {
      return database.read(of, async (reader) => {
        const rows = await commitmentRows(reader).where('c.commitment_id', 'in', ids).execute();
        return commitmentViews(reader, rows, viewerOf(null, 'UTC'));
      });
    },
    actorName: async (_of, id) => `name of ${id}`,
  });
  return {
    feed,
    timeline,
    /** Sequences what there is and announces it, as the server does. */
    async sequence(): Promise<void> {
      const onSequenced = (moved: { tenant: string; last: number }[]) => {
        for (const { tenant, last } of moved) feed.announce(tenant, last);
      };
      const options = { pool: database.dispatch, subscriptions: [], onSequenced, onWork: () => {} };
      while ((await sequenceOnce(options)) > 0);
    },
  };
}

/** A reader that keeps its frames; `waiting`: bytes that it has not taken. */
export async function readFrom(
  live: Live,
  ctx: Context,
  after: number,
  options: { session?: string; waiting?: () => number } = {},
) {
  const frames: Frame[] = [];
  const outlet: Outlet = {
    ready: (seq) => void frames.push(['ready', seq]),
    entries: (entries, seq) => void frames.push(['entries', seq, entries]),
    reset: (seq, reason) => void frames.push(['reset', seq, reason]),
    progress: (documentId) => void frames.push(['progress', documentId]),
    waiting: options.waiting ?? (() => 0),
    close: (reason) => void frames.push(['closed', reason]),
  };
  const stop = await live.follow(ctx.tenant, options.session ?? 'session', after, outlet);
  const entries = () => frames.flatMap((frame) => (frame[0] === 'entries' ? frame[2] : []));
  return {
    frames,
    stop,
    entries,
    seqs: () => entries().map((entry) => entry.seq),
    reached: () => Math.max(0, ...frames.map((frame) => (typeof frame[1] === 'number' ? frame[1] : 0))),
    closed: () => frames.find((frame) => frame[0] === 'closed')?.[1],
  };
}
