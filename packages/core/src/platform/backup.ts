// Backup: every row of one instant, every blob, and the keys, each apart so that keys can be kept elsewhere.
import { createReadStream } from 'node:fs';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createGzip } from 'node:zlib';
import { Failure } from '@vito/runtime/failure';
import type { Log } from '@vito/runtime/log';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type Backup, writeBackupFile, writePart } from './backup-format.js';
import { plainSettings, quoted, requireFullSight, type Scope, sequencesOf, tablesOf } from './database-catalogue.js';
import { syncFolder } from './durable-file.js';
import { isThere, namesIn } from './folder-names.js';
import type { StoredBlobs } from './stored-blobs.js';

export interface BackupOptions {
  /** Connections of the owner, direct (no transaction pooler in between). */
  pool: pg.Pool;
  scope: Scope;
  /** What brought the database to its form: a backup goes back only where the same was applied. */
  migrations: readonly { name: string; hash: string }[];
  blobs: StoredBlobs;
  /** Null: leave the keys out. The backup is then worth nothing without keys from elsewhere. */
  keysFolder: string | null;
  /** The folder to make. It appears when the backup is complete. */
  folder: string;
  log: Log;
}

/** The cluster's own password: a restored database has another one. */
const keptOut = ['database.json'];

/**
 * Writes the backup while the server may be running. Throws Failure: 'conflict' when the folder is there already,
 * 'forbidden' when the database's login cannot see all rows.
 */
export async function backup(options: BackupOptions): Promise<Backup> {
  const folder = resolve(options.folder);
  if (await isThere(folder)) {
    throw new Failure(
      'conflict',
      `${folder} is there already. Name a new folder for the backup, or move that one away.`,
    );
  }
  const part = `${folder}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(part, { mode: 0o700 });
  await chmod(part, 0o700);
  try {
    // Rows first: a blob is written before the row that names it, so the rows of this instant find theirs.
    const rows = await copyRows(options, join(part, 'rows'));
    const blobs = await copyBlobs(options.blobs, join(part, 'blobs'));
    const keys = options.keysFolder === null ? null : await copyKeys(options.keysFolder, join(part, 'keys'));
    const createdAt = new Date().toISOString();
    const migrations = options.migrations.map(({ name, hash }) => ({ name, hash }));
    const whole: Backup = { format: 1, createdAt, migrations, ...rows, blobs, keys };
    await writeBackupFile(part, whole);
    await rename(part, folder);
    await syncFolder(dirname(folder));
    options.log.info('backup written', { count: whole.tables.reduce((sum, table) => sum + table.rows, 0) });
    return whole;
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

async function copyRows(
  { pool, scope }: BackupOptions,
  folder: string,
): Promise<Pick<Backup, 'postgres' | 'tables' | 'sequences' | 'rows'>> {
  const client = await pool.connect();
  try {
    await requireFullSight(client);
    await client.query('begin isolation level repeatable read, read only');
    await client.query(plainSettings);
    const version = await client.query<{ major: number }>(
      "select current_setting('server_version_num')::int / 10000 as major",
    );
    const writer = await writePart(folder);
    const tables: Backup['tables'] = [];
    for (const { schema, table, columns } of await tablesOf(client, scope)) {
      const list = columns.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ');
      const stream = client.query(copyTo(`copy (select ${list} from ${quoted(schema, table)}) to stdout`));
      const file = `${encodeURIComponent(`${schema}.${table}`)}.copy.gz`;
      await writer.add(file, stream, createGzip({ level: 1 }));
      tables.push({ schema, table, columns, rows: stream.rowCount, file });
    }
    // After the rows' instant: a sequence may be ahead of its rows, never behind.
    const sequences = await sequencesOf(client, scope);
    await client.query('commit');
    client.release();
    return { postgres: version.rows[0]?.major ?? 0, tables, sequences, rows: await writer.finish() };
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function copyBlobs(blobs: StoredBlobs, folder: string) {
  const writer = await writePart(folder);
  for await (const { path, open } of blobs.list()) {
    const bytes = await open();
    // Deleted since we saw its name: whoever erased it meanwhile wants it gone.
    if (bytes) await writer.add(path, bytes);
  }
  return writer.finish();
}

async function copyKeys(from: string, folder: string) {
  const writer = await writePart(folder);
  for (const name of await namesIn(from)) {
    if (keptOut.includes(name) || name.endsWith('.new')) continue;
    await writer.add(name, createReadStream(join(from, name)));
  }
  return writer.finish();
}
