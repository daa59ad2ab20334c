// Notices: they arrive, they are few, and a lost connection is found again once, with a look at what was missed.
import { createLog } from '@vito/runtime/log';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createNotices, createNotifier, type Notices } from '../../src/platform/notice.js';
import { rolesOf } from '../setup/parts.js';
import { type Wire, wireTo } from '../setup/proxy.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { until } from '../setup/until.js';

let spine: Spine;
let wire: Wire;
let url: string;
let notices: Notices;
beforeAll(async () => {
  spine = await openSpine();
  ({ url, wire } = await wireTo(spine.url));
});
afterEach(() => notices.stop());
afterAll(async () => {
  await wire.close();
  await spine.close();
});

async function listen(options: { start?: boolean } = {}) {
  const heard: string[] = [];
  const gaps: number[] = [];
  notices = createNotices(rolesOf(url).dispatch, createLog('silent'));
  notices.on('vito_test', (payload) => heard.push(payload));
  notices.onGap(() => gaps.push(Date.now()));
  if (options.start !== false) await notices.start();
  return { heard, gaps };
}
/** Waits until so many connections were refused. */
async function refused(times: number): Promise<void> {
  const before = wire.refusals();
  await until('attempts', () => wire.refusals() >= before + times);
}
const notify = (payload: string) => spine.sql('select pg_notify($1, $2)', ['vito_test', payload]);
/** Says something again and again, until it was heard. */
const hears = (heard: string[], payload: string) =>
  until(`hearing ${payload}`, async () => {
    await notify(payload);
    return heard.includes(payload);
  });

describe('notices', () => {
  it('arrive with what they say', async () => {
    const { heard, gaps } = await listen();
    await notify('one');
    await notify('two');
    await until('both', () => heard.length === 2);
    expect(heard).toEqual(['one', 'two']);
    expect(gaps).toEqual([]);
  });

  it('come again after an outage however long, over one connection, once each, with one look at what was missed', async () => {
    const { heard, gaps } = await listen();
    for (let outage = 1; outage <= 2; outage++) {
      wire.cut();
      await notify('missed');
      await refused(4);
      wire.mend();
      await until('the look', () => gaps.length === outage);
      await hears(heard, `back ${outage}`);
      await notify(`counted ${outage}`);
      await until('the count', () => heard.includes(`counted ${outage}`));
      expect(heard.filter((payload) => payload === `counted ${outage}`)).toHaveLength(1);
      expect(gaps).toHaveLength(outage);
      expect(wire.count()).toBe(1);
    }
    expect(heard).not.toContain('missed');
  });

  it('fail to start when the database is away, and leave nothing behind', async () => {
    wire.cut();
    await listen({ start: false });
    await expect(notices.start()).rejects.toThrow();
    await notices.stop();
    wire.mend();
    expect(wire.count()).toBe(0);
  });

  it('leave no connection when they stop, even in the middle of an outage', async () => {
    await listen();
    expect(wire.count()).toBe(1);
    await notices.stop();
    await until('the connection to close', () => wire.count() === 0);

    await listen();
    wire.cut();
    wire.mend();
    await notices.stop();
    await until('the connection to close', () => wire.count() === 0);
  });
});

describe('a notifier', () => {
  it('makes one notice of many calls, and none after it stopped', async () => {
    const { heard } = await listen();
    const notifier = createNotifier(spine.database.app, 'vito_test', 5);
    for (let i = 0; i < 1000; i++) notifier.notify();
    await until('the notice', () => heard.length > 0);
    notifier.notify();
    await until('the next one', () => heard.length > 1);
    notifier.notify();
    notifier.stop();
    await hears(heard, 'last');
    expect(heard.filter((payload) => payload === '')).toHaveLength(2);
  });
});
