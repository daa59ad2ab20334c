// Data sync as one part: what people ask of it, the work that runs programs, and the schedule.
import type { Log } from '@vito/runtime/log';
import type { Blobs } from '../../platform/blobs.js';
import type { ComputePool } from '../../platform/compute-pool.js';
import type { Database } from '../../platform/database.js';
import type { Outgoing } from '../../platform/outgoing.js';
import type { EventStore } from '../../spine/event-store.js';
import type { Vault } from '../../spine/vault.js';
import { createAsking } from './ask-program.js';
import type { FileDeps } from './csv/receive-file.js';
import { createDialects } from './dialects.js';
import type { EraseConnectionDeps } from './erase-connection.js';
import type { MapRecordsDeps } from './mapping/write-mapped.js';
import { createPrograms } from './programs.js';
import type { RunDeps } from './run-sync.js';
import { createSchedule } from './schedule.js';

export interface SyncingOptions {
  database: Database;
  store: EventStore;
  vault: Vault;
  log: Log;
  pool: ComputePool;
  outgoing: Outgoing;
  blobs: Blobs;
  addressInUse: FileDeps['addressInUse'];
  receive: MapRecordsDeps['receive'];
  /** Programs that may be run, and folders of them. */
  taps: readonly string[];
  /** Minutes without a line. */
  silence: number;
}

const longest = 12 * 3_600_000; // ms that a run may take; the next one goes on from what it committed
const commitEvery = 1000; // ms
const mostSeen = 500_000; // records of a stream: some 40 MB
const looksEvery = 5000; // ms

export function createSyncing(options: SyncingOptions) {
  const { database, store, vault, log, pool, outgoing, blobs, addressInUse, receive, taps, silence } = options;
  const dialects = createDialects({ database, blobs, outgoing, calendars: (...given) => pool.calendars(...given) });
  const files = { database, store, vault, blobs, addressInUse };
  const programs = createPrograms(taps);
  const run: RunDeps = {
    database,
    store,
    vault,
    programs,
    dialects,
    log,
    limits: { silence: silence * 60_000, longest, commitEvery, mostSeen },
  };
  return {
    programs,
    dialects,
    asking: createAsking({ store, vault, programs, dialects }),
    schedule: createSchedule({ database, store, log, every: looksEvery }),
    run,
    map: { database, store, vault, receive, evaluate: (...given) => pool.evaluate(...given) } satisfies MapRecordsDeps,
    files,
    erase: files satisfies EraseConnectionDeps,
  };
}
export type Syncing = ReturnType<typeof createSyncing>;
