// The parts of the spine on a database that stands: for a test, and for the processes that it starts beside itself.
import { randomUUID } from 'node:crypto';
import { createLog, type Log } from '@vito/runtime/log';
import pg from 'pg';
import type { Blobs } from '../../src/platform/blobs.js';
import { type DatabaseUrls, openDatabase } from '../../src/platform/database.js';
import { createArchive, noArchive } from '../../src/spine/archive/archive.js';
import type { Context } from '../../src/spine/context.js';
import { createEventStore } from '../../src/spine/event-store.js';
import { sequenceOnce } from '../../src/spine/sequencer.js';
import { createVault } from '../../src/spine/vault.js';
import { found } from '../../src/tenants/found.js';

export interface SpineOptions {
  /** What the sequencer makes work of. */
  subscriptions?: { type: string; subscription: string }[];
  /** Connections of the app's pool. With 1, a read inside a read hangs. */
  connections?: number;
  log?: Log;
  /** Where put-away months are; without it there are none. */
  blobs?: Blobs;
}

export const rolesOf = (url: string): DatabaseUrls => {
  const as = (role: string) => ({ url, role });
  return { owner: { url }, app: as('vito_app'), dispatch: as('vito_dispatch'), auth: as('vito_auth') };
};

export async function openParts(url: string, master: Buffer, options: SpineOptions = {}) {
  const urls = rolesOf(url);
  const log = options.log ?? createLog('silent');
  const database = await openDatabase(urls, log, options.connections);
  const vault = createVault({ database, master, named: 'test' });
  const archive = options.blobs ? createArchive({ database, blobs: options.blobs }) : noArchive;
  const store = createEventStore({ database, vault, archive, committed: () => {}, clock: () => new Date() });
  const owner = new pg.Pool({ connectionString: url, max: 2 });
  owner.on('error', () => {}); // a database that is ended in a drill
  const subscriptions = options.subscriptions ?? [];

  return {
    urls,
    master,
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
      const once = { pool: database.dispatch, subscriptions, onSequenced: () => {}, onWork: () => {} };
      while ((await sequenceOnce(once)) > 0);
    },
    /** One query of the owner, who sees all rows. */
    async sql<R extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<R[]> {
      return (await owner.query<R>(text, values)).rows;
    },
    async close(): Promise<void> {
      await Promise.all([database.close(), owner.end()]);
    },
  };
}
export type Parts = Awaited<ReturnType<typeof openParts>>;
