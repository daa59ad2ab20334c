// Orders in a file that grows, and syncs of it that follow each other without a pause.
import { appendFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '@vito/contracts/client';
import { wait } from '@vito/runtime/wait';
import type { Node } from '../setup/cluster.js';

export const ordersTap = fileURLToPath(new URL('./orders-tap.mjs', import.meta.url));

export interface Orders {
  connectionId: string;
  /** The latest total of each order. */
  totals: Map<number, number>;
  /** No new ones; resolves when a sync that began after that has finished. */
  stop(): Promise<void>;
}

/** `file`: to be made. */
export async function startOrders(apis: () => Node[], token: string, file: string, perSecond: number): Promise<Orders> {
  const totals = new Map<number, number>();
  let ended = false;
  await appendFile(file, '');
  const { id: connectionId } = await call(apis, token, (client) =>
    client.call('addConnection', { body: { name: 'Orders', dialect: 'singer', command: ordersTap, config: { file } } }),
  );
  const params = { id: connectionId };
  const streams = [{ name: 'orders', mode: 'incremental' as const }];
  await call(apis, token, (client) => client.call('chooseStreams', { params, body: { streams } }));

  const growing = (async () => {
    for (let n = 0; !ended; n++) {
      const id = n % 8 === 7 ? Math.floor(Math.random() * n) : n; // some are changed
      totals.set(id, n);
      await appendFile(file, `${JSON.stringify({ id, total: n })}\n`);
      await wait(1000 / perSecond);
    }
  })();

  async function syncOnce(): Promise<void> {
    // Where one is under way it is followed.
    const run = await call(apis, token, (client) => client.call('requestSync', { params, body: {} }).catch(() => null));
    for (;;) {
      const { items } = await call(apis, token, (client) =>
        client.call('listSyncRuns', { params, query: { limit: 1 } }),
      );
      const state = items[0]?.state;
      if (state !== 'waiting' && state !== 'running') break;
      await wait(200);
    }
    if (run === null) await wait(200);
  }

  const syncing = (async () => {
    while (!ended) await syncOnce();
  })();

  return {
    connectionId,
    totals,
    async stop() {
      ended = true;
      await growing;
      await syncing;
      await syncOnce();
      await syncOnce(); // the first may have been under way
    },
  };
}

/** Asked again until one of the api processes answers. */
async function call<T>(apis: () => Node[], token: string, ask: (client: Client) => Promise<T>): Promise<T> {
  for (const until = Date.now() + 120_000; ; await wait(200)) {
    const [api] = [...apis()].sort(() => Math.random() - 0.5);
    try {
      return await ask(createClient({ baseUrl: api?.base ?? '', token }));
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}
