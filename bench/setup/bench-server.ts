// A real embedded database with durable settings, on a folder of its own, with the spine and the sequencer on it.
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '@vito/runtime/log';
import { createBell } from '@vito/runtime/wait';
import { createPool, type DatabaseUrls, openDatabase } from '../../packages/core/src/platform/database.js';
import { startEmbedded } from '../../packages/core/src/platform/embedded-database.js';
import { masterKey } from '../../packages/core/src/platform/master-key.js';
import { migrate } from '../../packages/core/src/platform/migrate.js';
import { noArchive } from '../../packages/core/src/spine/archive/archive.js';
import type { Context } from '../../packages/core/src/spine/context.js';
import { createEventStore } from '../../packages/core/src/spine/event-store.js';
import { createFeed } from '../../packages/core/src/spine/feed.js';
import { runSequencer } from '../../packages/core/src/spine/sequencer.js';
import { createVault } from '../../packages/core/src/spine/vault.js';
import { found } from '../../packages/core/src/tenants/found.js';
import { say } from './report.js';

const roles = ['vito_app', 'vito_dispatch', 'vito_auth'] as const;

/** `connections`: of the app's pool. `settings`: of the server, over the usual ones. */
export async function openBench({
  connections = 8,
  settings = {},
}: {
  connections?: number;
  settings?: Record<string, string>;
} = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'vito-bench-'));
  await chmod(folder, 0o711);
  const log = createLog('error');
  const embedded = await startEmbedded({ folder, log, logins: roles, settings });
  const login = (role: string) => ({ url: embedded.url(role) });
  const urls: DatabaseUrls = {
    owner: { url: embedded.url() },
    app: login('vito_app'),
    dispatch: login('vito_dispatch'),
    auth: login('vito_auth'),
  };
  await migrate(urls.owner.url);
  const database = await openDatabase(urls, log, connections);
  const { key: master, named } = await masterKey(null, folder);
  const vault = createVault({ database, master, named });
  const bell = createBell();
  const feed = createFeed();
  const store = createEventStore({
    database,
    vault,
    archive: noArchive,
    committed: () => bell.ring(),
    clock: () => new Date(),
  });
  const owner = createPool(urls.owner, 8, log);

  const sequencing = createPool(urls.dispatch, 1, log, { statement_timeout: 1000 });
  const ended = new AbortController();
  const running = runSequencer(
    {
      pool: sequencing,
      subscriptions: [],
      bell,
      log,
      onSequenced: (batch) => {
        for (const { tenant, last } of batch) feed.announce(tenant, last);
      },
      onWork: () => {},
    },
    ended.signal,
  );

  return {
    folder,
    embedded,
    urls,
    database,
    store,
    feed,
    owner,
    async tenant(): Promise<Context> {
      const tenant = await found({ database, store }, 'local', randomUUID());
      return { tenant, actor: { kind: 'system', id: 'bench', name: null } };
    },
    async printSettings(): Promise<void> {
      const names = [
        'server_version',
        'fsync',
        'synchronous_commit',
        'full_page_writes',
        'wal_compression',
        'shared_buffers',
        'max_connections',
      ];
      const { rows } = await owner.query<{ name: string; value: string }>(
        'select name, current_setting(name) as value from pg_settings where name = any ($1) order by name',
        [names],
      );
      say(`PostgreSQL: ${rows.map((row) => `${row.name} ${row.value}`).join(', ')}; row level security forced`);
    },
    /** Ends everything but the folder, so that a server of its own can open it. */
    detach,
    async close(): Promise<void> {
      await detach();
      await rm(folder, { recursive: true, force: true });
    },
  };

  async function detach(): Promise<void> {
    if (ended.signal.aborted) return;
    ended.abort();
    await running;
    await sequencing.end();
    await owner.end();
    await database.close();
    await embedded.stop();
  }
}
export type Bench = Awaited<ReturnType<typeof openBench>>;
