// Invariants of who gets workers: fairness between companies, limits that are counted, waiting that costs nothing, walls.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { foldRun, noRun, type Run } from '../../../src/agents/run.js';
import type { Context } from '../../../src/spine/context.js';
import type { OpenEvent } from '../../../src/spine/event.js';
import { openCrew } from '../../setup/open-crew.js';
import type { Crew } from '../../setup/run-crew.js';
import { playbookOf, tool } from '../../setup/runs.js';
import { until } from '../../setup/until.js';

/** What is spent, and what is set aside for turns on their way. */
const committedMicros = (run: Run): number =>
  run.costMicros + Object.values(run.steps).reduce((sum, { reserved }) => sum + (reserved?.micros ?? 0), 0);

let crew: Crew;

beforeAll(async () => {
  crew = await openCrew([
    playbookOf('plain', [tool('a', 'look')]),
    playbookOf('waits', [{ kind: 'wait', id: 'w', signal: 'go', seconds: null }]),
    playbookOf('asks', [tool('a', 'ask', { to: 'ada' })]),
  ]);
});
afterAll(() => crew.close());

const slots = (tenant: string, count: number, more: { queues?: number; atOnce?: number; due?: string } = {}) =>
  crew.sql(
    `insert into vito.run_slot (tenant_id, run_id, priority, wake_at, queue, at_once)
     select $1, 'run_' || gen_random_uuid(), 1, coalesce($5::timestamptz, now()), case when $3 > 0 then 'q' || n % $3 end, $4
     from generate_series(1, $2) n`,
    [tenant, count, more.queues ?? 0, more.atOnce ?? null, more.due ?? null],
  );
async function claim(limit: number, seconds = 60): Promise<string[]> {
  const text = 'select tenant_id from vito.claim_runs($1, $2, $3)';
  const { rows } = await crew.database.dispatch.query<{ tenant_id: string }>(text, [randomUUID(), limit, seconds]);
  return rows.map(({ tenant_id }) => tenant_id);
}
const empty = () => crew.sql('truncate vito.run_slot, vito.run_share, vito.run_begun');

it('14: service by weight of backlogged tenants differs by at most one claim, also when one shards its keys', async () => {
  const [light, heavy, sharding] = [randomUUID(), randomUUID(), randomUUID()];
  await crew.sql('insert into vito.run_share (tenant_id, weight) values ($1, 1), ($2, 3), ($3, 1)', [
    light,
    heavy,
    sharding,
  ]);
  await slots(light, 100);
  await slots(heavy, 100);
  await slots(sharding, 100, { queues: 50 });
  const had = new Map<string, number>([light, heavy, sharding].map((tenant) => [tenant, 0]));
  for (let n = 0; n < 40; n++) {
    for (const tenant of await claim(1 + (n % 3))) had.set(tenant, (had.get(tenant) ?? 0) + 1);
    const shares = [(had.get(light) ?? 0) / 1, (had.get(heavy) ?? 0) / 3, (had.get(sharding) ?? 0) / 1];
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1 + 1e-9);
  }
  await empty();
});

it('14: idle capacity is used, and who comes later is not owed what it did not ask for', async () => {
  const [alone, later] = [randomUUID(), randomUUID()];
  await slots(alone, 100);
  expect(await claim(50)).toHaveLength(50);
  await slots(later, 100);
  const next = await claim(20);
  expect(next.filter((tenant) => tenant === later).length).toBeGreaterThanOrEqual(9);
  expect(next.filter((tenant) => tenant === alone).length).toBeGreaterThanOrEqual(9);
  await empty();
});

it('15: running counts are derived, so they cannot leak', async () => {
  const tenant = randomUUID();
  await slots(tenant, 10, { queues: 1, atOnce: 2 });
  expect(await claim(10, 0.3)).toHaveLength(2);
  expect(await claim(10)).toEqual([]);
  // Whoever had them is gone without a word; nobody cleans up after it.
  await until('the leases to end', async () => (await claim(10, 60)).length === 2);
  expect(await claim(10)).toEqual([]);
  await empty();
});

it('8: a run that was just parked is not leased once more by a renewal on its way', async () => {
  const tenant = randomUUID();
  await slots(tenant, 1);
  await claim(1);
  const [slot] = await crew.sql<{ run_id: string; fence: string }>('select run_id, fence from vito.run_slot');
  const park = [{ run: slot?.run_id, op: 'park', fence: slot?.fence, wake: null }];
  await crew.sql('select vito.move_slots($1, $2)', [tenant, JSON.stringify(park)]);
  const text = 'select * from vito.renew_runs($1, $2, $3, 60)';
  const { rows } = await crew.database.dispatch.query(text, [[tenant], [slot?.run_id], [slot?.fence]]);
  expect(rows).toEqual([]);
  await crew.sql('select vito.move_slots($1, $2)', [tenant, JSON.stringify([{ run: slot?.run_id, op: 'ring' }])]);
  expect(await claim(1)).toEqual([tenant]);
  await empty();
});

it('18: cross-tenant reads return nothing', async () => {
  const [one, other] = [await crew.tenant(), await crew.tenant()];
  const id = await crew.agents.request(one, { playbook: 'asks' });
  const count = async ({ tenant }: Context, table: string) => {
    const client = await crew.database.app.connect();
    try {
      await client.query('begin');
      await client.query("select set_config('app.tenant', $1, true)", [tenant]);
      return (await client.query(`select from ${table}`)).rowCount;
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
  for (const table of ['vito.playbook', 'vito.run', 'vito.run_slot']) {
    expect(await count(one, table), table).toBe(1);
    expect(await count(other, table), table).toBe(0);
  }
  for (const table of ['vito.run_gate', 'vito.run_share']) expect(await count(other, table), table).toBe(0);
  const foreign = { ...other, actor: one.actor };
  await expect(crew.agents.cancel(foreign, id, 'mine now')).rejects.toMatchObject({ code: 'not-found' });
  await expect(crew.agents.signal(foreign, id, 'go', 1)).rejects.toMatchObject({ code: 'not-found' });
  await expect(crew.agents.move(foreign, id, 1)).rejects.toMatchObject({ code: 'not-found' });
  await expect(crew.agents.fork(foreign, id, 'a')).rejects.toMatchObject({ code: 'not-found' });
  const gate = { run: id, step: 'a' };
  const verdict = { decision: 'approved' as const, hash: '' };
  await expect(crew.agents.decide(foreign, gate, verdict, 'api')).rejects.toMatchObject({ code: 'not-found' });
});

it('13: what is spent and set aside is what the events say, whatever comes twice', () => {
  const event = (type: string, data: object) =>
    ({
      type,
      data,
      secret: { text: '', calls: [], input: {} },
      at: '2026-01-01T00:00:00Z',
      actor: { id: 'a' },
    }) as unknown as OpenEvent;
  const reserved = (step: string, micros: number) =>
    event('run.turn-reserved', { step, turn: 1, reserved: micros, day: '2026-01-01' });
  const after = [
    event('run.requested', { budgetMicros: 100 }),
    reserved('a', 40),
    reserved('b', 30),
    reserved('a', 40),
  ].reduce(foldRun, noRun);
  expect(committedMicros(after)).toBe(70);
  const taken = [event('run.turn-taken', { step: 'a', turn: 1, cost: 7 })].reduce(foldRun, after);
  expect([taken.costMicros, committedMicros(taken)]).toEqual([7, 37]);
});

it('19: 10,000 waiting runs add about no memory to a process', async () => {
  const ctx = await crew.tenant();
  const worker = await crew.start();
  const heap = async () => {
    worker.signal('SIGHUP');
    return Number((await worker.line()).split(' ')[1]);
  };
  const warm = await crew.agents.request(ctx, { playbook: 'waits' });
  await crew.once(ctx, warm, (run) => run.steps.w?.wait != null);
  const before = await heap();
  // Some hundred go the whole way, the rest stand in the table as those do.
  const ids = await Promise.all(Array.from({ length: 200 }, () => crew.agents.request(ctx, { playbook: 'waits' })));
  await slots(ctx.tenant, 9800, { due: 'infinity' });
  await until(
    'all to wait',
    async () => {
      const [row] = await crew.sql<{ n: number }>(
        "select count(*)::int as n from vito.run_slot where tenant_id = $1 and wake_at = 'infinity'",
        [ctx.tenant],
      );
      return (row?.n ?? 0) >= 10_001;
    },
    60_000,
  );
  expect((await heap()) - before).toBeLessThan(16 * 2 ** 20);
  await crew.agents.signal(ctx, ids[0] as string, 'go', 1);
  expect((await crew.over(ctx, ids[0] as string)).status).toBe('completed');
}, 180_000);
