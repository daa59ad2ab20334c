// Commands that need the database directly: migrate, rebuild, sign-in-link.
import { createClient } from '@vito/contracts/client';
import { Failure } from '@vito/runtime/failure';
import { createLifecycle } from '@vito/runtime/lifecycle';
import { commitment } from '../commitments/commitment.js';
import { fact } from '../connect/fact.js';
import { endpoint } from '../connect/out/endpoint.js';
import { sending } from '../connect/out/sending.js';
import { payload } from '../connect/payload.js';
import { source } from '../connect/source.js';
import { connection } from '../connect/sync/connection.js';
import { syncFile } from '../connect/sync/csv/file.js';
import { recordMapping } from '../connect/sync/mapping/record-mapping.js';
import { records } from '../connect/sync/record.js';
import { syncRun } from '../connect/sync/run.js';
import { directory } from '../directory/corrections.js';
import { document } from '../intake/document.js';
import { budgetLimit } from '../metering/budget.js';
import { modelCall } from '../metering/model-call.js';
import { openBlobs } from '../platform/blobs-place.js';
import { openDataFolder, readServerFile } from '../platform/data-folder.js';
import { type Database, openDatabase } from '../platform/database.js';
import { masterKey } from '../platform/master-key.js';
import { createArchive } from '../spine/archive/archive.js';
import { createEventStore, type EventStore } from '../spine/event-store.js';
import { rebuildAll } from '../spine/rebuild.js';
import { createVault } from '../spine/vault.js';
import { createAccess } from '../tenants/access.js';
import { company } from '../tenants/found.js';
import type { Command } from './command.js';
import { openUrls } from './open-database.js';

interface Opened {
  database: Database;
  store: EventStore;
  ownerUrl: string;
}

/** Opens the database for one command: beside a running server when it is external, alone when it is embedded. */
async function withDatabase<T>({ config, log }: Command, work: (opened: Opened) => Promise<T>): Promise<T> {
  const lifecycle = createLifecycle(log, 20_000);
  try {
    if (!config.databaseUrl) {
      const folder = await openDataFolder(config.dataFolder);
      lifecycle.onStop('data folder', () => folder.release());
    }
    const urls = await openUrls(config, log, lifecycle);
    const { key, named } = await masterKey(config.masterKey, config.dataFolder);
    const database = await openDatabase(urls, log, 4);
    lifecycle.onStop('database', () => database.close());
    const vault = createVault({ database, master: key, named });
    const archive = createArchive({ database, blobs: await openBlobs(config.blobs, vault) });
    const store = createEventStore({ database, vault, archive, committed: () => {}, clock: () => new Date() });
    return await work({ database, store, ownerUrl: urls.owner.url });
  } finally {
    await lifecycle.stop();
  }
}

export async function migrateCommand(command: Command): Promise<void> {
  await withDatabase(command, async () => {
    process.stdout.write('The database is up to date.\n');
  });
}

/** Builds every projection anew from the events and says whether anything differed. */
export async function rebuildCommand(command: Command): Promise<void> {
  const doors = [source, payload, fact, endpoint, sending, connection, syncRun, records, recordMapping, syncFile];
  const aggregates = [company, document, commitment, directory, modelCall, budgetLimit, ...doors];
  await withDatabase(command, async ({ store, ownerUrl }) => {
    const results = await rebuildAll({ store, ownerUrl, aggregates });
    for (const result of results) process.stdout.write(`${JSON.stringify(result)}\n`);
    const different = results.filter((result) => !result.identical);
    if (different.length > 0)
      throw new Failure('conflict', `${different.length} projections differed from their events and were rebuilt`);
  });
}

/** Prints a fresh sign-in link; of a running embedded server it is asked for over its own door. */
export async function signInLinkCommand(command: Command): Promise<void> {
  const server = await readServerFile(command.config.dataFolder);
  if (server && !command.config.databaseUrl) {
    const { path } = await createClient({ baseUrl: server.url, token: server.token }).call('makeSignInLink');
    process.stdout.write(`${command.config.publicUrl ?? server.url.replace('127.0.0.1', 'localhost')}${path}\n`);
    return;
  }
  await withDatabase(command, async ({ database }) => {
    const access = createAccess(database);
    const owner = await access.onlyOwner();
    if (!owner) throw new Failure('not-found', 'nobody has started this install yet: run `npm start`');
    const base = command.config.publicUrl ?? `http://localhost:${command.config.port}`;
    process.stdout.write(`${base}/sign-in?token=${await access.makeSignInToken(owner.account)}\n`);
  });
}
