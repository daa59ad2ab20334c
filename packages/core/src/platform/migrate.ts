// Numbered .sql files, each applied once, in order, in its own transaction; a changed or missing file is refused.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { Failure } from '@vito/runtime/failure';
import { runMigrations } from 'bullmq';
import pg from 'pg';
import { queueName } from './queue.js';

const folder = new URL('../../migrations/', import.meta.url);

export interface Migration {
  name: string;
  sql: string;
  hash: string;
}

/** The migrations of this build, in order. */
export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_\w+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, folder), 'utf8');
      return { name, sql, hash: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Brings the database at `url` (the owner, on a direct connection) up to this build. Returns the names applied.
 * Throws Failure('conflict') when the database is newer than this build or a file was changed after it was applied.
 */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('vito.migrate'))");
    await refuseOldServer(client);
    const applied = await applyAll(client, await readMigrations());
    await migrateQueue(client);
    return applied;
  } finally {
    await client.end();
  }
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  );
  const version = rows[0]?.version ?? 0;
  if (version < 150_000) {
    throw new Failure('conflict', `PostgreSQL ${Math.floor(version / 10_000)} is too old: ViTo needs 15 or later.`);
  }
}

async function applyAll(client: pg.Client, migrations: Migration[]): Promise<string[]> {
  await client.query('create schema if not exists vito_meta');
  await client.query(
    'create table if not exists vito_meta.migration (name text primary key, hash text not null, applied_at timestamptz not null default now())',
  );
  const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from vito_meta.migration');
  const known = new Map(migrations.map((migration) => [migration.name, migration.hash]));
  for (const row of rows) {
    const hash = known.get(row.name);
    if (hash === undefined) {
      throw new Failure(
        'conflict',
        `the database has migration ${row.name}, which this build does not know: it is newer. Start the newer build.`,
      );
    }
    if (hash !== row.hash) {
      throw new Failure(
        'conflict',
        `migration ${row.name} was changed after it was applied. Restore the file; a change is a new migration.`,
      );
    }
  }
  const done = new Set(rows.map((row) => row.name));
  const applied: string[] = [];
  for (const migration of migrations) {
    if (done.has(migration.name)) continue;
    await client.query('begin');
    try {
      await client.query(migration.sql);
      await client.query('insert into vito_meta.migration (name, hash) values ($1, $2)', [
        migration.name,
        migration.hash,
      ]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
    applied.push(migration.name);
  }
  return applied;
}

/** The job queue keeps its tables in a schema of its own; only the dispatching role may use it. */
async function migrateQueue(client: pg.Client): Promise<void> {
  await runMigrations(client, 'bullmq');
  // BullMQ makes a queue's counter when it is first used, which the dispatching role may not.
  const { rows } = await client.query<{ name: string }>('select bullmq.job_id_seq_name($1) as name', [queueName]);
  await client.query(`create sequence if not exists bullmq.${pg.escapeIdentifier(rows[0]?.name ?? '')}`);
  await client.query('grant usage on schema bullmq to vito_dispatch');
  await client.query('grant select, insert, update, delete on all tables in schema bullmq to vito_dispatch');
  await client.query('grant usage, select on all sequences in schema bullmq to vito_dispatch');
  await client.query('grant execute on all functions in schema bullmq to vito_dispatch');
}

/** Whether this build's migrations are all applied; asked by a role that cannot see the list of them. */
export async function migrationsApplied(pool: pg.Pool): Promise<boolean> {
  const last = (await readMigrations()).at(-1);
  const { rows } = await pool.query<{ applied: boolean }>('select vito.migrated($1) as applied', [last?.name]);
  return rows[0]?.applied ?? false;
}
