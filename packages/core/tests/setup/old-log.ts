// A log with a past: what was recorded is moved back by months, as if it had been then. And who puts its months away.
import type { Socket } from 'node:net';
import pg from 'pg';
import type { Blobs } from '../../src/platform/blobs.js';
import type { Database } from '../../src/platform/database.js';
import { laterMonth, monthOf } from '../../src/spine/archive/month.js';
import type { LogDeps } from '../../src/spine/archive/put-away.js';
import { settleMonths } from '../../src/spine/archive/settle.js';
import { until } from './until.js';

type AnyCall = (...args: unknown[]) => Promise<unknown>;
type Sql = (text: string, values?: unknown[]) => Promise<unknown>;

/** Moves all that is sequenced and was recorded in this month `months` back. Returns the month that it is in now. */
export async function age(sql: Sql, months: number): Promise<string> {
  const now = monthOf(new Date());
  for (const table of ['events', 'event_seq'])
    await sql(
      `update vito.${table} set recorded_at = date_trunc('month', recorded_at) - make_interval(months => $1) + interval '10 days'
         + (recorded_at - date_trunc('month', recorded_at)) / 10
       where recorded_at >= $2::timestamptz`,
      [months, `${now}-01 00:00:00+00`],
    );
  return laterMonth(now, -months);
}

/** As the command of the server opens it. */
export async function openLog(url: string, database: Database, blobs: Blobs) {
  const owner = new pg.Client({ connectionString: url });
  owner.on('error', () => {});
  await owner.connect();
  const deps: LogDeps = { database, blobs, owner, now: () => new Date() };
  return {
    deps,
    async settle(): Promise<string[]> {
      await owner.query('begin');
      const months = await settleMonths(owner);
      await owner.query('commit');
      return months;
    },
    close: () => owner.end(),
  };
}

/** As `openLog`, but its process dies, for what the database can see of it, at its n-th step: a statement, or bytes put or got. */
export async function openCutLog(url: string, database: Database, blobs: Blobs, step: number) {
  const { deps, close } = await openLog(url, database, blobs);
  let left = step;
  const counted = <A extends unknown[], R>(work: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      left--;
      if (left > 0) return work(...args);
      (deps.owner as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
      throw new Error('this process is no more');
    };
  };
  const owner = Object.create(deps.owner) as pg.Client;
  owner.query = counted(deps.owner.query.bind(deps.owner) as AnyCall) as typeof owner.query;
  const dispatch = Object.create(database.dispatch) as pg.Pool;
  dispatch.query = counted(database.dispatch.query.bind(database.dispatch) as AnyCall) as typeof dispatch.query;
  const app = Object.create(database.app) as pg.Pool;
  app.connect = counted(database.app.connect.bind(database.app) as AnyCall) as typeof app.connect;
  const cut: LogDeps = {
    ...deps,
    owner,
    database: { ...database, app, dispatch, read: counted(database.read as AnyCall) as Database['read'] },
    blobs: { ...blobs, put: counted(blobs.put), get: counted(blobs.get) },
  };
  return {
    deps: cut,
    async close(): Promise<void> {
      await close().catch(() => {});
      const isHeld =
        "select from pg_locks where locktype = 'advisory' and objid = hashtext('vito.log')::bigint & 4294967295";
      await until('the lock of the dead one', async () => (await database.dispatch.query(isHeld)).rows.length === 0);
    },
  };
}
