// The worker: runs handlers under leases it renews, records how they went, gives back what it holds, and survives being killed.
import type { EventType } from '@vito/contracts/event';
import { Failure } from '@vito/runtime/failure';
import { createLog } from '@vito/runtime/log';
import { createBell, wait } from '@vito/runtime/wait';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { document } from '../../src/intake/document.js';
import type { WorkRow } from '../../src/platform/tables.js';
import type { Context } from '../../src/spine/context.js';
import { LeaseLost } from '../../src/spine/event-store.js';
import { createLull } from '../../src/spine/lull.js';
import { claim, unbegunOf } from '../../src/spine/work.js';
import { createWorker, type Subscription } from '../../src/spine/worker.js';
import { startProcess } from '../setup/processes.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { receiveStory } from '../setup/stories.js';
import { until } from '../setup/until.js';

const name = 'read-document';
const lines: string[] = [];
let spine: Spine;
let ctx: Context;
let stop: (() => Promise<void>) | null = null;

beforeAll(async () => {
  const log = createLog('debug', { write: (line) => void lines.push(line) });
  spine = await openSpine({ subscriptions: [{ type: 'document.received', subscription: name }], log });
  ctx = await spine.tenant();
});
afterEach(async () => {
  await stop?.();
  stop = null;
  lines.length = 0;
  await spine.sql('delete from vito.work');
});
afterAll(() => spine.close());

function work(run: Subscription['run'], options: { concurrency?: number; onDead?: (name: string) => void } = {}): void {
  const on: EventType[] = ['document.received'];
  const ended = new AbortController();
  const worker = createWorker({
    ...spine,
    ...options,
    subscriptions: [{ name, on, concurrency: options.concurrency ?? 4, run }],
  });
  const running = worker.run(ended.signal);
  stop = async () => {
    ended.abort();
    await running;
  };
}

async function receive(count = 1): Promise<string[]> {
  const ids = [];
  for (let i = 0; i < count; i++) ids.push(await receiveStory(spine.store, ctx));
  await spine.sequenceAll();
  return ids;
}

async function settle(of: Context, stream: string): Promise<void> {
  const loaded = await spine.store.load(of, document, stream);
  const draft = {
    type: 'document.unreadable',
    data: { reason: 'empty' },
    secret: { message: 'by the second' },
  } as const;
  await spine.store.commit(of, [spine.store.stage(of, document, loaded, [draft], { id: stream })]);
}

const rows = () => spine.sql<WorkRow>('select * from vito.work');
const noWork = () => until('all work to be done', async () => (await rows()).length === 0);
const problemOf = async (stream: string) => (await spine.store.load(ctx, document, stream)).state.problem?.message;

describe('what waits', () => {
  it('is told of those streams whose work has not begun, in this tenant', async () => {
    const [first, second] = (await receive(2)) as [string, string];
    const waiting = (of: Context) => unbegunOf(spine.database, of.tenant, name, [first, second, 'doc_of_nobody']);
    expect(await waiting(ctx)).toEqual(new Set([first, second]));
    expect(await waiting(await spine.tenant())).toEqual(new Set());
    const [begun] = await claim(spine.database.dispatch, name, 1, crypto.randomUUID());
    expect(await waiting(ctx)).toEqual(new Set([first, second].filter((stream) => stream !== begun?.stream)));
  });
});

describe('a claim', () => {
  it('takes no more than it asks for, however the server joins', async () => {
    await spine.sql('vacuum analyze vito.work'); // it plans for a table as empty as it is now
    await receive(6);
    const client = new pg.Client({ connectionString: spine.url });
    await client.connect();
    try {
      for (const join of ['hashjoin', 'mergejoin', 'material']) await client.query(`set enable_${join} = off`);
      const { rows: claimed } = await client.query('select * from vito.claim($1, 2, $2, 5)', [
        name,
        crypto.randomUUID(),
      ]);
      expect(claimed).toHaveLength(2);
    } finally {
      await client.end();
    }
  });
});

describe('a lull', () => {
  const forever = new AbortController().signal;

  it('comes when the last of the work that goes before is done, in this tenant', async () => {
    const lull = createLull(spine.database, [name]);
    const [id] = (await receive(1)) as [string];
    await lull((await spine.tenant()).tenant, 60_000, forever);
    let done = false;
    const waited = lull(ctx.tenant, 60_000, forever).then(() => done);
    work(async (of, event) => {
      await settle(of, event.stream);
      done = true;
    });
    expect(await waited).toBe(true);
    expect(await problemOf(id)).toBe('by the second');
  });

  it('is not waited for longer than there is patience, nor once it is over', async () => {
    const lull = createLull(spine.database, [name]);
    await receive(1);
    await lull(ctx.tenant, 300, forever);
    await lull(ctx.tenant, 60_000, AbortSignal.abort());
    expect(await rows()).toHaveLength(1);
  });
});

describe('a handler', () => {
  it('runs once for each event, and its commit finishes the work', async () => {
    const ids = await receive(5);
    const seen: string[] = [];
    work(async (of, event) => {
      seen.push(event.stream);
      expect(of).toMatchObject({ tenant: ctx.tenant, cause: event.id, actor: { kind: 'system', id: name } });
      await settle(of, event.stream);
    });
    await noWork();
    expect(seen.sort()).toEqual(ids.sort());
    for (const id of ids) expect((await spine.store.load(ctx, document, id)).version).toBe(2);
  });

  it.each([
    ['says that it has nothing to say', (of: Context) => spine.store.commit(of, [])],
    ['says nothing at all', async () => {}],
  ])('that %s is done', async (_what, run) => {
    await receive(2);
    let runs = 0;
    work(async (of) => {
      runs++;
      await run(of);
    });
    await noWork();
    expect(runs).toBe(2);
  });

  it('runs in as many at once as its subscription allows, and no more', async () => {
    await receive(9);
    let [now, most] = [0, 0];
    const full = new AbortController();
    work(
      async (of) => {
        most = Math.max(most, ++now);
        if (now === 3) full.abort();
        await wait(5000, full.signal);
        await spine.store.commit(of, []);
        now--;
      },
      { concurrency: 3 },
    );
    await noWork();
    expect(most).toBe(3);
  });

  it('that fails is tried again after a while; what it said is in no row and no line', async () => {
    await receive();
    const canary = 'Ada Quill of ada@quill.example cannot be parsed';
    let attempts = 0;
    const failed = createBell();
    work(async (of) => {
      if (++attempts === 1) {
        failed.ring();
        throw new TypeError(canary, { cause: new Error(canary) });
      }
      await spine.store.commit(of, []);
    });
    await failed.heard(5000);
    const row = await until('the failure', async () => (await rows()).find((found) => found.error));
    expect(row).toMatchObject({ error: 'TypeError', lease: null, dead_at: null });
    await noWork();
    expect(attempts).toBe(2);
    expect(lines.join('')).toContain('work failed');
    expect(lines.join('')).not.toContain('Ada');
  });

  it('that cannot be helped is buried at once, with words for people', async () => {
    await receive();
    const dead: string[] = [];
    work(
      async () => {
        throw new Failure('invalid', 'this letter has no pages: put it in again');
      },
      { onDead: (subscription) => dead.push(subscription) },
    );
    await until('the burial', () => dead.length);
    expect(dead).toEqual([name]);
    expect(await rows()).toMatchObject([{ error: 'invalid: this letter has no pages: put it in again', attempts: 1 }]);
    expect((await rows())[0]?.dead_at).not.toBeNull();
  });

  it('is not begun any more when it was begun very often and never ended', async () => {
    await receive();
    await spine.sql('update vito.work set attempts = 24');
    const [claimed] = await claim(spine.database.dispatch, name, 1, 'of a process that is killed');
    expect(claimed?.attempts).toBe(25);
    await spine.sql('update vito.work set lease_until = clock_timestamp()');
    let begun = false;
    work(async () => {
      begun = true;
    });
    const row = await until('the burial', async () => (await rows()).find((found) => found.dead_at));
    expect(row.error).toContain('begun 25 times');
    expect(begun).toBe(false);
  });
});

describe('a lease', () => {
  it('is renewed for as long as the handler takes', async () => {
    await receive();
    const begun = createBell();
    const end = createBell();
    work(async (of) => {
      begun.ring();
      await end.heard(20_000);
      await spine.store.commit(of, []);
    });
    await begun.heard(5000);
    const [first] = await rows();
    await until('a renewal', async () => ((await rows())[0]?.lease_until ?? 0) > (first?.lease_until ?? 0));
    expect((await rows())[0]).toMatchObject({ lease: first?.lease, attempts: 1 });
    end.ring();
    await noWork();
  });

  it('that is lost aborts the handler, whose commit then writes nothing', async () => {
    const [id = ''] = await receive();
    const begun = createBell();
    let outcome: unknown = null;
    work(async (of, event, signal) => {
      begun.ring();
      await wait(20_000, signal);
      outcome = await settle(of, event.stream).catch((error) => error);
      throw outcome;
    });
    await begun.heard(5000);
    await spine.sql("update vito.work set lease = 'thief', lease_until = clock_timestamp() + interval '1 h'");
    await until('the handler to end', () => outcome);
    expect(outcome).toBeInstanceOf(LeaseLost);
    expect(await rows()).toMatchObject([{ lease: 'thief', error: null, dead_at: null }]);
    expect(await problemOf(id)).toBeUndefined();
  });

  it('is given back when the worker stops, and nothing counts as an attempt', async () => {
    await receive(3);
    let begun = 0;
    work(async (_of, _event, signal) => {
      begun++;
      await wait(20_000, signal);
      throw new Error('stopped');
    });
    await until('all to begin', () => begun === 3);
    await stop?.();
    expect(await rows()).toMatchObject(
      Array(3).fill({ lease: null, lease_until: null, attempts: 0, error: null, dead_at: null }),
    );
  });
});

describe('a worker’s process', { timeout: 90_000 }, () => {
  const script = new URL('worker-process.ts', import.meta.url);
  const start = () => startProcess(script, { url: spine.url, master: spine.master.toString('hex'), name });

  it('that is killed leaves its work to another, which does it once', async () => {
    const [id = ''] = await receive();
    const first = start();
    expect(await first.line()).toBe(`holds ${id}`);
    await first.kill();
    work((of, event) => settle(of, event.stream));
    await noWork();
    expect(await problemOf(id)).toBe('by the second');
    expect((await spine.store.load(ctx, document, id)).version).toBe(2);
  });

  it('that is stopped and wakes up late has lost its lease and writes nothing', async () => {
    const [id = ''] = await receive();
    const first = start();
    expect(await first.line()).toBe(`holds ${id}`);
    first.signal('SIGSTOP');
    await spine.sql('update vito.work set lease_until = clock_timestamp()'); // as if it had slept for long
    work((of, event) => settle(of, event.stream));
    await noWork();
    first.signal('SIGUSR2');
    first.signal('SIGCONT');
    expect(await first.line()).toBe('lost');
    await first.kill();
    expect(await problemOf(id)).toBe('by the second');
    expect((await spine.store.load(ctx, document, id)).version).toBe(2);
  });
});
