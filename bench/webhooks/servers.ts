// The servers of the webhook bench: the real one with its default settings, and the yardsticks beside its database.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { runningUrl } from '../../packages/core/src/platform/embedded-url.js';
import { startServer } from '../../packages/core/tests/setup/server-process.js';

export interface Real {
  base: string;
  source: string;
  secret: string;
  owner: pg.Client;
  databaseUrl: string;
  /** Ids that were answered with 2xx. */
  idsFile: string;
  stop(): Promise<void>;
}

/** `redisUrl`: with Redis beside it. */
export async function startReal(redisUrl: string | null): Promise<Real> {
  const folder = await mkdtemp(join(tmpdir(), 'vito-webhooks-'));
  await chmod(folder, 0o711);
  const server = startServer(folder, 0, { VITO_LOG: 'error', ...(redisUrl ? { REDIS_URL: redisUrl } : {}) });
  const { base, client } = await server.signIn();
  const { source, secret } = await client.call('addSource', { body: { name: 'Bench', kind: 'standard' } });
  const databaseUrl = await runningUrl(folder);
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  return {
    base,
    source: source.id,
    secret,
    owner,
    databaseUrl,
    idsFile: join(folder, 'accepted'),
    async stop() {
      await owner.end();
      server.signal('SIGTERM');
      await server.ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const yardstick = fileURLToPath(new URL('./yardsticks.ts', import.meta.url));

/** Returns where it listens, and how to end it. */
export async function startYardstick(mode: 'no-database' | 'insert', { databaseUrl, secret }: Real) {
  const args = ['--conditions=source', '--import', 'tsx', yardstick, mode, databaseUrl, secret];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return { base: said.toString().trim(), stop: () => end(child) };
}

/** A Redis of its own on a free port, without a disk; null where there is none on this machine. */
export async function startRedis(): Promise<{ url: string; stop: () => Promise<void> } | null> {
  const port = await freePort();
  const child = spawn('redis-server', ['--port', String(port), '--save', '', '--appendonly', 'no'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const failed = once(child, 'error').then(() => null);
  const ready = (async () => {
    for await (const text of child.stdout) if (String(text).includes('Ready to accept')) return true;
    return null;
  })();
  if (!(await Promise.race([ready, failed]))) return null;
  child.stdout.resume();
  return { url: `redis://127.0.0.1:${port}`, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'close');
  child.kill('SIGTERM');
  await gone;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
