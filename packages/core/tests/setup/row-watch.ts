// Everything that a database was given to keep, also for moments only; and what its server writes into its own log.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type pg from 'pg';

const watched = [
  'events',
  'outbox',
  'work',
  'event_seq',
  'event_key',
  'stream_head',
  'tenant_seq',
  'vault',
  'data_key',
];

/** Rows of the queue, the outbox and work live for moments only: a trigger keeps a copy of each as it is written. */
export async function watchEveryRow(owner: pg.Client): Promise<void> {
  await owner.query(`
    create schema seen;
    create table seen.row (source text not null, content text not null);
    create function seen.keep() returns trigger language plpgsql security definer as $$
    begin insert into seen.row values (tg_table_schema || '.' || tg_table_name, new::text); return null; end $$`);
  const { rows } = await owner.query<{ target: string }>(
    `select format('%I.%I', n.nspname, c.relname) as target from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and (n.nspname = 'bullmq' or (n.nspname = 'vito' and c.relname = any ($1)))`,
    [watched],
  );
  for (const { target } of rows) {
    await owner.query(
      `create trigger keep after insert or update on ${target} for each row execute function seen.keep()`,
    );
  }
}

/** PostgreSQL's own log of this run, and where it ends now. */
export async function ownLog(owner: pg.Client): Promise<{ path: string; from: number }> {
  const { rows } = await owner.query<{ folder: string }>("select current_setting('data_directory') as folder");
  const path = join(dirname(rows[0]?.folder ?? ''), 'log', 'postgres.log');
  return { path, from: (await readFile(path)).length };
}
