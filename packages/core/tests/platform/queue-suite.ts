// What wake-ups promise, over whichever queue carries them: they arrive, they are few, and losing them loses nothing.
import { createLog } from '@vito/runtime/log';
import { createBell } from '@vito/runtime/wait';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createWakeUps, type QueuePlace, type WakeUps } from '../../src/platform/queue.js';
import type { Context } from '../../src/spine/context.js';
import { sequenceOnce } from '../../src/spine/sequencer.js';
import { createWorker } from '../../src/spine/worker.js';
import { startProcess } from '../setup/processes.js';
import type { Wire } from '../setup/proxy.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { receiveStory } from '../setup/stories.js';
import { until } from '../setup/until.js';

export interface QueueServer {
  place: QueuePlace;
  /** Between the queue and everybody. */
  wire: Wire;
  /** Everything the queue holds is gone. */
  wipe(): Promise<void>;
  close(): Promise<void>;
}

const name = 'read-document';
const subscriptions = [{ type: 'document.received', subscription: name }];

export function queueSuite(openServer: (spine: Spine) => Promise<QueueServer>): void {
  let spine: Spine;
  let ctx: Context;
  let server: QueueServer;
  const open: WakeUps[] = [];
  const log = createLog('silent');

  beforeAll(async () => {
    spine = await openSpine({ subscriptions });
    ctx = await spine.tenant();
    server = await openServer(spine);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.stop()));
  });
  afterAll(async () => {
    await server.close();
    await spine.close();
  });

  const connect = () => {
    const wakeUps = createWakeUps(server.place, log);
    open.push(wakeUps);
    return wakeUps;
  };
  /** Wake-ups with a listener that keeps what it hears. */
  async function listen() {
    const wakeUps = connect();
    const heard: string[] = [];
    const bell = createBell();
    await wakeUps.listen((subscription) => {
      heard.push(subscription);
      bell.ring();
    });
    return { wakeUps, heard, bell };
  }

  it('reach a listener, each with its subscription', async () => {
    const { heard } = await listen();
    const speaker = connect();
    speaker.wake(name);
    speaker.wake('extract-commitments');
    await until('both', () => heard.length === 2);
    expect(heard.sort()).toEqual(['extract-commitments', name]);
  });

  it('become one when they come close together, and none is lost for it', async () => {
    const { heard, wakeUps } = await listen();
    for (let i = 0; i < 500; i++) wakeUps.wake(name);
    await until('the first', () => heard.length > 0);
    wakeUps.wake('last');
    await until('the last', () => heard.includes('last'));
    expect(heard.filter((subscription) => subscription === name).length).toBeLessThanOrEqual(2);
  });

  it('reach one of several listeners, not all', async () => {
    const listeners = [await listen(), await listen(), await listen()];
    listeners[0]?.wakeUps.wake(name);
    const all = () => listeners.flatMap(({ heard }) => heard);
    await until('the first', () => all().length > 0);
    listeners[0]?.wakeUps.wake('last');
    await until('the last', () => all().includes('last'));
    expect(all().filter((subscription) => subscription === name)).toHaveLength(1);
  });

  it('answer a probe', async () => {
    await expect(connect().probe()).resolves.toBeUndefined();
  });

  it('leave no connection when they stop, and nothing comes after that', async () => {
    await until('connections of earlier tests to close', () => server.wire.count() === 0);
    const { wakeUps, heard } = await listen();
    wakeUps.wake(name);
    await until('the wake-up', () => heard.length === 1);
    expect(server.wire.count()).toBeGreaterThan(0);
    wakeUps.wake('lost at the stop');
    await wakeUps.stop();
    await wakeUps.stop();
    wakeUps.wake('after the stop');
    await until('the connections to close', () => server.wire.count() === 0);
    expect(heard).toEqual([name]);
  });

  describe('are only hints', { timeout: 90_000 }, () => {
    /** A worker that only the sweep wakes, or `wakeUps` where there are some. Counts what it did. */
    function work() {
      const done: string[] = [];
      const ended = new AbortController();
      const worker = createWorker({
        ...spine,
        subscriptions: [
          {
            name,
            on: ['document.received'],
            concurrency: 4,
            async run(of, event) {
              done.push(event.stream);
              await spine.store.commit(of, []);
            },
          },
        ],
      });
      const running = worker.run(ended.signal);
      return {
        done,
        worker,
        async stop() {
          ended.abort();
          await running;
        },
      };
    }
    async function makeWork(wake: (subscription: string) => void): Promise<string> {
      const id = await receiveStory(spine.store, ctx);
      const once = { pool: spine.database.dispatch, subscriptions, onSequenced: () => {} };
      await sequenceOnce({ ...once, onWork: (woken) => woken.forEach(wake) });
      return id;
    }

    it('so a queue that is wiped loses no work, and carries the next wake-up again', async () => {
      const speaker = connect();
      const ids = [];
      for (let i = 0; i < 5; i++) ids.push(await makeWork((subscription) => speaker.wake(subscription)));
      await speaker.probe();
      await server.wipe();
      const { done, stop } = work();
      await until('the sweep', () => done.length === 5);
      await stop();
      expect(done.sort()).toEqual(ids.sort());
      const { heard } = await listen();
      await server.wipe();
      speaker.wake('again');
      await until('the next wake-up', () => heard.includes('again'));
    });

    it('so a listener that is killed with one leaves it to another, and its work is done within seconds', async () => {
      const victim = startProcess(new URL('queue-process.ts', import.meta.url), { place: server.place });
      expect(await victim.line()).toBe('listens');
      const speaker = connect();
      const id = await makeWork((subscription) => speaker.wake(subscription));
      expect(await victim.line()).toBe(`heard ${name}`);
      const { heard } = await listen();
      await victim.kill();
      const { done, stop } = work();
      await until('the work', () => done.includes(id), 5000);
      await stop();
      await until('the hint', () => heard.includes(name), 10_000);
      expect(done).toEqual([id]);
    });

    it('so a queue that is away is no trouble: waking never fails, stopping does not hang, and it is found again', async () => {
      const { wakeUps, heard } = await listen();
      server.wire.cut();
      const id = await makeWork((subscription) => wakeUps.wake(subscription));
      for (let i = 0; i < 50; i++) wakeUps.wake(`away ${i}`);
      await expect(probeWithin(wakeUps, 3000)).rejects.toThrow();
      const { done, stop } = work();
      await until('the sweep', () => done.includes(id));
      await stop();

      const other = connect();
      const started = Date.now();
      await other.stop();
      expect(Date.now() - started).toBeLessThan(5000);

      server.wire.mend();
      await until(
        'the queue to be found again',
        () => {
          wakeUps.wake('back');
          return heard.includes('back');
        },
        8_000,
      );
      await expect(wakeUps.probe()).resolves.toBeUndefined();
    });

    it('so a start without the queue waits for nothing', async () => {
      server.wire.cut();
      const started = Date.now();
      const { wakeUps, heard } = await listen();
      expect(Date.now() - started).toBeLessThan(5000);
      server.wire.mend();
      await until(
        'the queue to be found',
        () => {
          wakeUps.wake('found');
          return heard.includes('found');
        },
        8_000,
      );
    });
  });
}

/** A probe that hangs is as good as one that fails, to whoever asks within a time. */
async function probeWithin(wakeUps: WakeUps, ms: number): Promise<void> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('late')), ms).unref());
  await Promise.race([wakeUps.probe(), late]);
}
