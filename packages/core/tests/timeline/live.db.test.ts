// Live readers: every entry once and in order from wherever they resume, a reset where that cannot be, and an end in time.

import type { TimelineEntry } from '@vito/contracts/timeline';
import { createLog } from '@vito/runtime/log';
import { createBell, wait } from '@vito/runtime/wait';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { act } from '../../src/commitments/act.js';
import { commitmentRows, commitmentView, viewerOf } from '../../src/commitments/view.js';
import { documentRows, summary } from '../../src/intake/view.js';
import type { Context } from '../../src/spine/context.js';
import { createFeed } from '../../src/spine/feed.js';
import { sequenceOnce } from '../../src/spine/sequencer.js';
import { createLive, type Live, type LiveDeps, type Outlet } from '../../src/timeline/live.js';
import { createTimeline, type Timeline } from '../../src/timeline/view.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { onDocument, propose, readStory, receiveStory } from '../setup/stories.js';
import { until } from '../setup/until.js';

let spine: Spine;
let ctx: Context;
let timeline: Timeline;
let live: Live;
const feed = createFeed();

beforeAll(async () => {
  spine = await openSpine({ connections: 1 }); // a read inside another read would hang
  const { database, store } = spine;
  timeline = createTimeline({
    database,
    store,
    documentsById: async (of, ids) => {
      const rows = await database.read(of, (reader) =>
        documentRows(reader).where('d.document_id', 'in', ids).execute(),
      );
      return rows.map((row) => summary({ ...row, commitments: row.counted ?? 0 }, () => null));
    },
    commitmentsById: async (of, ids) => {
      const rows = await database.read(of, (reader) =>
        commitmentRows(reader).where('c.commitment_id', 'in', ids).execute(),
      );
      return rows.map((row) => commitmentView(row, viewerOf(null, 'UTC')));
    },
    actorName: async (_of, id) => `name of ${id}`,
  });
});
afterAll(() => spine.close());
beforeEach(async () => {
  ctx = await spine.tenant();
});
afterEach(() => live.stop());

function openLive(deps: Partial<LiveDeps> = {}): void {
  live = createLive({ timeline, feed, endedAmong: async () => [], log: createLog('silent'), ...deps });
}

/** Sequences what there is and announces it, as the server does. */
async function sequence(): Promise<void> {
  const onSequenced = (moved: { tenant: string; last: number }[]) => {
    for (const { tenant, last } of moved) feed.announce(tenant, last);
  };
  const options = { pool: spine.database.dispatch, subscriptions: [], onSequenced, onWork: () => {} };
  while ((await sequenceOnce(options)) > 0);
}

type Frame =
  | ['ready', number]
  | ['entries', number, TimelineEntry[]]
  | ['reset', number, string]
  | ['closed', string]
  | ['progress', string];

/** A reader that keeps its frames; `waiting`: bytes that it has not taken. */
async function read(after: number, options: { session?: string; waiting?: () => number; of?: Context } = {}) {
  const frames: Frame[] = [];
  const bell = createBell();
  const push = (frame: Frame) => {
    frames.push(frame);
    bell.ring();
  };
  const outlet: Outlet = {
    ready: (seq) => push(['ready', seq]),
    entries: (entries, seq) => push(['entries', seq, entries]),
    reset: (seq, reason) => push(['reset', seq, reason]),
    progress: (documentId) => push(['progress', documentId]),
    waiting: options.waiting ?? (() => 0),
    close: (reason) => push(['closed', reason]),
  };
  const stop = await live.follow((options.of ?? ctx).tenant, options.session ?? 'session', after, outlet);
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

/** The seqs that people see, from the database. */
async function shownSeqs(after = 0): Promise<number[]> {
  const rows = await spine.sql<{ seq: string }>(
    `select seq from vito.event_seq where tenant_id = $1 and seq > $2
     and type not in ('company.founded', 'document.thread-grown', 'document.extracted') order by seq`,
    [ctx.tenant, after],
  );
  return rows.map((row) => Number(row.seq));
}

describe('a reader', () => {
  it('gets what there is, then what comes, each with its subjects as they stand now', async () => {
    openLive();
    const documentId = await readStory(spine.store, ctx);
    const id = await propose(spine.store, ctx, documentId);
    await sequence();
    const reader = await read(0);
    await until('what there is', () => reader.reached() === 4);
    await act(spine.store, ctx, id, { verb: 'accept', input: { note: 'yes' } });
    await sequence();
    await until('what comes', () => reader.reached() === 5);
    expect(reader.frames[0]).toEqual(['ready', 4]);
    expect(reader.entries().map((entry) => [entry.seq, entry.type])).toEqual([
      [2, 'document.received'],
      [3, 'document.read'],
      [4, 'commitment.proposed'],
      [5, 'commitment.accepted'],
    ]);
    expect(reader.entries().at(-1)).toMatchObject({
      actor: { name: 'name of act_tester' },
      document: { id: documentId, commitments: 1 },
      commitment: { id, status: 'accepted' },
      change: { status: { from: 'proposed', to: 'accepted' }, note: 'yes' },
    });
  });

  it('gets every entry once and in order, from wherever it resumes, while many write', async () => {
    openLive();
    const documentId = await readStory(spine.store, ctx);
    let writing = true;
    const write = async (rounds: number) => {
      for (let round = 0; round < rounds; round++) {
        const id = await propose(spine.store, ctx, documentId);
        await act(spine.store, ctx, id, { verb: 'accept', input: {} });
        // Bookkeeping in between, which has a seq and is not shown.
        await onDocument(spine.store, ctx, documentId, {
          type: 'document.extracted',
          data: { rulesVersion: 'x', found: 1 },
          secret: {},
        }).catch(() => {});
      }
    };
    const sequencing = (async () => {
      while (writing) {
        await sequence();
        await wait(1);
      }
      await sequence();
    })();
    const readers: [number, Awaited<ReturnType<typeof read>>][] = [];
    const writers = Promise.all([write(12), write(12), write(12)]);
    for (let i = 0; i < 12; i++) {
      const last = await timeline.lastSeq(ctx.tenant);
      const after = i % 3 === 0 ? 0 : i % 3 === 1 ? last : Math.floor(last / 2);
      readers.push([after, await read(after)]);
      await wait(10);
    }
    await writers;
    writing = false;
    await sequencing;
    const end = await timeline.lastSeq(ctx.tenant);
    for (const [after, reader] of readers) {
      await until('the end of the log', () => reader.reached() === end);
      expect(reader.seqs()).toEqual(await shownSeqs(after));
      // A reader resumes from the seq of its last frame: no entry may lie beyond it.
      for (const frame of reader.frames)
        if (frame[0] === 'entries') for (const entry of frame[2]) expect(entry.seq).toBeLessThanOrEqual(frame[1]);
    }
  });

  it('resumes from the seq of any frame without a gap or a repetition', async () => {
    openLive();
    const documentId = await readStory(spine.store, ctx);
    for (let i = 0; i < 30; i++) await propose(spine.store, ctx, documentId);
    await sequence();
    const seen: number[] = [];
    for (let after = 0, round = 0; round < 100; round++) {
      const page = await timeline.page(ctx.tenant, { after, limit: 4 });
      seen.push(...page.entries.map((entry) => entry.seq));
      after = page.reached;
      if (!page.more) break;
    }
    expect(seen).toEqual(await shownSeqs());
    const back: number[] = [];
    for (let before: number | undefined; ; ) {
      const page: Awaited<ReturnType<Timeline['page']>> = await timeline.page(ctx.tenant, {
        ...(before === undefined ? {} : { before }),
        limit: 7,
      });
      back.push(...page.entries.map((entry) => entry.seq));
      before = page.entries.at(-1)?.seq;
      if (!page.more) break;
    }
    expect(back.toReversed()).toEqual(await shownSeqs());
  });

  it('ahead of the log is told to load again, and then gets what comes', async () => {
    openLive();
    await readStory(spine.store, ctx);
    await sequence();
    const reading = read(1000);
    await sequence(); // news while it is told
    feed.announceAll();
    const reader = await reading;
    expect(reader.frames).toEqual([['reset', 3, expect.stringContaining('load it again')]]);
    await receiveStory(spine.store, ctx);
    await sequence();
    await until('what comes', () => reader.reached() === 4);
    expect(reader.seqs()).toEqual([4]);
  });

  it('too far behind is told to load the newest again, and then gets what comes', async () => {
    openLive();
    await spine.sql('update vito.tenant_seq set last = 10001 where tenant_id = $1', [ctx.tenant]);
    await spine.sequenceAll();
    const [{ last = 0 } = {}] = await spine.sql<{ last: number }>(
      'select last::int from vito.tenant_seq where tenant_id = $1',
      [ctx.tenant],
    );
    if (last < 10_001) await spine.sql('update vito.tenant_seq set last = 10001 where tenant_id = $1', [ctx.tenant]);
    const reader = await read(0);
    expect(reader.frames).toEqual([['reset', expect.any(Number), expect.stringContaining('load the newest again')]]);
    const exactly = await read(reader.reached() - 10_000);
    expect(exactly.frames[0]?.[0]).toBe('ready');
    await receiveStory(spine.store, ctx);
    await sequence();
    await until('what comes', () => reader.entries().length === 1);
  });

  it('of one tenant gets nothing of another', async () => {
    openLive();
    const other = await spine.tenant();
    const [mine, theirs] = [await read(0), await read(0, { of: other })];
    const documentId = await receiveStory(spine.store, other);
    await sequence();
    await until('theirs', () => theirs.entries().length === 1);
    await until('mine', () => mine.reached() >= 1);
    live.progress(other.tenant, documentId, 1, 2);
    expect(mine.frames.filter(([kind]) => kind !== 'ready')).toEqual([['entries', 1, []]]);
    expect(theirs.frames.at(-1)).toEqual(['progress', documentId]);
  });

  it('is served again after a lost notice, by a look at everything', async () => {
    openLive();
    const reader = await read(0);
    await receiveStory(spine.store, ctx);
    await spine.sequenceAll(); // nobody is told
    feed.announceAll();
    await until('the entry', () => reader.entries().length === 1);
  });
});

describe('the end', () => {
  it('comes within a second once access has ended, and for that session alone', async () => {
    const ended = new Set<string>();
    openLive({ endedAmong: async (sessions) => sessions.filter((session) => ended.has(session)) });
    const [gone, stays] = [await read(0, { session: 'gone' }), await read(0, { session: 'stays' })];
    const started = Date.now();
    ended.add('gone');
    await until('the end', () => gone.closed());
    expect(gone.closed()).toBe('access-ended');
    expect(Date.now() - started).toBeLessThan(1000);
    await receiveStory(spine.store, ctx);
    await sequence();
    await until('the entry', () => stays.entries().length === 1);
    expect(gone.entries()).toEqual([]);
    expect(live.count()).toBe(1);
  });

  it('comes for a reader that takes nothing, with its reason, and the others are not held up', async () => {
    openLive({ patience: 200 });
    const slow = await read(0, { waiting: () => 2_000_000 });
    const quick = await read(0);
    await receiveStory(spine.store, ctx);
    await sequence();
    await until('the entry', () => quick.entries().length === 1);
    await until('the end', () => slow.closed());
    expect(slow.closed()).toBe('slow-reader');
    expect(live.count()).toBe(1);
  });

  it('does not come for one that takes its time, as long as it takes what it was sent', async () => {
    openLive({ patience: 2000 });
    let waiting = 0;
    const reader = await read(0, { waiting: () => waiting });
    waiting = 2_000_000;
    await receiveStory(spine.store, ctx);
    await sequence();
    await until('the entry', () => reader.entries().length === 1);
    await receiveStory(spine.store, ctx);
    await sequence();
    expect(reader.entries()).toHaveLength(1); // no more, until that is taken
    waiting = 0;
    await until('the next one', () => reader.entries().length === 2);
    expect(reader.closed()).toBeUndefined();
  });

  it('comes when the log cannot be read, and leaves nobody behind', async () => {
    const broken = { ...timeline, page: () => Promise.reject(new Error('away')) };
    openLive({ timeline: broken });
    const reader = await read(0);
    await until('the end', () => reader.closed());
    expect(reader.closed()).toBe('going-away');
    expect(live.count()).toBe(0);
    live.stop();
    openLive({ timeline: { ...timeline, lastSeq: () => Promise.reject(new Error('away')) } });
    await expect(read(0)).rejects.toThrow('away');
    expect(live.count()).toBe(0);
    expect(feed.followed()).toEqual([]);
  });

  it('comes for all when the server stops, and stopping twice or leaving is quiet', async () => {
    openLive();
    const [one, two] = [await read(0), await read(0)];
    one.stop();
    live.stop();
    live.stop();
    expect([one.closed(), two.closed()]).toEqual([undefined, 'going-away']);
    expect(feed.followed()).toEqual([]);
  });
});
