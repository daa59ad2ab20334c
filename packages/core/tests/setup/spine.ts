// The spine of one test file: a migrated database of its own, the three roles, a vault, an event store.
import { randomBytes } from 'node:crypto';
import { testDatabase } from '../../../../tests/setup/database.js';
import { migrate } from '../../src/platform/migrate.js';
import { openParts, type SpineOptions } from './parts.js';

export async function openSpine(options: SpineOptions = {}) {
  const test = await testDatabase();
  await migrate(test.url);
  const opened = await openParts(test.url, randomBytes(32), options);
  return {
    ...opened,
    /** The owner's connection string; the owner of test databases sees the rows of all tenants. */
    url: test.url,
    async close(): Promise<void> {
      await opened.close();
      await test.drop();
    },
  };
}
export type Spine = Awaited<ReturnType<typeof openSpine>>;
