// Live readers: every entry once and in order from wherever they resume, and a reset where that cannot be.
import { createLog } from '@vito/runtime/log';
import { wait } from '@vito/runtime/wait';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { act } from '../../src/commitments/act.js';
import type { Database } from '../../src/platform/database.js';
import type { Context } from '../../src/spine/context.js';
import { createLive, type Live, type LiveDeps } from '../../src/timeline/live.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { onDocument, propose, readStory, receiveStory } from '../setup/stories.js';
import { until } from '../setup/until.js';
import { openTimeline, readFrom } from './reader.js';

let spine: Spine;
let ctx: Context;
let live: Live;
let opened: ReturnType<typeof openTimeline>;

beforeAll(async () => {
  spine = await openSpine({ connections: 1 }); // a read inside another read would hang
  opened = openTimeline(spine);
});
afterAll(() => spine.close());
beforeEach(async () => {
  ctx = await spine.tenant();
});
afterEach(() => live.stop());

function openLive(deps: Partial<LiveDeps> = {}): void {
  live = createLive({ ...opened, endedAmong: async () => [], log: createLog('silent'), ...deps });
}
const sequence = () => opened.sequence();
const read = (after: number, options: Parameters<typeof readFrom>[3] & { of?: Context } = {}) =>
  readFrom(live, options.of ?? ctx, after, options);

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
    const writers = Promise.all([write(6), write(6), write(6)]);
    for (let i = 0; i < 9; i++) {
      const last = await opened.timeline.lastSeq(ctx.tenant);
      const after = i % 3 === 0 ? 0 : i % 3 === 1 ? last : Math.floor(last / 2);
      readers.push([after, await read(after)]);
      await wait(10);
    }
    await writers;
    writing = false;
    await sequencing;
    const end = await opened.timeline.lastSeq(ctx.tenant);
    for (const [after, reader] of readers) {
      await until('the end of the log', () => reader.reached() === end);
      expect(reader.seqs()).toEqual(await shownSeqs(after));
      // A reader resumes from the seq of its last frame: no entry may lie beyond it.
      for (const frame of reader.frames)
        if (frame[0] === 'entries') for (const entry of frame[2]) expect(entry.seq).toBeLessThanOrEqual(frame[1]);
    }
  });

  it('is told how far a page reaches also when more is sequenced in the middle of it', async () => {
    openLive();
    await receiveStory(spine.store, ctx);
    const { database } = spine;
    // What comes between the two looks of a page: the seq was read, the entries were not yet.
    const between: Database['read'] = (tenant, work) =>
      database.read(tenant, (reader) =>
        work(
          new Proxy(reader, {
            get(target, key) {
              if (key !== 'selectFrom') return Reflect.get(target, key);
              return (table: 'tenant_seq') => {
                if (table !== 'tenant_seq') return target.selectFrom(table);
                const seq = target.selectFrom(table).select('last').executeTakeFirst();
                return { select: () => ({ executeTakeFirst: () => seq.finally(() => spine.sequenceAll()) }) };
              };
            },
          }),
        ),
      );
    const page = await openTimeline({ ...spine, database: { ...database, read: between } }).timeline.page(ctx.tenant, {
      after: 0,
      limit: 10,
    });
    expect(page.entries.map((entry) => entry.seq)).toEqual([2]);
    expect(page).toMatchObject({ seq: 2, reached: 2, more: false });
  });

  it('resumes from the seq of any frame without a gap or a repetition', async () => {
    openLive();
    const documentId = await readStory(spine.store, ctx);
    for (let i = 0; i < 30; i++) await propose(spine.store, ctx, documentId);
    await sequence();
    const seen: number[] = [];
    for (let after = 0, round = 0; round < 100; round++) {
      const page = await opened.timeline.page(ctx.tenant, { after, limit: 4 });
      seen.push(...page.entries.map((entry) => entry.seq));
      after = page.reached;
      if (!page.more) break;
    }
    expect(seen).toEqual(await shownSeqs());
    const back: number[] = [];
    for (let before: number | undefined; ; ) {
      const page: Awaited<ReturnType<typeof opened.timeline.page>> = await opened.timeline.page(ctx.tenant, {
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
    opened.feed.announceAll();
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
    opened.feed.announceAll();
    await until('the entry', () => reader.entries().length === 1);
  });
});
