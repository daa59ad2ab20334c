// Many processes on one PostgreSQL: the built server with the roles that are asked for, a database of the bench's own beside them,
// and companies with somebody who may look.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLog } from '@vito/runtime/log';
import { wait } from '@vito/runtime/wait';
import { createPool, openDatabase } from '../../packages/core/src/platform/database.js';
import { startEmbedded } from '../../packages/core/src/platform/embedded-database.js';
import { masterKey } from '../../packages/core/src/platform/master-key.js';
import { migrate } from '../../packages/core/src/platform/migrate.js';
import { noArchive } from '../../packages/core/src/spine/archive/archive.js';
import { createEventStore } from '../../packages/core/src/spine/event-store.js';
import { createVault } from '../../packages/core/src/spine/vault.js';
import { createAccess } from '../../packages/core/src/tenants/access.js';
import { found } from '../../packages/core/src/tenants/found.js';

const program = fileURLToPath(new URL('../../packages/core/dist/main.js', import.meta.url));

export type Roles = 'api' | 'worker' | 'api,worker';
export type Node = Awaited<ReturnType<Cluster['start']>>;
export type Cluster = Awaited<ReturnType<typeof openCluster>>;

/** `redisUrl`: wake-ups go over Redis; null: over PostgreSQL. */
export async function openCluster({
  redisUrl = null,
  env = {},
}: {
  redisUrl?: string | null;
  env?: Record<string, string>;
} = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'vito-cluster-'));
  await chmod(folder, 0o711);
  const log = createLog('error');
  const embedded = await startEmbedded({ folder, log, settings: { max_connections: '200' } });
  const as = (role: string) => ({ url: embedded.url(), role });
  await migrate(embedded.url());
  const database = await openDatabase(
    { owner: { url: embedded.url() }, app: as('vito_app'), dispatch: as('vito_dispatch'), auth: as('vito_auth') },
    log,
    4,
  );
  const master = randomBytes(32).toString('base64');
  const { key, named } = await masterKey(master, folder);
  const vault = createVault({ database, master: key, named });
  const store = createEventStore({ database, vault, archive: noArchive, committed: () => {}, clock: () => new Date() });
  const access = createAccess(database);
  const owner = createPool({ url: embedded.url() }, 3, log);
  const children = new Set<ChildProcess>();
  let started = 0;

  /** A process with these roles; resolves when it is ready. `port`: as before, for one that comes back. */
  async function start(roles: Roles, port = 0) {
    const own = roles.includes('api') ? port || (await freePort()) : 0;
    const child = spawn(process.execPath, [program, 'serve'], {
      env: {
        PATH: process.env.PATH ?? '',
        VITO_DATA: join(folder, `node-${++started}`),
        VITO_ROLES: roles,
        PORT: String(own),
        VITO_LOG: 'info',
        VITO_MASTER_KEY: master,
        EMBEDDINGS_URL: 'none',
        DATABASE_URL: embedded.url(),
        BLOBS_URL: `file://${join(folder, 'blobs')}`,
        ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.add(child);
    child.once('exit', () => children.delete(child));
    await serving(child);
    const gone = once(child, 'exit');
    return {
      roles,
      port: own,
      base: own ? `http://127.0.0.1:${own}` : '',
      pid: child.pid as number,
      alive: () => child.exitCode === null && child.signalCode === null,
      signal: (name: NodeJS.Signals) => void child.kill(name),
      async stop(name: NodeJS.Signals = 'SIGTERM'): Promise<void> {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill(name);
        await gone;
      },
    };
  }

  return {
    embedded,
    database,
    store,
    owner,
    start,
    /** A company, and a token of its owner. */
    async company(): Promise<{ tenant: string; token: string }> {
      const tenant = randomUUID();
      const account = await access.addOwner(tenant);
      await found({ database, store }, 'local', tenant);
      return { tenant, token: await access.makeSession(account, 'cli', 24) };
    },
    async close(): Promise<void> {
      await Promise.all([...children].map((child) => ended(child)));
      await owner.end().catch(() => {});
      await database.close().catch(() => {});
      await embedded.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when it says that it serves. */
async function serving(child: ChildProcess): Promise<void> {
  let said = '';
  const ready = new Promise<void>((resolve) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-4000); // it goes on talking, and nobody listens
      if (said.includes('"serving"')) resolve();
    });
  });
  const early = once(child, 'exit').then(() => Promise.reject(new Error(`a process ended before it served: ${said}`)));
  early.catch(() => {});
  await Promise.race([ready, early]);
}

async function ended(child: ChildProcess): Promise<void> {
  child.kill('SIGCONT');
  child.kill('SIGTERM');
  const gone = once(child, 'exit');
  await Promise.race([gone, wait(15_000)]);
  child.kill('SIGKILL');
  await gone;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
