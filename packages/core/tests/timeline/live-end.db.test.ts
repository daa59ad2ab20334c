// How live readers end: in time when access ends, with a reason when they take nothing, and leaving nothing behind.
import { createLog } from '@vito/runtime/log';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/spine/context.js';
import { createLive, type Live, type LiveDeps } from '../../src/timeline/live.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { receiveStory } from '../setup/stories.js';
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
    await sequence();
    let waiting = 0;
    const reader = await read(0, { waiting: () => waiting });
    await until('the start', () => reader.frames.some(([kind]) => kind === 'entries'));
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
    const broken = { ...opened.timeline, page: () => Promise.reject(new Error('away')) };
    openLive({ timeline: broken });
    const reader = await read(0);
    await until('the end', () => reader.closed());
    expect(reader.closed()).toBe('going-away');
    expect(live.count()).toBe(0);
    live.stop();
    openLive({ timeline: { ...opened.timeline, lastSeq: () => Promise.reject(new Error('away')) } });
    await expect(read(0)).rejects.toThrow('away');
    expect(live.count()).toBe(0);
    expect(opened.feed.followed()).toEqual([]);
  });

  it('comes for all when the server stops, and stopping twice or leaving is quiet', async () => {
    openLive();
    const [one, two] = [await read(0), await read(0)];
    one.stop();
    live.stop();
    live.stop();
    expect([one.closed(), two.closed()]).toEqual([undefined, 'going-away']);
    expect(opened.feed.followed()).toEqual([]);
  });
});
