// Wake-ups carried by Redis: a server of its own, on a free port and a folder that is thrown away.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { wireTo } from '../setup/proxy.js';
import { until } from '../setup/until.js';
import { queueSuite } from './queue-suite.js';

const there = spawnSync('redis-server', ['--version']).status === 0;
if (!there)
  console.warn('LEFT OUT: the tests of Redis. Install redis-server (apt-get install redis-server) to run them.');

it('redis-server is there wherever the whole suite must pass', () => {
  expect(there || !process.env.CI, 'CI must install redis-server').toBe(true);
});

describe.runIf(there)('wake-ups on Redis', () => {
  queueSuite(async () => {
    const { url, stop } = await startRedis();
    const through = await wireTo(url);
    const direct = new Redis(url);
    return {
      place: { kind: 'redis', url: through.url },
      wire: through.wire,
      async wipe() {
        await direct.flushall();
      },
      async close() {
        direct.disconnect();
        await through.wire.close();
        await stop();
      },
    };
  });
});

async function startRedis(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'vito-redis-'));
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', [...options, '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
  process.on('exit', () => server.kill('SIGKILL'));
  const ended = once(server, 'exit');
  await until('Redis to answer', () => answers(port));
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      server.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
