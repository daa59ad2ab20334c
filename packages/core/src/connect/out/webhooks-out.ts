// Webhooks that go out, as one part: endpoints, the planning of sendings, and their delivery.

import { newId } from '@vito/contracts/ids';
import type { ComputePool } from '../../platform/compute-pool.js';
import type { Database } from '../../platform/database.js';
import type { Context } from '../../spine/context.js';
import type { EventStore } from '../../spine/event-store.js';
import { createNewStreams } from '../../spine/new-streams.js';
import type { Vault } from '../../spine/vault.js';
import type { DeliverDeps } from './deliver.js';
import { createPace } from './pace.js';
import { addSending, type PlanDeps } from './plan-sendings.js';

export interface WebhooksOutOptions {
  database: Database;
  store: EventStore;
  vault: Vault;
  pool: ComputePool;
  committed: () => void;
  send: DeliverDeps['send'];
  checkUrl: (url: string) => void;
  entriesOf: PlanDeps['entriesOf'];
}

export function createWebhooksOut(options: WebhooksOutOptions) {
  const { database, store, vault, pool, committed, send, checkUrl, entriesOf } = options;
  const newSendings = createNewStreams({ pool: database.app, vault, table: 'sending', committed });
  const plan: PlanDeps = {
    database,
    store,
    vault,
    newSendings,
    evaluate: (...given) => pool.evaluate(...given),
    entriesOf,
  };
  const deliver: DeliverDeps = { database, store, pace: createPace(), send };

  /** Returns the id of a sending that says nothing but that it came. */
  function test(ctx: Context, endpointId: string): Promise<string> {
    const data = { endpointId, eventId: null, seq: null, type: 'vito.test', about: endpointId };
    const json = { type: 'vito.test', timestamp: new Date().toISOString(), data: { endpoint: endpointId } };
    return addSending(plan, ctx, data, json, `sending ${endpointId} ${newId('sending')}`);
  }

  return { plan, deliver, checkUrl, test };
}
export type WebhooksOut = ReturnType<typeof createWebhooksOut>;
