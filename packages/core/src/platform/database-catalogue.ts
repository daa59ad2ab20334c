// The tables and sequences that a backup holds, in an order in which rows never come before what they refer to.
import { Failure } from '@vito/runtime/failure';
import pg from 'pg';

/** What is the application's in a database. */
export interface Scope {
  schemas: readonly string[];
  /** `schema.table`: rows that are not worth keeping. */
  exclude: readonly string[];
}

export interface Table {
  schema: string;
  table: string;
  /** Without generated ones, which make themselves anew. */
  columns: string[];
}

export interface Sequence {
  schema: string;
  name: string;
  value: string;
  called: boolean;
}

export function quoted(schema: string, name: string): string {
  return `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
}

/** Partitioned tables stand for their partitions. Throws Failure('conflict') when tables refer to each other in a circle. */
export async function tablesOf(client: pg.ClientBase, { schemas, exclude }: Scope): Promise<Table[]> {
  const { rows } = await client.query<{
    oid: string;
    schema: string;
    table: string;
    columns: string[];
    needs: string[];
  }>(
    `select c.oid::text, n.nspname as schema, c.relname as table,
            array(select a.attname::text from pg_attribute a
                  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                  order by a.attnum) as columns,
            array(select k.confrelid::text from pg_constraint k
                  where k.conrelid = c.oid and k.contype = 'f' and k.conparentid = 0 and k.confrelid <> c.oid) as needs
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition
       and n.nspname || '.' || c.relname <> all($2)
     order by 2, 3`,
    [schemas, exclude],
  );
  const ordered: typeof rows = [];
  let rest = rows;
  while (rest.length > 0) {
    const open = new Set(rest.map((row) => row.oid));
    const ready = rest.filter((row) => row.needs.every((need) => !open.has(need)));
    if (ready.length === 0) {
      const names = rest.map((row) => `${row.schema}.${row.table}`).join(', ');
      throw new Failure('conflict', `The tables ${names} refer to each other in a circle, so no order fills them.`);
    }
    ordered.push(...ready);
    rest = rest.filter((row) => !ready.includes(row));
  }
  return ordered.map(({ schema, table, columns }) => ({ schema, table, columns }));
}

export async function sequencesOf(client: pg.ClientBase, { schemas, exclude }: Scope): Promise<Sequence[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind = 'S' and n.nspname || '.' || c.relname <> all($2) order by 1, 2`,
    [schemas, exclude],
  );
  const sequences: Sequence[] = [];
  for (const { schema, name } of rows) {
    const found = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${quoted(schema, name)}`,
    );
    sequences.push({ schema, name, value: found.rows[0]?.value ?? '1', called: found.rows[0]?.called ?? false });
  }
  return sequences;
}

/** Row level security hides rows even from a table's owner: only a role that looks past it sees, and fills, everything. */
export async function requireFullSight(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string; full: boolean }>(
    'select rolname as name, rolsuper or rolbypassrls as full from pg_roles where rolname = current_user',
  );
  if (rows[0]?.full) return;
  const name = rows[0]?.name ?? '';
  const message = `The database login "${name}" cannot see the rows of all tenants. Run ALTER ROLE ${pg.escapeIdentifier(name)} BYPASSRLS as the database's administrator, or use pg_dump and pg_restore as one who may.`;
  throw new Failure('forbidden', message);
}

/** Texts of values that any version and any setting reads alike. */
export const plainSettings = `set local row_security = off; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local timezone = 'UTC'; set local extra_float_digits = 1; set local statement_timeout = 0; set local lock_timeout = 0;
  set local idle_in_transaction_session_timeout = 0; set local search_path = pg_catalog`;
