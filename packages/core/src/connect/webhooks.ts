// Webhooks that come in, as one part: the door, its inbox, its sources, and the work that maps what came through it.
import type { Log } from '@vito/runtime/log';
import type { Bell } from '@vito/runtime/wait';
import type { Blobs } from '../platform/blobs.js';
import type { ComputePool } from '../platform/compute-pool.js';
import type { Database } from '../platform/database.js';
import type { EventStore } from '../spine/event-store.js';
import type { Vault } from '../spine/vault.js';
import { createDoorLull } from './door-lull.js';
import type { EraseDeps } from './erase-payloads.js';
import { createInbox } from './inbox.js';
import type { MapDeps } from './map-payloads.js';
import { createRates, type Rate } from './rate.js';
import { receivePayloads } from './receive-payloads.js';
import type { Incoming } from './signing/incoming.js';
import { createSources } from './sources.js';
import { createUnpacking } from './unpack.js';

export interface WebhooksOptions {
  database: Database;
  store: EventStore;
  vault: Vault;
  blobs: Blobs;
  pool: ComputePool;
  /** What one tenant may send to this process. */
  rate: Rate;
  log: Log;
  /** Rung when something is in the inbox. */
  bell: Bell;
  /** Called when this process has put something into the inbox. */
  filled: () => void;
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

export function createWebhooks(options: WebhooksOptions) {
  const { database, store, vault, blobs, pool, addresses } = options;
  const sources = createSources({ store, tenantOf: addresses.tenantOf });
  const inbox = createInbox({ pool: database.app, vault, filled: options.filled });
  const door = { vault, blobs, sources, inbox, rates: createRates(options.rate) };
  const lull = createDoorLull(inbox);
  const unpacking = createUnpacking({ ...options, lull });
  const evaluate: ComputePool['evaluate'] = (...given) => pool.evaluate(...given);
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
    unpacking,
    map,
    erase,
  };
}
export type Webhooks = ReturnType<typeof createWebhooks>;
