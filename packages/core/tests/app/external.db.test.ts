// On a PostgreSQL of somebody else's, set up as the README says: no login is a superuser, none is what it need not be.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../tests/setup/database.js';
import { cutPower, type ServerProcess, startServer } from '../setup/server-process.js';
import { until } from '../setup/until.js';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const password = 'not-a-secret';
const logins = { owner: `owner_${randomBytes(4).toString('hex')}`, app: `login_${randomBytes(4).toString('hex')}` };

let folder: string;
let test: Awaited<ReturnType<typeof testDatabase>>;
let env: Record<string, string>;
let server: ServerProcess;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vito-external-'));
  test = await testDatabase();
  await asReadmeSays(test.url);
  const as = (username: string) => Object.assign(new URL(test.url), { username, password }).href;
  env = { DATABASE_URL: as(logins.app), DATABASE_DIRECT_URL: as(logins.owner) };
  server = startServer(join(folder, 'data'), 0, env);
  await server.address();
}, 90_000);
afterAll(async () => {
  cutPower(await server.family());
  await server.ended;
  await test.drop();
  await rm(folder, { recursive: true, force: true });
});

async function asReadmeSays(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const role of ['vito_app', 'vito_dispatch', 'vito_auth']) {
    await client.query(
      `do $$ begin create role ${role} nologin; exception when duplicate_object or unique_violation then null; end $$`,
    );
  }
  await client.query(`create role ${logins.app} login password '${password}' noinherit`);
  await client.query(`grant vito_app, vito_dispatch, vito_auth to ${logins.app}`);
  await client.query(`create role ${logins.owner} login bypassrls password '${password}'`);
  await client.query(`alter database ${client.escapeIdentifier(client.database ?? '')} owner to ${logins.owner}`);
  await client.end();
}

describe('an external PostgreSQL', () => {
  it('serves: a posted note is read, and its promise is found', async () => {
    const { client } = await server.signIn();
    expect(await client.call('getStatus')).toMatchObject({ database: 'external' });
    const text = 'From: Ada <ada@x.example>\nSubject: deck\n\nI will send you the deck by 4 December 2026.\n';
    await client.upload({ name: 'deck.eml', bytes: Buffer.from(text) });
    const items = await until(
      'the commitment',
      async () => {
        const page = await client.call('listCommitments', { query: {} });
        return page.items.length > 0 && page.items;
      },
      30_000,
    );
    expect(items).toMatchObject([{ due: '2026-12-04', quote: expect.stringContaining('I will send you the deck') }]);
  });

  it('is backed up beside the server that runs', async () => {
    const target = join(folder, 'backup');
    const child = spawn(process.execPath, [main, 'backup', target], {
      env: { PATH: process.env.PATH ?? '', VITO_DATA: join(folder, 'data'), VITO_LOG: 'error', ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect((await readdir(target)).sort()).toEqual(expect.arrayContaining(['backup.json', 'blobs', 'keys', 'rows']));
  });
});
