// Putting a month away: written as parts, then its partition leaves the log in one step, then its boxes leave the vault.
// Ended anywhere, it is simply run again.
import { Failure } from '@vito/runtime/failure';
import type pg from 'pg';
import type { Blobs } from '../../platform/blobs.js';
import type { Database } from '../../platform/database.js';
import { withLocks } from './lock.js';
import { boundsOf, laterMonth, monthOf, partitionOf } from './month.js';
import { settleMonths } from './settle.js';
import { writeParts } from './write-parts.js';

export interface LogDeps {
  database: Database;
  blobs: Blobs;
  /** The owner's connection, with a session of its own: no transaction pooler in between. */
  owner: pg.Client;
  now: () => Date;
  /** Called with how many events more are done. */
  told?: (events: number) => void;
}

const day = 24 * 3_600_000;
const boxesAtOnce = 2000;

/** Returns the events that were put away. Throws Failure: 'invalid' for a month that is not over, 'conflict', 'not-found'. */
export async function putAway(deps: LogDeps, month: string): Promise<number> {
  const over = Date.parse(`${laterMonth(month, 1)}-01T00:00:00Z`) + day; // what was begun in it is committed by then
  if (deps.now().getTime() < over)
    throw new Failure('invalid', `${month} is not over, or was until a day ago: its events stay in the database`);
  return alone(deps.owner, async () => {
    await withLocks(deps.owner, () => settleMonths(deps.owner));
    let events = 0;
    if (await isThere(deps.owner, 'vito', month)) events = await takeOut(deps, month);
    else if (!(await isThere(deps.owner, 'vito_meta', month)))
      throw new Failure(
        'not-found',
        `the database has no events of ${month}: see "vito log" for the months that it has`,
      );
    await dropBoxes(deps, month);
    return events;
  });
}

/** Months with a partition that ended more than `keep` months before this one. */
export async function monthsBefore(owner: pg.Client, now: Date, keep: number): Promise<string[]> {
  const first = partitionOf(laterMonth(monthOf(now), -keep));
  const { rows } = await owner.query<{ month: string }>(
    `select distinct replace(substr(c.relname, 8), '_', '-') as month from pg_class c
     where c.relnamespace in ('vito'::regnamespace, 'vito_meta'::regnamespace) and c.relkind = 'r'
       and c.relname ~ '^events_\\d{4}_\\d{2}$' and c.relname < $1 order by 1`,
    [first],
  );
  return rows.map((row) => row.month);
}

async function takeOut(deps: LogDeps, month: string): Promise<number> {
  const { database, owner } = deps;
  await requireSequenced(database, month);
  await forgetParts(database, month); // of a try that came to no end
  const { rows: tenants } = await database.dispatch.query<{ tenant_id: string }>(
    'select tenant_id from vito.tenant_seq order by tenant_id',
  );
  const written = new Map<string, number>();
  for (const { tenant_id: tenant } of tenants) {
    const events = await writeParts(deps, tenant, month, deps.told);
    if (events > 0) written.set(tenant, events);
  }
  const name = partitionOf(month);
  await withLocks(owner, async () => {
    await owner.query(`alter table vito.events detach partition vito.${name}`);
    await owner.query(`alter table vito.${name} no force row level security`);
    const { rows } = await owner.query<{ tenant_id: string; events: string }>(
      `select tenant_id, count(*) as events from vito.${name} group by tenant_id`,
    );
    const all = rows.every(({ tenant_id: tenant, events }) => written.get(tenant) === Number(events));
    if (!all || rows.length !== written.size)
      throw new Failure('conflict', `not all events of ${month} were written: nothing was taken away`);
    await owner.query(`alter table vito.${name} set schema vito_meta`); // out of sight of backups
  });
  return [...written.values()].reduce((sum, events) => sum + events, 0);
}

/** The boxes are named by the detached table, which goes last. */
async function dropBoxes({ database, owner }: LogDeps, month: string): Promise<void> {
  const table = `vito_meta.${partitionOf(month)}`;
  let last = ['00000000-0000-0000-0000-000000000000', '', 0];
  for (;;) {
    const { rows } = await owner.query<{ tenant_id: string; stream: string; version: number; vault_id: string | null }>(
      `select tenant_id, stream, version, vault_id from ${table} where (tenant_id, stream, version) > ($1, $2, $3)
       order by tenant_id, stream, version limit ${boxesAtOnce}`,
      last,
    );
    await database.dispatch.query(
      `delete from vito.vault v using unnest($1::uuid[], $2::text[]) as b (tenant_id, vault_id)
       where v.tenant_id = b.tenant_id and v.vault_id = b.vault_id`,
      [rows.map((row) => row.tenant_id), rows.map((row) => row.vault_id)],
    );
    const end = rows.at(-1);
    if (!end || rows.length < boxesAtOnce) break;
    last = [end.tenant_id, end.stream, end.version];
  }
  await owner.query(`drop table ${table}`);
}

/** An event that has no place in the sequence yet would never get one. */
async function requireSequenced(database: Database, month: string): Promise<void> {
  const { rows } = await database.dispatch.query('select from vito.outbox where recorded_at < $1 limit 1', [
    boundsOf(month).to,
  ]);
  if (rows.length > 0)
    throw new Failure('conflict', `events of ${month} are not sequenced yet: a server with the role worker must run`);
}

/** Takes the rows away that say where a month is. Its blobs are swept a day later. */
export async function forgetParts({ dispatch }: Database, month: string): Promise<void> {
  await dispatch.query('delete from vito.log_archive_stretch where month = $1', [`${month}-01`]);
  await dispatch.query('delete from vito.log_archive where month = $1', [`${month}-01`]);
}

export async function isThere(owner: pg.ClientBase, schema: 'vito' | 'vito_meta', month: string): Promise<boolean> {
  const { rows } = await owner.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    `${schema}.${partitionOf(month)}`,
  ]);
  return rows[0]?.there ?? false;
}

/** One at a time, whatever process asks. Throws Failure('conflict') for the second. */
export async function alone<T>(owner: pg.Client, work: () => Promise<T>): Promise<T> {
  const { rows } = await owner.query<{ mine: boolean }>("select pg_try_advisory_lock(hashtext('vito.log')) as mine");
  if (!rows[0]?.mine) throw new Failure('conflict', 'months are being put away or brought back already');
  try {
    return await work();
  } finally {
    await owner.query("select pg_advisory_unlock(hashtext('vito.log'))").catch(() => {});
  }
}
