// A migrated database with the spine on it, for one test file; each test founds its own tenant.
import { createLog } from '@vito/runtime/log';
import { randomBytes, randomUUID } from 'node:crypto';
import { type DatabaseUrls, openDatabase } from '../../src/platform/database.js';
import { migrate } from '../../src/platform/migrate.js';
import type { Context } from '../../src/spine/context.js';
import { createEventStore } from '../../src/spine/event-store.js';
import { sequenceOnce } from '../../src/spine/sequencer.js';
import { createVault } from '../../src/spine/vault.js';
import { found } from '../../src/tenants/found.js';
import { testDatabase } from '../../../../tests/setup/database.js';

export async function openSpine(subscriptions: { type: string; subscription: string }[] = []) {
  const test = await testDatabase();
  await migrate(test.url);
  const as = (role: string) => ({ url: test.url, role });
  const urls: DatabaseUrls = {
    owner: { url: test.url },
    app: as('vito_app'),
    dispatch: as('vito_dispatch'),
    auth: as('vito_auth'),
  };
  const log = createLog('silent');
  const database = await openDatabase(urls, log);
  const vault = createVault({ database, master: randomBytes(32), named: 'test' });
  const store = createEventStore({ database, vault, committed: () => {}, clock: () => new Date() });

  return {
    urls,
    database,
    vault,
    store,
    log,
    /** A founded tenant and a person's context in it. */
    async tenant(): Promise<Context> {
      const tenant = await found({ database, store }, 'local', randomUUID());
      return { tenant, actor: { kind: 'person', id: 'act_tester', name: null } };
    },
    /** Sequences everything there is. */
    async sequenceAll(): Promise<void> {
      const options = { pool: database.dispatch, subscriptions, onSequenced: () => {}, onWork: () => {} };
      while ((await sequenceOnce(options)) > 0);
    },
    async close(): Promise<void> {
      await database.close();
      await test.drop();
    },
  };
}
export type Spine = Awaited<ReturnType<typeof openSpine>>;
