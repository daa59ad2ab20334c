// `backup FOLDER` and `restore FOLDER`: rows, blobs and keys, apart. A backup may be taken beside a running server.
import { join } from 'node:path';
import { Failure } from '@vito/runtime/failure';
import { createLifecycle } from '@vito/runtime/lifecycle';
import pg from 'pg';
import { backup } from '../platform/backup.js';
import { openStored } from '../platform/blobs-place.js';
import { openDataFolder, readServerFile } from '../platform/data-folder.js';
import type { Scope } from '../platform/database-catalogue.js';
import { runningUrl } from '../platform/embedded-url.js';
import { readMigrations } from '../platform/migrate.js';
import { restore } from '../platform/restore.js';
import { settleMonths } from '../spine/archive/settle.js';
import type { Command } from './command.js';
import { openUrls } from './open-database.js';

// Hints, and people's sessions: neither is worth anything in another place.
/** The index of search is made anew from the readings by whoever starts on what was restored. */
const index = [
  'document_index',
  'passage',
  'passage_code',
  'passage_vector',
  'passage_sentences',
  'passage_word',
  'passage_embedding',
];
const scope: Scope = {
  schemas: ['vito', 'auth'],
  exclude: ['auth.session', 'auth.sign_in_link', ...index.map((table) => `vito.${table}`)],
};

export async function backupCommand(command: Command): Promise<void> {
  const withoutKeys = command.args.includes('--without-keys');
  const folder = folderOf(command, 'backup');
  await withOwner(command, 'beside a server', async (pool) => {
    const made = await backup({
      pool,
      scope,
      migrations: await readMigrations(),
      blobs: await openStored(command.config.blobs),
      keysFolder: withoutKeys ? null : join(command.config.dataFolder, 'keys'),
      folder,
      log: command.log,
    });
    process.stdout.write(`${JSON.stringify({ folder, ...counted(made) })}\n`);
  });
}

export async function restoreCommand(command: Command): Promise<void> {
  const folder = folderOf(command, 'restore');
  await withOwner(command, 'alone', async (pool) => {
    const made = await restore({
      pool,
      scope,
      migrations: await readMigrations(),
      blobs: await openStored(command.config.blobs),
      keysFolder: join(command.config.dataFolder, 'keys'),
      folder,
      filled: settleMonths, // this database made no partitions for months that were over before it was made
      log: command.log,
    });
    process.stdout.write(`${JSON.stringify({ folder, ...counted(made) })}\n`);
  });
}

function folderOf({ args }: Command, name: string): string {
  const folder = args.find((arg) => !arg.startsWith('--'));
  if (!folder) throw new Failure('invalid', `say where: vito ${name} FOLDER`);
  return folder;
}

function counted(made: Awaited<ReturnType<typeof backup>>): Record<string, unknown> {
  return {
    rows: made.tables.reduce((sum, table) => sum + table.rows, 0),
    blobs: made.blobs.files,
    keys: made.keys?.files ?? 0,
  };
}

/** A pool of the owner: of the running server's database, or of one opened for this command, which then has the folder alone. */
async function withOwner(
  { config, log }: Command,
  how: 'alone' | 'beside a server',
  work: (pool: pg.Pool) => Promise<void>,
): Promise<void> {
  const lifecycle = createLifecycle(log, 20_000);
  const running = how === 'beside a server' && (await readServerFile(config.dataFolder)) !== null;
  try {
    let url: string;
    if (running) {
      url = config.databaseDirectUrl ?? config.databaseUrl ?? (await runningUrl(config.dataFolder));
    } else {
      const folder = await openDataFolder(config.dataFolder);
      lifecycle.onStop('data folder', () => folder.release());
      url = (await openUrls(config, log, lifecycle)).owner.url;
    }
    const pool = new pg.Pool({ connectionString: url, max: 4 });
    pool.on('connect', (client) => client.on('error', () => {}));
    pool.on('error', () => {});
    await work(pool).finally(() => pool.end());
  } finally {
    await lifecycle.stop();
  }
}
