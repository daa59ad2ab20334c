// Webhooks that come in, as one part: the door, its sources, and the work that maps what came through it.
import { wait } from '@vito/runtime/wait';
import type { Blobs } from '../platform/blobs.js';
import type { ComputePool } from '../platform/compute-pool.js';
import type { Database } from '../platform/database.js';
import type { EventStore } from '../spine/event-store.js';
import { createNewStreams, type NewStreams } from '../spine/new-streams.js';
import type { Vault } from '../spine/vault.js';
import type { EraseDeps } from './erase-payloads.js';
import type { MapDeps } from './map-payloads.js';
import { createRates, type Rate } from './rate.js';
import { receivePayloads } from './receive-payloads.js';
import type { Incoming } from './signing/incoming.js';
import { createSources } from './sources.js';

export interface WebhooksOptions {
  database: Database;
  store: EventStore;
  vault: Vault;
  blobs: Blobs;
  pool: ComputePool;
  /** What one tenant may send to this process. */
  rate: Rate;
  committed: () => void;
  /** Which tenant a source belongs to, kept where no tenant needs to be known. */
  addresses: {
    tenantOf: (sourceId: string) => Promise<string | null>;
    announce: (tenant: string, sourceId: string) => Promise<void>;
    silence: (sourceId: string) => Promise<void>;
  };
  receive: MapDeps['receive'];
  addressInUse: EraseDeps['addressInUse'];
}

const busy = 30; // payloads that wait for the disk
const longestLull = 5000; // ms

/** While many wait at the door, what they lead to waits; but never for long. */
async function doorLull(newPayloads: NewStreams, tenant: string, signal: AbortSignal): Promise<void> {
  const until = Date.now() + longestLull;
  while (newPayloads.waiting(tenant) > busy && Date.now() < until && !signal.aborted) await wait(50, signal);
}

export function createWebhooks(options: WebhooksOptions) {
  const { database, store, vault, blobs, pool, addresses } = options;
  const sources = createSources({ store, tenantOf: addresses.tenantOf });
  const newPayloads = createNewStreams({
    pool: database.app,
    vault,
    table: 'payload',
    committed: options.committed,
  });
  const door = { store, vault, blobs, sources, newPayloads, rates: createRates(options.rate) };
  const evaluate: ComputePool['evaluate'] = (...given) => pool.evaluate(...given);
  const lull = (tenant: string, signal: AbortSignal) => doorLull(newPayloads, tenant, signal);
  const map: MapDeps = { lull, database, store, vault, blobs, sources, evaluate, receive: options.receive };
  const erase: EraseDeps = {
    database,
    store,
    vault,
    blobs,
    silence: addresses.silence,
    addressInUse: options.addressInUse,
  };

  return {
    receive: (sourceId: string, incoming: Incoming) => receivePayloads(door, sourceId, incoming),
    /** After a change of a source: this process knows it at once. */
    forget: sources.forget,
    announce: addresses.announce,
    evaluate,
    map,
    erase,
  };
}
export type Webhooks = ReturnType<typeof createWebhooks>;
