// The budget in the database: however many ask at once, nothing is set aside that is not there.
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BudgetMove, overBudget, reserving, settling } from '../../src/agents/budget.js';
import { budgetLimit, budgetStream, setBudget, viewBudget } from '../../src/metering/budget.js';
import type { Context } from '../../src/spine/context.js';
import { rebuildAll } from '../../src/spine/rebuild.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { until } from '../setup/until.js';

let spine: Spine;
const day = '2026-11-27';
const noon = new Date(`${day}T12:00:00Z`);

beforeAll(async () => {
  spine = await openSpine({ connections: 10 });
  // Whatever is committed anywhere, at any moment, is looked at.
  await spine.sql(`
    create function public.within() returns trigger language plpgsql as $$
    begin
      if exists (select from vito.budget b where b.tenant_id = new.tenant_id and b.scope = new.scope and b.day = new.day
                 and b.spent + b.reserved > b.limit_micros) then raise exception 'over the limit'; end if;
      return null;
    end $$`);
  await spine.sql(`create constraint trigger within after insert or update on vito.budget deferrable initially deferred
                   for each row execute function public.within()`);
});
afterAll(() => spine.close());

const move = (ctx: Context, moves: BudgetMove[], by: pg.Pool | pg.Client = spine.database.app) =>
  by.query('select vito.budget_move($1, $2)', [ctx.tenant, JSON.stringify(moves)]);

/** Null where it was let; whose limit refused it where not. */
const moved = (ctx: Context, moves: BudgetMove[], by?: pg.Client) =>
  move(ctx, moves, by).then(
    () => null,
    (error) => overBudget(error) ?? Promise.reject(error),
  );
const reserve = (ctx: Context, micros: number, by?: pg.Client) => moved(ctx, reserving(day, micros), by);
const view = (ctx: Context) => viewBudget(spine.database, ctx.tenant, noon);

const call = fc.record({ most: fc.integer({ min: 1, max: 60 }), part: fc.nat(100), settled: fc.boolean() });
const limits = fc.record({
  dayMicros: fc.option(fc.integer({ min: 50, max: 800 })),
  monthMicros: fc.option(fc.integer({ min: 50, max: 800 })),
});

describe('a hundred at once', () => {
  it('never set aside more than there is; what is left is what was let, less what was given back', async () => {
    const hundred = fc.array(call, { minLength: 100, maxLength: 100 });
    await fc.assert(
      fc.asyncProperty(limits, hundred, async (limit, calls) => {
        const ctx = await spine.tenant();
        await setBudget(spine.store, ctx, limit);
        const [let_, refused] = [{ reserved: 0, spent: 0 }, { smallest: Number.POSITIVE_INFINITY }];
        await Promise.all(
          calls.map(async ({ most, part, settled }, index) => {
            // Every other one names month before day: whoever took rows as they were given would wait in a circle.
            const moves = index % 2 === 0 ? reserving(day, most) : reserving(day, most).reverse();
            const no = await moved(ctx, moves);
            if (no !== null) {
              refused.smallest = Math.min(refused.smallest, most);
              return;
            }
            const cost = Math.floor((most * part) / 100);
            if (settled) await move(ctx, settling(day, most, cost));
            let_.reserved += settled ? 0 : most;
            let_.spent += settled ? cost : 0;
          }),
        );
        const seen = await view(ctx);
        for (const [scope, micros] of [
          ['day', limit.dayMicros],
          ['month', limit.monthMicros],
        ] as const) {
          expect(seen[scope]).toMatchObject({
            limitMicros: micros,
            reservedMicros: let_.reserved,
            spentMicros: let_.spent,
          });
          if (micros !== null) expect(let_.reserved + let_.spent).toBeLessThanOrEqual(micros);
        }
        if (limit.dayMicros === null && limit.monthMicros === null)
          expect(refused.smallest).toBe(Number.POSITIVE_INFINITY);
      }),
      { numRuns: 3, endOnFailure: true },
    );
  }, 120_000);

  it('of equal amounts exactly as many are let as fit', async () => {
    const ctx = await spine.tenant();
    await setBudget(spine.store, ctx, { dayMicros: 75, monthMicros: null });
    const said = await Promise.all(Array.from({ length: 100 }, () => reserve(ctx, 10)));
    expect(said.filter((no) => no === null)).toHaveLength(7);
    expect((await view(ctx)).day).toMatchObject({ reservedMicros: 70, spentMicros: 0 });
  });
});

describe('a refusal', () => {
  it('names whose limit it was, and leaves no trace in the other', async () => {
    const ctx = await spine.tenant();
    await setBudget(spine.store, ctx, { dayMicros: null, monthMicros: 10 });
    expect(await reserve(ctx, 11)).toBe('month');
    expect((await view(ctx)).day).toMatchObject({ reservedMicros: 0 });
    await setBudget(spine.store, ctx, { dayMicros: 5, monthMicros: 10 });
    expect(await reserve(ctx, 6)).toBe('day');
    expect(await reserve(ctx, 5)).toBeNull();
  });

  it('sees a limit that was lowered while it waited for its turn', async () => {
    const ctx = await spine.tenant();
    await setBudget(spine.store, ctx, { dayMicros: 100, monthMicros: null });
    const [first, second] = [await roleClient(), await roleClient()];
    try {
      await first.query('begin');
      await move(ctx, reserving(day, 10), first);
      const [{ pid } = { pid: 0 }] = (await second.query<{ pid: number }>('select pg_backend_pid() as pid')).rows;
      const waiting = reserve(ctx, 80, second);
      await until('the second to wait', async () => {
        const blocked = await spine.sql('select 1 from pg_stat_activity where pid = $1 and wait_event_type = $2', [
          pid,
          'Lock',
        ]);
        return blocked.length > 0;
      });
      await setBudget(spine.store, ctx, { dayMicros: 50, monthMicros: null });
      await first.query('commit');
      expect(await waiting).toBe('day');
    } finally {
      await Promise.all([first.end(), second.end()]);
    }
  });
});

it('giving back and spending never fail: not over a limit that was lowered, nor more than was set aside', async () => {
  const ctx = await spine.tenant();
  await setBudget(spine.store, ctx, { dayMicros: 100, monthMicros: 100 });
  expect(await reserve(ctx, 90)).toBeNull();
  await setBudget(spine.store, ctx, { dayMicros: 1, monthMicros: 1 });
  await move(ctx, settling(day, 90, 80));
  await move(ctx, settling(day, 1000, 0));
  expect((await view(ctx)).day).toMatchObject({ limitMicros: 1, reservedMicros: 0, spentMicros: 80 });
  expect(await reserve(ctx, 1)).toBe('day');
});

it('moves of several steps in one call are one: what one gives back another may take', async () => {
  const ctx = await spine.tenant();
  await setBudget(spine.store, ctx, { dayMicros: 100, monthMicros: null });
  expect(await reserve(ctx, 100)).toBeNull();
  await move(ctx, [...reserving(day, 60), ...settling(day, 100, 40)]);
  expect((await view(ctx)).day).toMatchObject({ reservedMicros: 60, spentMicros: 40 });
});

it('another day has its own money, the same month has not', async () => {
  const ctx = await spine.tenant();
  await setBudget(spine.store, ctx, { dayMicros: 10, monthMicros: 15 });
  const on = (of: string) => moved(ctx, reserving(of, 10));
  expect([await on(day), await on(day), await on('2026-11-28'), await on('2026-12-01')]).toEqual([
    null,
    'day',
    'month',
    null,
  ]);
});

it('the limits are an event: said twice it is one, and a rebuild makes the same row', async () => {
  const ctx = await spine.tenant();
  expect((await view(ctx)).month).toEqual({ from: '2026-11-01', limitMicros: null, reservedMicros: 0, spentMicros: 0 });
  for (const dayMicros of [5, 5, null]) await setBudget(spine.store, ctx, { dayMicros, monthMicros: 7 });
  const events = await spine.store.readStream(ctx.tenant, budgetStream);
  expect(events.map(({ data }) => data)).toEqual([
    { dayMicros: 5, monthMicros: 7 },
    { dayMicros: null, monthMicros: 7 },
  ]);
  const rebuilt = await rebuildAll({ store: spine.store, ownerUrl: spine.urls.owner.url, aggregates: [budgetLimit] });
  expect(rebuilt).toMatchObject([{ table: 'budget_limit', identical: true }]);
});

async function roleClient(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: spine.url, options: '-c role=vito_app' });
  await client.connect();
  return client;
}
