// Rebuilding: every projection folded anew from the events, compared byte by byte with what stands, and put in its place.
import { wait } from '@vito/runtime/wait';
import pg from 'pg';
import type { Aggregate, Rows } from './aggregate.js';
import { identity } from './aggregate.js';
import type { EventStore } from './event-store.js';

export interface Rebuilt {
  table: string;
  rows: number;
  /** SHA-256 over all rows by key, before and after. */
  before: string;
  after: string;
  identical: boolean;
}

export interface RebuildOptions {
  store: EventStore;
  /** The owner, on a direct connection. */
  ownerUrl: string;
  // biome-ignore lint/suspicious/noExplicitAny: aggregates of different states stand side by side
  aggregates: readonly Aggregate<any>[];
}

const streamsAtOnce = 100;
const eventsAtOnce = 2000; // of those streams: some have thousands
const rowsAtOnce = 2000;
const lockTries = 200;

/** Appends wait while it runs; reading goes on until the rows are exchanged. All or nothing. */
export async function rebuildAll(options: RebuildOptions): Promise<Rebuilt[]> {
  const client = new pg.Client({ connectionString: options.ownerUrl });
  client.on('error', () => {});
  await client.connect();
  const tables = options.aggregates.flatMap((aggregate) => aggregate.tables);
  try {
    await client.query('begin');
    await client.query('lock table vito.stream_head in exclusive mode');
    await openTo(client, ['tenant', 'stream_head'], true);
    for (const table of tables)
      await client.query(`create temp table new_${table} (like vito.${table} including all) on commit drop`);
    await foldEverything(options, client);
    await lock(client, tables);
    await openTo(client, tables, true);
    const results: Rebuilt[] = [];
    for (const table of tables) results.push(await replace(client, table));
    await openTo(client, [...tables, 'tenant', 'stream_head'], false);
    await client.query('commit');
    return results;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}

/** Takes all tables from their readers, or none: a reader of two of them may wait for one while it has the other. */
async function lock(client: pg.Client, tables: string[]): Promise<void> {
  const names = tables.map((table) => `vito.${table}`).join(', ');
  await client.query("set local lock_timeout = '100ms'"); // well below deadlock_timeout
  for (let tries = 1; ; tries++) {
    await client.query('savepoint before_lock');
    try {
      await client.query(`lock table ${names} in access exclusive mode`);
      break;
    } catch (error) {
      if ((error as { code?: string }).code !== '55P03' || tries >= lockTries) throw error;
      await client.query('rollback to savepoint before_lock');
      await wait(10 + Math.random() * 40);
    }
  }
  await client.query('set local lock_timeout = 0');
}

/** The owner is bound by row level security as well; within this transaction it is not. */
async function openTo(client: pg.Client, tables: string[], open: boolean): Promise<void> {
  for (const table of tables)
    await client.query(`alter table vito.${table} ${open ? 'no force' : 'force'} row level security`);
}

async function foldEverything({ store, aggregates }: RebuildOptions, client: pg.Client): Promise<void> {
  const { rows: tenants } = await client.query<{ tenant_id: string }>(
    'select tenant_id from vito.tenant order by tenant_id',
  );
  for (const { tenant_id: tenant } of tenants) {
    for (const aggregate of aggregates) {
      const { rows } = await client.query<{ stream: string; version: number }>(
        "select stream, version from vito.stream_head where tenant_id = $1 and split_part(stream, '_', 1) = $2 order by stream",
        [tenant, aggregate.kind],
      );
      for (const heads of groupsOf(rows)) {
        await insert(client, await fold(store, aggregate, tenant, heads));
      }
    }
  }
}

/** As many streams as can be held in memory at once. */
function groupsOf(heads: { stream: string; version: number }[]): Map<string, number>[] {
  const groups: Map<string, number>[] = [];
  let events = eventsAtOnce;
  for (const { stream, version } of heads) {
    if (events + version > eventsAtOnce || (groups.at(-1)?.size ?? streamsAtOnce) >= streamsAtOnce) {
      groups.push(new Map());
      events = 0;
    }
    groups.at(-1)?.set(stream, version);
    events += version;
  }
  return groups;
}

async function fold<S>(
  store: EventStore,
  aggregate: Aggregate<S>,
  tenant: string,
  heads: ReadonlyMap<string, number>,
): Promise<Rows> {
  const events = await store.readStreams(tenant, [...heads.keys()], heads);
  const rows: Rows = {};
  let own = new Map<string, Map<string, Rows[string][number]>>();
  let state = aggregate.initial;
  let current = '';
  const add = () => {
    for (const [table, more] of own) rows[table] = [...(rows[table] ?? []), ...more.values()];
  };
  for (const event of events) {
    if (event.stream !== current) {
      add();
      own = new Map();
      state = aggregate.initial;
      current = event.stream;
    }
    state = aggregate.fold(state, { ...event, tenant });
    for (const [table, more] of Object.entries(aggregate.rows(state, { ...event, tenant }))) {
      const last = own.get(table) ?? new Map();
      own.set(table, last);
      for (const row of more) last.set(identity(row), row);
    }
  }
  add();
  return rows;
}

async function insert(client: pg.Client, rows: Rows): Promise<void> {
  for (const [table, list] of Object.entries(rows)) {
    const columns = await columnsOf(client, table);
    for (let at = 0; at < list.length; at += rowsAtOnce) {
      await client.query(
        `insert into new_${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::vito.${table}, $1::jsonb)`,
        [JSON.stringify(list.slice(at, at + rowsAtOnce))],
      );
    }
  }
}

/** Without those that make themselves. */
async function columnsOf(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [`vito.${table}`],
  );
  return rows[0]?.columns ?? '';
}

async function replace(client: pg.Client, table: string): Promise<Rebuilt> {
  const before = await digest(client, `vito.${table}`, table);
  const after = await digest(client, `new_${table}`, table);
  const identical = before.hash === after.hash;
  if (!identical) {
    await client.query(`delete from vito.${table}`);
    const columns = await columnsOf(client, table);
    await client.query(`insert into vito.${table} (${columns}) select ${columns} from new_${table}`);
  }
  return { table, rows: after.rows, before: before.hash, after: after.hash, identical };
}

/** Rows in the order of their keys, as PostgreSQL writes them. */
async function digest(client: pg.Client, from: string, table: string): Promise<{ hash: string; rows: number }> {
  const { rows: keys } = await client.query<{ name: string }>(
    `select quote_ident(a.attname) as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
     where i.indrelid = $1::regclass and i.indisprimary order by array_position(i.indkey::int2[], a.attnum)`,
    [`vito.${table}`],
  );
  const order = keys.map((key) => key.name).join(', ');
  const { rows } = await client.query<{ hash: string; n: string }>(
    `select encode(sha256(coalesce(string_agg(sha256(convert_to(t::text, 'UTF8')), ''::bytea order by ${order}), ''::bytea)), 'hex') as hash,
            count(*) as n from ${from} t`,
  );
  return { hash: rows[0]?.hash ?? '', rows: Number(rows[0]?.n ?? 0) };
}
