// The sequencer: whoever writes, whoever sequences, and whoever dies meanwhile, each tenant's order is dense, whole and true.
import { newId } from '@vito/contracts/ids';
import { createBell, wait } from '@vito/runtime/wait';
import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { document } from '../../src/intake/document.js';
import { createPool } from '../../src/platform/database.js';
import type { Context } from '../../src/spine/context.js';
import { runSequencer, type Sequenced, sequenceOnce } from '../../src/spine/sequencer.js';
import { startProcess, type TestProcess } from '../setup/processes.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { until } from '../setup/until.js';

const subscriptions = [
  { type: 'document.deleted', subscription: 'withdraw-commitments' },
  { type: 'document.deleted', subscription: 'purge-document' },
  { type: 'document.retried', subscription: 'read-document' },
];
const limits = { statement_timeout: 1000, idle_in_transaction_session_timeout: 1000 };
let spine: Spine;
const pools: pg.Pool[] = [];

beforeAll(async () => {
  spine = await openSpine({ subscriptions, connections: 16 });
  for (let i = 0; i < 3; i++) pools.push(createPool(spine.urls.dispatch, 1, spine.log, limits));
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await spine.close();
});

/** Appends `counts[i]` events in its i-th commit, on a stream of its own. */
async function write(ctx: Context, counts: number[]): Promise<void> {
  const stream = newId('document');
  let loaded = { stream, version: 0, state: document.initial };
  for (const [index, count] of counts.entries()) {
    const type = index % 2 === 0 ? 'document.retried' : 'document.deleted';
    const drafts = Array.from({ length: count }, () => ({ type, data: {}, secret: {} }) as const);
    const staged = spine.store.stage(ctx, document, loaded, drafts, { id: stream });
    await spine.store.commit(ctx, [staged]);
    loaded = staged.after;
  }
}

interface Line {
  seq: string;
  event_id: string;
  stream: string;
  version: number;
}

/** That a tenant's sequence holds all of its events, once each, densely numbered, each stream in its own order. */
async function expectWhole(ctx: Context, events: number): Promise<void> {
  const lines = await spine.sql<Line>(
    'select seq, event_id, stream, version from vito.event_seq where tenant_id = $1 order by seq',
    [ctx.tenant],
  );
  expect(lines.map((line) => Number(line.seq))).toEqual(Array.from({ length: events }, (_, index) => index + 1));
  const next = new Map<string, number>();
  for (const { stream, version } of lines) {
    expect([stream, version]).toEqual([stream, (next.get(stream) ?? 0) + 1]);
    next.set(stream, version);
  }
  const [rest] = await spine.sql(
    `select (select count(*)::int from vito.events where tenant_id = $1) as events,
            (select count(*)::int from vito.outbox where tenant_id = $1) as unsequenced,
            (select last::int from vito.tenant_seq where tenant_id = $1) as last`,
    [ctx.tenant],
  );
  expect(rest).toEqual({ events, unsequenced: 0, last: events });
  const work = await spine.sql<{ what: string }>(
    "select subscription || ' ' || event_id as what from vito.work where tenant_id = $1 order by 1",
    [ctx.tenant],
  );
  const due = await spine.sql<{ what: string }>(
    `select s.subscription || ' ' || e.event_id as what from vito.events e
     join jsonb_to_recordset($2) as s (type text, subscription text) on s.type = e.type where e.tenant_id = $1 order by 1`,
    [ctx.tenant, JSON.stringify(subscriptions)],
  );
  expect(work).toEqual(due);
}

const start = (hold = false): TestProcess =>
  startProcess(new URL('sequencer-process.ts', import.meta.url), {
    url: spine.url,
    subscriptions,
    hold,
  });

/** Sequences here, from one pool, until the returned function is called. */
function sequenceHere(pool: pg.Pool, onSequenced: (batch: Sequenced[]) => void = () => {}): () => Promise<void> {
  const ended = new AbortController();
  const options = { pool, subscriptions, batch: 50, bell: createBell(), log: spine.log, onSequenced, onWork: () => {} };
  const running = runSequencer(options, ended.signal);
  return async () => {
    ended.abort();
    await running;
  };
}

const total = (plan: number[][]) => plan.flat().reduce((sum, count) => sum + count, 1); // and the founding

describe('sequencing', () => {
  it('is dense, whole and in the order of each stream, with 16 writers and 3 sequencers at once', async () => {
    const counts = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 });
    const plans = fc.array(counts, { minLength: 8, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(plans, plans, fc.integer({ min: 1, max: 30 }), async (first, second, batch) => {
        const tenants = await Promise.all([spine.tenant(), spine.tenant()]);
        let writing = true;
        const reached = new Map<string, number>();
        const sequencers = pools.map(async (pool) => {
          const onSequenced = (moved: Sequenced[]) => {
            for (const { tenant, last } of moved) reached.set(tenant, Math.max(reached.get(tenant) ?? 0, last));
          };
          const options = { pool, subscriptions, batch, onSequenced, onWork: () => {} };
          while (writing) if ((await sequenceOnce(options)) === 0) await wait(1);
          while ((await sequenceOnce(options)) > 0);
        });
        const writers = [first, second].flatMap((plan, index) =>
          plan.map((list) => write(tenants[index] as Context, list)),
        );
        await Promise.all(writers);
        writing = false;
        await Promise.all(sequencers);
        await spine.sequenceAll();
        for (const [index, ctx] of tenants.entries()) {
          await expectWhole(ctx, total(index === 0 ? first : second));
          expect(reached.get(ctx.tenant)).toBeLessThanOrEqual(total(index === 0 ? first : second));
        }
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });

  it('tells what it moved and which subscriptions got work, once per tenant and batch', async () => {
    const tenants = await Promise.all([spine.tenant(), spine.tenant()]);
    await spine.sequenceAll();
    await write(tenants[0], [2, 1]);
    await write(tenants[1], [3]);
    const moved: Sequenced[] = [];
    const woken: string[] = [];
    const options = {
      pool: pools[0] as pg.Pool,
      subscriptions,
      onSequenced: (batch: Sequenced[]) => moved.push(...batch),
    };
    expect(await sequenceOnce({ ...options, onWork: (names) => woken.push(...names) })).toBe(6);
    const by = (a: Sequenced, b: Sequenced) => a.tenant.localeCompare(b.tenant);
    expect(moved.sort(by)).toEqual(
      [
        { tenant: tenants[0].tenant, last: 4, events: 3 },
        { tenant: tenants[1].tenant, last: 4, events: 3 },
      ].sort(by),
    );
    expect(woken.sort()).toEqual(['purge-document', 'read-document', 'withdraw-commitments']);
    expect(await sequenceOnce({ ...options, onWork: () => woken.push('again') })).toBe(0);
    expect(woken).toHaveLength(3);
  });

  it('gets through with smaller batches where a whole one does not fit into its time', async () => {
    const ctx = await spine.tenant();
    await spine.sequenceAll();
    await write(ctx, Array(40).fill(1));
    await spine.sql(`create function vito.dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(0.01); return new; end $$;
                     create trigger dawdle before insert on vito.event_seq for each row execute function vito.dawdle()`);
    const pool = createPool(spine.urls.dispatch, 1, spine.log, { statement_timeout: 300 });
    const stop = sequenceHere(pool);
    try {
      await until('the outbox to be empty', async () => (await spine.sql('select from vito.outbox')).length === 0);
    } finally {
      await stop();
      await pool.end();
      await spine.sql('drop trigger dawdle on vito.event_seq; drop function vito.dawdle()');
    }
    await expectWhole(ctx, 41);
  });
});

describe('a sequencer’s process', { timeout: 90_000 }, () => {
  it('killed again and again in the middle loses nothing and doubles nothing', async () => {
    const ctx = await spine.tenant();
    const victims = [start(), start(), start()];
    for (const victim of victims) expect(await victim.line()).toBe('runs');
    let [killing, streams] = [true, 0];
    const writers = Array.from({ length: 8 }, async () => {
      for (; killing; streams++) await write(ctx, [1, 2, 1]);
    });
    for (const victim of victims) {
      await victim.line(); // it has moved something, and there is more
      await wait(Math.random() * 10);
      await victim.kill();
    }
    killing = false;
    await Promise.all(writers);
    await spine.sequenceAll();
    await expectWhole(ctx, 1 + streams * 4);
  });

  it('that is stopped in the middle of its work does not keep the others waiting', async () => {
    const ctx = await spine.tenant();
    const other = start();
    expect(await other.line()).toBe('runs');
    const reached = { last: 0 };
    const stop = sequenceHere(pools[1] as pg.Pool, (batch) => {
      for (const { tenant, last } of batch) if (tenant === ctx.tenant) reached.last = last;
    });
    for (let round = 1; round <= 3; round++) {
      const writing = write(ctx, Array(10).fill(1));
      await wait(Math.random() * 20);
      other.signal('SIGSTOP');
      await writing;
      await until(
        'the rest to be sequenced',
        async () =>
          Number((await spine.sql('select last from vito.tenant_seq where tenant_id = $1', [ctx.tenant]))[0]?.last) ===
          1 + round * 10,
        2500,
      );
      other.signal('SIGCONT');
    }
    await stop();
    await other.kill();
    await expectWhole(ctx, 31);
  });

  it('that stops while it holds the lock loses it within two seconds', async () => {
    const ctx = await spine.tenant();
    await write(ctx, [1]);
    const holder = start(true);
    expect(await holder.line()).toBe('holds');
    holder.signal('SIGSTOP');
    expect(
      await sequenceOnce({ pool: pools[0] as pg.Pool, subscriptions, onSequenced: () => {}, onWork: () => {} }),
    ).toBe(0);
    const stop = sequenceHere(pools[2] as pg.Pool);
    await until(
      'the outbox to be empty',
      async () => (await spine.sql('select from vito.outbox where tenant_id = $1', [ctx.tenant])).length === 0,
      2500,
    );
    await stop();
    await holder.kill();
    await expectWhole(ctx, 2);
  });
});

// A session keeps the plans that it made while the tables were empty: with them, a thousand of thirty thousand took 13 seconds.
describe('a flood after a quiet time', () => {
  const flood = 20_000;
  let ctx: Context;
  let pool: pg.Pool;
  beforeAll(async () => {
    ctx = await spine.tenant();
    await spine.sequenceAll();
    pool = createPool(spine.urls.dispatch, 1, spine.log, limits);
    await spine.sql('delete from vito.work'); // of the tests before
    await spine.sql('analyze vito.outbox');
    await spine.sql('analyze vito.work');
    // Often enough for its plans to be kept; one by one, so that nothing is left of it.
    for (let n = 0; n < 12; n++) {
      await write(ctx, [1]);
      await sequenceOnce({ pool, subscriptions, onSequenced: () => {}, onWork: () => {} });
      await pool.query("select * from vito.claim('read-document', 1, 'early', 60)");
      await pool.query("select vito.renew('read-document', array['early'], 60)");
    }
    await spine.sql(
      `insert into vito.outbox (tenant_id, shard, event_id, stream, version, type, recorded_at)
       select $1, 0, 'evt_' || lpad(n::text, 26, '0'), 'doc_flood', n, 'document.retried', now() from generate_series(1, $2) n`,
      [ctx.tenant, flood],
    );
  }, 60_000);
  afterAll(() => pool.end());

  it('is sequenced in whole batches, each within its second', async () => {
    let moved = 0;
    while (moved < flood) moved += await sequenceOnce({ pool, subscriptions, onSequenced: () => {}, onWork: () => {} });
    expect(moved).toBe(flood);
  }, 60_000);

  it('is claimed, renewed and finished by the hundred, each within its second', async () => {
    const { rows } = await pool.query<{ event_id: string }>(
      "select event_id from vito.claim('read-document', 100, 'late', 60)",
    );
    expect(rows).toHaveLength(100);
    expect((await pool.query("select vito.renew('read-document', array['late'], 60)")).rows).toHaveLength(100);
    const work = rows.map(({ event_id }) => ({ subscription: 'read-document', eventId: event_id, lease: 'late' }));
    await spine.store.commit({ ...ctx, work }, []);
    const left = await spine.sql<{ n: number }>("select count(*)::int as n from vito.work where lease = 'late'");
    expect(left[0]?.n).toBe(0);
  });
});
