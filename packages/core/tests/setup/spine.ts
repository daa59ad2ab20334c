// The spine of one test file: a migrated database of its own, the three roles, a vault, an event store.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migratedDatabase, testDatabase } from '../../../../tests/setup/database.js';
import { migrate } from '../../src/platform/migrate.js';
import { openParts, type SpineOptions } from './parts.js';

/** `plainOwner`: the database belongs to a role without special rights, as at a hoster; `urls.owner` is that one. */
export async function openSpine(options: SpineOptions & { plainOwner?: boolean } = {}) {
  const test = options.plainOwner ? await testDatabase() : await migratedDatabase();
  const owner = options.plainOwner ? await giveToPlainOwner(test.url) : test.url;
  if (options.plainOwner) await migrate(owner);
  const opened = await openParts(test.url, randomBytes(32), options);
  return {
    ...opened,
    urls: { ...opened.urls, owner: { url: owner } },
    /** The connection string of the server's superuser, who sees the rows of all tenants. */
    url: test.url,
    async close(): Promise<void> {
      await opened.close();
      await test.drop();
    },
  };
}
export type Spine = Awaited<ReturnType<typeof openSpine>>;

async function giveToPlainOwner(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const name = `owner_${randomBytes(4).toString('hex')}`;
  await client.query(`create role ${name} login nosuperuser createrole nobypassrls password 'plain'`);
  for (const role of ['vito_app', 'vito_dispatch', 'vito_auth']) {
    await client.query(
      `do $$ begin create role ${role}; exception when duplicate_object or unique_violation then null; end $$`,
    );
  }
  await client.query(`alter database ${client.escapeIdentifier(client.database ?? '')} owner to ${name}`);
  await client.end();
  return Object.assign(new URL(url), { username: name, password: 'plain' }).href;
}
