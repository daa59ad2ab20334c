// Work: everything asynchronous, as rows. Claimed under a lease, finished in the commit of its effect, retried, buried.
import { Failure } from '@vito/runtime/failure';
import { errorKind } from '@vito/runtime/log';
import { sql } from 'kysely';
import type pg from 'pg';
import { type Database, isAway, type Reader } from '../platform/database.js';
import type { WorkRow } from '../platform/tables.js';
import type { Context } from './context.js';

export const leaseSeconds = 5;
const mostAttempts = 8;
/** Attempts that nobody lived to report count as well, or work that kills its process would do so for ever. */
export const mostDeaths = 25;

/** Claims up to `limit` pieces of due work of a subscription. `lease` names this claim; it is the fence. */
export async function claim(pool: pg.Pool, subscription: string, limit: number, lease: string): Promise<WorkRow[]> {
  const { rows } = await pool.query<WorkRow>('select * from vito.claim($1, $2, $3, $4)', [
    subscription,
    limit,
    lease,
    leaseSeconds,
  ]);
  return rows;
}

/** Renews claims by the database's clock. Returns "lease event" of each that is still held. */
export async function renew(pool: pg.Pool, subscription: string, leases: string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ held: string }>('select vito.renew($1, $2, $3) as held', [
    subscription,
    leases,
    leaseSeconds,
  ]);
  return new Set(rows.map((row) => row.held));
}

/** Records a failure: due again after a back-off with jitter, or dead when trying again cannot help or was tried enough. */
export async function fail(
  pool: pg.Pool,
  row: WorkRow,
  lease: string,
  error: unknown,
  attempts = mostAttempts,
): Promise<'later' | 'dead'> {
  // A database that is away says nothing about the work: such a try does not count.
  const away = isAway(error);
  const hopeless = error instanceof Failure && error.retry === 'never';
  const dead = hopeless || (!away && row.attempts >= attempts);
  const backOff = Math.min(0.5 * 2 ** row.attempts, 300) * (0.75 + Math.random() / 2);
  const asked = error instanceof Failure ? (error.retryAfter ?? 0) : 0;
  const delay = Math.max(backOff, Math.min(asked, 3600));
  await pool.query(
    `update vito.work set lease = null, lease_until = null, error = $5,
            dead_at = case when $6 then clock_timestamp() end,
            due_at = clock_timestamp() + make_interval(secs => $7), attempts = attempts - $8
     where tenant_id = $1 and subscription = $2 and event_id = $3 and lease = $4`,
    [row.tenant_id, row.subscription, row.event_id, lease, describe(error), dead, delay, away ? 1 : 0],
  );
  return dead ? 'dead' : 'later';
}

/** Gives work back untouched, for a process that is stopping. */
export async function release(pool: pg.Pool, subscription: string, leases: string[]): Promise<void> {
  await pool.query(
    `update vito.work set lease = null, lease_until = null, attempts = greatest(attempts - 1, 0)
     where subscription = $1 and lease = any ($2) and dead_at is null`,
    [subscription, leases],
  );
}

/** What may stand in a work row: a Failure's own words, or the kind of error. Other messages can quote personal data. */
function describe(error: unknown): string {
  return error instanceof Failure ? `${error.code}: ${error.message}` : errorKind(error);
}

/** Dead work of a tenant, by event, newest first; `before` is where the last page ended. */
export function deadWork(reader: Reader, limit: number, before: { event: string; subscription: string } | null) {
  let query = reader.selectFrom('work').selectAll().where('dead_at', 'is not', null);
  if (before) query = query.where(sql<boolean>`(event_id, subscription) < (${before.event}, ${before.subscription})`);
  return query.orderBy('event_id', 'desc').orderBy('subscription', 'desc').limit(limit).execute();
}

/**
 * True where work on one of these streams waits that makes doing `subscription` for this event needless: of the same kind,
 * later and not begun, or of the kind `before`, after which it is given anew.
 */
export async function isSuperseded(
  database: Database,
  tenant: string,
  wanted: { subscription: string; before: string; streams: string[]; event: string },
): Promise<boolean> {
  const row = await database.read(tenant, (reader) =>
    reader
      .selectFrom('work')
      .select('event_id')
      .where('dead_at', 'is', null)
      .where('attempts', '<', 2) // what fails is not waited for
      .where('stream', 'in', wanted.streams)
      .where((eb) =>
        eb.or([
          eb('subscription', '=', wanted.before),
          eb.and([
            eb('subscription', '=', wanted.subscription),
            eb('lease', 'is', null),
            eb('event_id', '>', wanted.event),
          ]),
        ]),
      )
      .limit(1)
      .executeTakeFirst(),
  );
  return row !== undefined;
}

/** Of these streams, those for which work of a subscription waits that has not begun: it will see all that is written by now. */
export async function unbegunOf(
  database: Database,
  tenant: string,
  subscription: string,
  streams: string[],
): Promise<Set<string>> {
  if (streams.length === 0) return new Set();
  const rows = await database.read(tenant, (reader) =>
    reader
      .selectFrom('work')
      .select('stream')
      .where('subscription', '=', subscription)
      .where('stream', 'in', streams)
      .where('lease', 'is', null)
      .where('dead_at', 'is', null)
      .where('attempts', '<', 2) // what fails is not waited for
      .execute(),
  );
  return new Set(rows.map(({ stream }) => stream));
}

/** Makes dead work due again. False when there is no such dead work. */
export async function reviveWork(
  database: Database,
  ctx: Context,
  subscription: string,
  eventId: string,
): Promise<boolean> {
  const client = await database.app.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('app.tenant', $1, true)", [ctx.tenant]);
    const { rowCount } = await client.query(
      `update vito.work set dead_at = null, attempts = 0, due_at = clock_timestamp(), error = null
       where tenant_id = $1 and subscription = $2 and event_id = $3 and dead_at is not null`,
      [ctx.tenant, subscription, eventId],
    );
    await client.query('commit');
    return rowCount === 1;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
