// The built server as real processes: what it prints, what it refuses, how it ends, and what survives a power cut.
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { descendants } from '../setup/children.js';
import { cutPower, type ServerProcess, startServer, untilGone } from '../setup/server-process.js';
import { until } from '../setup/until.js';

let folder: string;
let server: ServerProcess;
beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'vito-serve-')), 'data');
  server = startServer(folder);
  await server.address();
}, 90_000);
afterAll(async () => {
  cutPower(await server.family());
  await rm(join(folder, '..'), { recursive: true, force: true });
});

const read = async (running: Awaited<ReturnType<ServerProcess['signIn']>>, id: string) =>
  until(
    `${id} is read`,
    async () => {
      const view = await running.client.call('getDocument', { params: { id } });
      return view.state === 'read' && view;
    },
    30_000,
  );
const note = (text: string) => ({ name: 'note.txt', bytes: Buffer.from(text) });

describe('a server that runs', () => {
  it('prints its address, a link that signs in, and where the data is', async () => {
    const { base, client } = await server.signIn();
    expect(base).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(server.link().startsWith(await server.address())).toBe(true);
    expect(server.said.out).toContain(folder);
    expect(await client.call('getMe')).toMatchObject({ profile: null, documents: 0 });
    expect(await client.call('getStatus')).toMatchObject({ database: 'embedded', queue: 'postgres' });
    expect(server.said.error).toBe('');
  });

  it('keeps its folder: a second one on it is refused, and says who has it', async () => {
    const second = startServer(folder);
    expect(await second.ended).toBe(1);
    expect(second.said.error).toContain(folder);
    expect(second.said.error).toContain(`process ${server.pid}`);
    expect(second.said.error).toContain('VITO_DATA=');
    expect((await fetch(`${await server.address()}/healthz`)).status).toBe(200);
  });

  it('keeps its port: another program on it is refused before any data is touched', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await until('the port is taken', () => blocker.listening);
    const address = blocker.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const other = join(folder, '..', 'untouched');
    const refused = startServer(other, port);
    expect(await refused.ended).toBe(1);
    expect(refused.said.error).toContain(`Port ${port} is taken`);
    expect(refused.said.error).toContain(`PORT=${port + 1}`);
    expect(existsSync(other)).toBe(false);
    blocker.close();
  });

  it('says that it is not ready while its database is away, stands it up again, and goes on', async () => {
    const { base, client } = await server.signIn();
    const statuses = new Set<number>();
    const postgres = (await descendants(server.pid)).filter(({ command }) => /\/postgres -D /.test(command));
    expect(postgres.length).toBeGreaterThan(0);
    cutPower(postgres.map(({ pid }) => pid));
    const again = until(
      'it is ready again',
      async () => {
        const { status } = await fetch(`${base}/readyz`);
        statuses.add(status);
        return status === 200 && statuses.has(503);
      },
      30_000,
    );
    await again;
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    const { document } = await client.upload(note('This came after the database was away.'));
    expect((await read({ base, client }, document.id)).text).toContain('after the database was away');
  });
});

describe('a power cut', () => {
  it('right after an upload was acknowledged loses nothing: it is there and gets read', async () => {
    const before = await server.signIn();
    const family = await server.family();
    const { document } = await before.client.upload(note('Acknowledged, and then it was dark.'));
    cutPower([...family, ...(await server.family())]);
    await server.ended;
    await untilGone(family);
    server = startServer(folder);
    const after = await server.signIn();
    expect((await read(after, document.id)).text).toBe('Acknowledged, and then it was dark.');
  }, 90_000);

  it('of the server alone leaves a database behind, which the next start takes care of', async () => {
    const before = await server.family();
    cutPower([server.pid]);
    await server.ended;
    server = startServer(folder);
    const { client } = await server.signIn();
    expect((await client.call('getMe')).documents).toBe(2);
    await untilGone(before);
  }, 60_000);
});

describe('Ctrl-C', () => {
  it('ends everything, with code 0, and leaves no process and no lock', async () => {
    const { client } = await server.signIn();
    await client.upload(note('Read while it stops.'));
    const family = await server.family();
    expect(family.length).toBeGreaterThan(4);
    server.signal('SIGINT');
    expect(await server.ended).toBe(0);
    await untilGone(family);
    const left = (await readdir(folder)).filter((name) => name.startsWith('server'));
    expect(left).toEqual([]);
    expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false);
    expect(server.said.error).toBe('');
    expect(server.said.out).not.toContain('did not stop');
  });

  it('while it starts ends that too', async () => {
    const early = startServer(folder);
    const family = await until('its database starts', async () => {
      const pids = await early.family();
      return pids.length > 1 && pids;
    });
    early.signal('SIGINT');
    await early.ended;
    await untilGone([...family, ...(await early.family())]);
    server = startServer(folder);
    const { client } = await server.signIn();
    expect((await client.call('getMe')).documents).toBe(3);
  }, 60_000);

  it('twice ends it at once', async () => {
    const family = await server.family();
    server.signal('SIGINT');
    server.signal('SIGTERM');
    await server.ended;
    await untilGone(family);
  });
});
