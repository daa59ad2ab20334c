// One embedded PostgreSQL for the whole test run, on a folder of its own; tests make their databases on it.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../packages/core/src/platform/embedded-database.js';
import { migrate } from '../../packages/core/src/platform/migrate.js';
import { createLog } from '../../packages/runtime/src/log.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The owner's connection string of the run's server. */
    postgres: string;
    /** The name of a database on it that is migrated and empty, to be copied: migrating takes ten times as long. */
    migrated: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'vito-tests-'));
  // As root the server has a user of its own, which must be able to pass.
  await chmod(folder, 0o711);
  // Nothing here outlives the run, so nothing waits for the disk.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };
  const server = await startEmbedded({ folder, log: createLog('warn'), settings });
  project.provide('postgres', server.url());
  project.provide('migrated', await makeMigrated(server.url()));
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function makeMigrated(owner: string): Promise<string> {
  const name = 'test_migrated';
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  await client.query(`create database ${name} template template0`);
  await client.end();
  await migrate(Object.assign(new URL(owner), { pathname: `/${name}` }).href);
  return name;
}
