// Restore: a backup into an empty database and an empty place for blobs, all of it or nothing.
import { createReadStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Failure } from '@vito/runtime/failure';
import type { Log } from '@vito/runtime/log';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Backup, checkPart, damaged, readBackupFile } from './backup-format.js';
import { plainSettings, quoted, requireFullSight, type Scope, tablesOf } from './database-catalogue.js';
import { copyFiles } from './restore-files.js';
import type { StoredBlobs } from './stored-blobs.js';

export interface RestoreOptions {
  /** Connections of the owner of a database that is migrated and empty. */
  pool: pg.Pool;
  scope: Scope;
  migrations: readonly { name: string; hash: string }[];
  blobs: StoredBlobs;
  keysFolder: string;
  /** What `backup` wrote. */
  folder: string;
  /** What is to be done once the rows are in, in their transaction. */
  filled?: (client: pg.ClientBase) => Promise<unknown>;
  log: Log;
}

/**
 * Checks everything first, then fills keys, blobs and rows; the rows come in one transaction and last, so that a restore
 * that was ended halfway can be run again. Constraints hold as they do for any other row.
 * Throws Failure: 'invalid' (no backup, or damaged), 'conflict' (something is there, or another version), 'forbidden'.
 */
export async function restore(options: RestoreOptions): Promise<Backup> {
  const folder = resolve(options.folder);
  const backup = await readBackupFile(folder);
  requireSameVersion(backup, options.migrations);
  await checkPart(join(folder, 'rows'), backup.rows);
  const blobs = await checkPart(join(folder, 'blobs'), backup.blobs);
  const keys = backup.keys === null ? [] : await checkPart(join(folder, 'keys'), backup.keys);
  const client = await options.pool.connect();
  try {
    await requireFullSight(client);
    await client.query('begin');
    await client.query(plainSettings);
    await requireEmpty(client, options.scope, backup);
    await copyFiles(join(folder, 'keys'), options.keysFolder, keys);
    await options.blobs.fill(join(folder, 'blobs'), blobs);
    await fill(client, backup, join(folder, 'rows'));
    await options.filled?.(client);
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
  options.log.info('backup restored', { count: backup.tables.reduce((sum, table) => sum + table.rows, 0) });
  return backup;
}

function requireSameVersion(backup: Backup, migrations: RestoreOptions['migrations']): void {
  const key = (list: readonly { name: string; hash: string }[]) =>
    list.map(({ name, hash }) => `${name} ${hash}`).join();
  if (key(backup.migrations) === key(migrations)) return;
  const [theirs, ours] = [backup.migrations.at(-1)?.name ?? 'none', migrations.at(-1)?.name ?? 'none'];
  const message = `This backup is of a database at migration ${theirs}, and this ViTo is at ${ours}. Restore it with the version of ViTo that wrote it, then start the newer one on that data.`;
  throw new Failure('conflict', message);
}

async function requireEmpty(client: pg.ClientBase, scope: Scope, backup: Backup): Promise<void> {
  const key = (table: { schema: string; table: string; columns: string[] }) =>
    `${quoted(table.schema, table.table)} (${[...table.columns].sort()})`;
  const here = await tablesOf(client, scope);
  const known = new Set(here.map(key));
  const missing = backup.tables.find((table) => !known.has(key(table)));
  if (missing) {
    const message = `The database has no table ${missing.schema}.${missing.table} of the backup's form. Bring it up to date first (npm start does).`;
    throw new Failure('conflict', message);
  }
  for (const { schema, table } of here) {
    // No server may write while we fill: the lock is held to the end.
    await client.query(`lock table ${quoted(schema, table)} in share row exclusive mode`);
    const { rows } = await client.query(`select from ${quoted(schema, table)} limit 1`);
    if (rows.length === 0) continue;
    const message = `The database is not empty: ${schema}.${table} has rows. A restore never mixes with what is there: set VITO_DATA to a new folder (or DATABASE_URL to a new database).`;
    throw new Failure('conflict', message);
  }
}

async function fill(client: pg.ClientBase, backup: Backup, folder: string): Promise<void> {
  for (const { schema, table, columns, rows, file } of backup.tables) {
    const name = quoted(schema, table);
    const list = columns.map((column) => `"${column.replaceAll('"', '""')}"`).join(', ');
    // The application's triggers ran when these rows were first written; keys and checks still hold.
    await client.query(`alter table ${name} disable trigger user`);
    const target = client.query(copyFrom(`copy ${name} (${list}) from stdin`));
    await pipeline(createReadStream(join(folder, file)), createGunzip(), target);
    await client.query('set constraints all immediate');
    await client.query(`alter table ${name} enable trigger user`);
    if (target.rowCount !== rows) throw damaged(`${file} holds ${target.rowCount} rows instead of ${rows}`);
  }
  for (const { schema, name, value, called } of backup.sequences) {
    await client.query('select pg_catalog.setval($1::regclass, $2::bigint, $3)', [quoted(schema, name), value, called]);
  }
}
