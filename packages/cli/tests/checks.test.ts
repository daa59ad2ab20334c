// What `vito doctor` finds wrong, each with a way out.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as checks from '../src/checks.js';
import { vitoHere } from './in-process.js';

let folder: string;
let taken: Server;
let port: number;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vito-doctor-'));
  taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => {
  taken.close();
  rmSync(folder, { recursive: true, force: true });
});

const around = (parts: Partial<checks.Surroundings> = {}) => ({ folder, env: {}, server: null, ...parts });

describe('checks', () => {
  it('knows which Node is too old', () => {
    expect(checks.nodeVersion('20.18.3')).toMatchObject({ ok: false, wayOut: expect.stringContaining('20.19') });
    for (const version of ['20.19.0', '20.20.2', '22.1.0', '24.0.0']) expect(checks.nodeVersion(version).ok).toBe(true);
  });

  it('finds a taken port and names another', async () => {
    expect(await checks.port(around({ env: { PORT: `${port}` } }))).toMatchObject({
      ok: false,
      wayOut: expect.stringContaining(`PORT=${port + 1}`),
    });
    expect(await checks.port(around({ env: { PORT: 'web' } }))).toMatchObject({ ok: false });
  });

  it('tells a lock that is held from one that was left behind', async () => {
    const data = mkdtempSync(join(folder, 'data-'));
    expect(checks.lock(around({ folder: data }))).toMatchObject({ ok: true, detail: 'free' });
    const gone = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => gone.on('close', resolve));
    writeFileSync(join(data, 'server.lock'), JSON.stringify({ pid: gone.pid }));
    expect(checks.lock(around({ folder: data }))).toMatchObject({
      ok: true,
      detail: expect.stringContaining('killed'),
    });
    writeFileSync(join(data, 'server.lock'), JSON.stringify({ pid: process.pid }));
    expect(checks.lock(around({ folder: data }))).toMatchObject({
      ok: false,
      wayOut: expect.stringContaining(`${process.pid}`),
    });
  });

  it('finds a database that does not answer, and never prints its password', async () => {
    const url = 'postgres://someone:secret-word@127.0.0.1:9/vito';
    const result = await checks.database(around({ env: { DATABASE_URL: url } }));
    expect(result).toMatchObject({ ok: false, wayOut: expect.stringContaining('DATABASE_URL') });
    expect(JSON.stringify(result)).not.toContain('secret-word');
    const reached = await checks.database(around({ env: { DATABASE_URL: `postgres://127.0.0.1:${port}/vito` } }));
    expect(reached.ok).toBe(true);
  });

  it('finds a data folder that is a file, and a time zone that is none', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(await checks.dataFolderUsable(around({ folder: file }))).toMatchObject({ ok: false });
    expect(checks.timeZone(around({ env: { TZ: 'Middle/Earth' } }))).toMatchObject({
      ok: false,
      wayOut: expect.stringContaining('Europe/Berlin'),
    });
    expect(checks.timeZone(around({ env: { TZ: 'Europe/Berlin' } })).ok).toBe(true);
  });

  it('exits 1 and prints the way out beside each problem', async () => {
    const { code, stdout } = await vitoHere(['doctor'], { env: { VITO_DATA: join(folder, 'new'), PORT: `${port}` } });
    expect(code).toBe(1);
    expect(stdout).toMatch(new RegExp(`^problem +port +${port} cannot be used.*PORT=${port + 1} npm start$`, 'm'));
    expect(stdout).toMatch(/^ok +node/m);
  });
});
