// The floor: what a durable step costs at the least. One statement moves the run on from where it stands, adds the step's event and an
// outbox row; over a pool of the same size, and as many runs at once.
import type pg from 'pg';

const steps = 10;

export async function prepareFloor(pool: pg.Pool): Promise<void> {
  await pool.query(`
    create table if not exists public.floor_run (
      tenant uuid, id bigint generated always as identity, step integer, fence bigint, primary key (tenant, id)
    );
    create table if not exists public.floor_event (
      tenant uuid, run bigint, step integer, type text, data jsonb, at timestamptz, primary key (tenant, run, step)
    );
    create table if not exists public.floor_outbox (
      id bigint generated always as identity primary key, tenant uuid, run bigint, step integer
    )`);
}

const step = `
  with moved as (
    update public.floor_run set step = $4 + 1 where tenant = $1 and id = $2 and fence = $3 and step = $4
    returning tenant, id, step
  ), event as (
    insert into public.floor_event select tenant, id, step, $5, $6, clock_timestamp() from moved
  )
  insert into public.floor_outbox (tenant, run, step) select tenant, id, step from moved`;
const data = JSON.stringify({ step: 's1', tool: 'nothing', attempt: 1, ms: 0, args: {}, result: { ok: true } });
const tenant = '00000000-0000-4000-8000-000000000001';

/** `count()` is called after each step. Runs until `ended()`. */
export async function floorRuns(pool: pg.Pool, atOnce: number, count: () => void, ended: () => boolean): Promise<void> {
  const caller = async () => {
    while (!ended()) {
      const { rows } = await pool.query<{ id: string }>({
        name: 'floor-run',
        text: 'insert into public.floor_run (tenant, step, fence) values ($1, 0, 1) returning id',
        values: [tenant],
      });
      for (let at = 0; at < steps; at++) {
        const values = [tenant, rows[0]?.id, 1, at, 'step-completed', data];
        const { rowCount } = await pool.query({ name: 'floor-step', text: step, values });
        if (rowCount !== 1) throw new Error('a step of the floor moved nothing');
        count();
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, caller));
}
