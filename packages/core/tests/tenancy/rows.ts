// A row of any table, made from what the catalogue says of its columns.
import pg from 'pg';
import type { Sql } from './catalogue.js';

interface Column {
  name: string;
  type: string;
  required: boolean;
}

const samples: Record<string, string> = {
  uuid: `'00000000-0000-4000-8000-000000000000'`,
  text: `'sample'`,
  integer: '1',
  smallint: '1',
  bigint: '1',
  real: '0.5',
  'double precision': '0.5',
  boolean: 'true',
  bytea: `'\\x01'`,
  jsonb: `'{}'`,
  'text[]': `'{sample}'`,
  'integer[]': `'{1}'`,
  bit: `repeat('01', 256)::bit(512)`,
  tsvector: `'sample'::tsvector`,
  'timestamp with time zone': 'now()',
  date: "'2026-03-01'",
};

/** Tables of the schema `vito` that take rows themselves: partitions get theirs from their table. */
export async function tenantTables(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }>(
    `select c.relname as name from pg_class c
     where c.relnamespace = 'vito'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  return rows.map((row) => row.name);
}

/** Ways to insert a row of `tenant`, one of which satisfies the table's checks: all columns, fewer, only those required. */
export async function insertsOf(sql: Sql, table: string, tenant: string): Promise<string[]> {
  const columns = await sql<Column>(
    `select a.attname as name, format_type(a.atttypid, null) as type, a.attnotnull as required from pg_attribute a
     where a.attrelid = ('vito.' || quote_ident($1))::regclass and a.attnum > 0 and not a.attisdropped
       and a.attidentity = '' and a.attgenerated = '' order by a.attnum`,
    [table],
  );
  const without = (keep: (column: Column) => boolean) => insertOf(table, columns.filter(keep), tenant);
  return [
    without(() => true),
    without((column) => column.required || !column.type.startsWith('timestamp')),
    without((column) => column.required),
  ];
}

function insertOf(table: string, columns: Column[], tenant: string): string {
  const values = columns.map(({ name, type }) => {
    if (name === 'tenant_id') return pg.escapeLiteral(tenant);
    const sample = samples[type];
    if (sample === undefined) throw new Error(`say in this file what a ${type} looks like, for vito.${table}.${name}`);
    return sample;
  });
  const names = columns.map((column) => pg.escapeIdentifier(column.name));
  return `insert into vito.${pg.escapeIdentifier(table)} (${names.join(', ')}) values (${values.join(', ')})`;
}

/** Inserts a row of `tenant` with the owner's rights. Returns the statement that did it. */
export async function plant(sql: Sql, table: string, tenant: string): Promise<string> {
  let last: unknown;
  for (const insert of await insertsOf(sql, table, tenant)) {
    try {
      await sql(insert);
      return insert;
    } catch (error) {
      if ((error as { code?: string }).code !== '23514') throw error;
      last = error;
    }
  }
  throw last;
}
