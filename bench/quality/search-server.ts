// The whole server on an embedded database in a folder of its own, and a company in it, for the figures of search.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@vito/contracts/client';
import { readConfig } from '@vito/runtime/config';
import { createLog } from '@vito/runtime/log';
import { wait } from '@vito/runtime/wait';
import { openApp } from '../../packages/core/src/app.js';
import { createPool, type DatabaseUrls } from '../../packages/core/src/platform/database.js';
import { startEmbedded } from '../../packages/core/src/platform/embedded-database.js';
import { masterKey } from '../../packages/core/src/platform/master-key.js';
import { migrate } from '../../packages/core/src/platform/migrate.js';

export async function openSearchServer() {
  const folder = await mkdtemp(join(tmpdir(), 'vito-search-'));
  await chmod(folder, 0o711);
  const log = createLog('warn');
  const embedded = await startEmbedded({ folder, log, logins: ['vito_app', 'vito_dispatch', 'vito_auth'] });
  const login = (role: string) => ({ url: embedded.url(role) });
  const urls: DatabaseUrls = {
    owner: { url: embedded.url() },
    app: login('vito_app'),
    dispatch: login('vito_dispatch'),
    auth: login('vito_auth'),
  };
  await migrate(urls.owner.url);
  const config = readConfig({ PORT: '0', VITO_DATA: folder });
  const master = await masterKey(null, folder);
  const app = await openApp({ config, log, urls, master, version: 'bench' });
  await app.startDispatch();
  const url = `http://127.0.0.1:${await app.startApi()}`;
  const { access } = app.services;
  const owner = await access.onlyOwner();
  if (!owner) throw new Error('the application has no owner');
  const client = createClient({ baseUrl: url, token: await access.makeSession(owner.account, 'cli', 1) });

  return {
    app,
    client,
    tenant: owner.tenant,
    owner: createPool(urls.owner, 2, log),
    /** Resolves when every document is read and indexed by words and meaning. */
    async indexed(count: number, onLook: (indexed: number) => void): Promise<void> {
      for (;;) {
        const state = await client.call('getSearchIndex');
        onLook(state.indexed);
        if (state.documents >= count && state.indexed === state.documents) return;
        await wait(500);
      }
    },
    async close(): Promise<void> {
      await this.owner.end();
      await app.stop();
      await embedded.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
export type SearchServer = Awaited<ReturnType<typeof openSearchServer>>;
