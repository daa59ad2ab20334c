// The built server as its own process on its own data folder, started again whenever it dies.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@vito/contracts/client';
import pg from 'pg';
import { runningUrl } from '../../packages/core/src/platform/embedded-url.js';

const program = fileURLToPath(new URL('../../packages/core/dist/main.js', import.meta.url));

export async function startSupervised() {
  const folder = await mkdtemp(join(tmpdir(), 'vito-drill-'));
  await chmod(folder, 0o711);
  const port = await freePort();
  let child: ChildProcess | null = null;
  let ended = false;
  let starts = 0;
  let standing = start();

  /** Starts the server and resolves when it says that it is ready. */
  async function start(): Promise<void> {
    starts++;
    const started = spawn(process.execPath, [program, 'serve'], {
      env: { ...process.env, VITO_DATA: folder, PORT: String(port), VITO_LOG: 'error', NODE_OPTIONS: '' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child = started;
    started.on('exit', () => {
      if (!ended && child === started) standing = start();
    });
    for (const patience = Date.now() + 90_000; Date.now() < patience; await pause(50)) {
      if (child !== started || ended) return;
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2000) }).catch(
        () => null,
      );
      if (answer?.ok) return;
    }
    throw new Error('the server does not become ready');
  }

  /** The database's process, from the cluster's own note. */
  async function databasePid(): Promise<number | null> {
    const note = await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8').catch(() => '');
    const pid = Number(note.split('\n')[0]);
    return pid > 0 ? pid : null;
  }

  /** A connection as the owner, to the database as it stands now. */
  async function owner(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: await runningUrl(folder), connectionTimeoutMillis: 3000 });
    client.on('error', () => {});
    await client.connect();
    return client;
  }

  return {
    folder,
    program,
    pid: () => child?.pid ?? null,
    starts: () => starts,
    /** Resolves when the server of the moment is ready. */
    async ready(): Promise<void> {
      for (let before = standing; ; before = standing) {
        await before;
        if (before === standing) return;
      }
    },
    async client() {
      const file = JSON.parse(await readFile(join(folder, 'server.json'), 'utf8')) as { url: string; token: string };
      return createClient({ baseUrl: file.url, token: file.token });
    },
    owner,
    databasePid,
    /** Stops the server for good, in order, and keeps its data. */
    async stop(): Promise<void> {
      ended = true;
      const last = child;
      if (!last || last.exitCode !== null || last.signalCode !== null) return;
      const gone = new Promise((resolve) => last.once('exit', resolve));
      last.kill('SIGTERM');
      await gone;
    },
    async end(): Promise<void> {
      await this.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
export type Supervised = Awaited<ReturnType<typeof startSupervised>>;

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
