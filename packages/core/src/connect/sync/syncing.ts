// Data sync as one part: what people ask of it, the work that reads connections, the schedule, and what is watched.
import type { Log } from '@vito/runtime/log';
import type { Blobs } from '../../platform/blobs.js';
import type { ComputePool } from '../../platform/compute-pool.js';
import type { Database } from '../../platform/database.js';
import type { Outgoing } from '../../platform/outgoing.js';
import { createPrograms } from '../../platform/programs.js';
import type { EventStore } from '../../spine/event-store.js';
import type { Vault } from '../../spine/vault.js';
import { createAsking } from './ask-program.js';
import type { ConnectionDeps } from './change-connection.js';
import type { FileDeps } from './csv/receive-file.js';
import { createDialects } from './dialects.js';
import { createFolders } from './documents/folder/folders.js';
import type { ReceiveDocument } from './documents/follow-documents.js';
import { createOwnReading } from './documents/own-reading.js';
import { createOwnSources } from './documents/own-sources.js';
import type { EraseConnectionDeps } from './erase-connection.js';
import type { MapRecordsDeps } from './mapping/write-mapped.js';
import { createRowReading } from './row-reading.js';
import type { RunDeps } from './run-sync.js';
import { createSchedule } from './schedule.js';
import { createWatching } from './watching.js';

export interface SyncingOptions {
  database: Database;
  store: EventStore;
  vault: Vault;
  log: Log;
  pool: ComputePool;
  outgoing: Outgoing;
  blobs: Blobs;
  addressInUse: FileDeps['addressInUse'];
  /** Takes in what a mapping makes of a record, and what a mailbox or a folder brings. */
  receive: MapRecordsDeps['receive'];
  receiveDocument: ReceiveDocument;
  /** Programs that may be run, and folders of them. */
  taps: readonly string[];
  /** Minutes without a line. */
  silence: number;
  /** Folders that may be read. */
  folders: readonly string[];
  /** Whether there is but one company. */
  isAlone: () => Promise<boolean>;
  /** Milliseconds between two looks at a file, in which it must not change. */
  settled: number;
}

const longest = 12 * 3_600_000; // ms that a run may take; the next one goes on from what it committed
const commitEvery = 1000; // ms
const mostSeen = 500_000; // records of a stream: some 40 MB
const looksEvery = 5000; // ms

export function createSyncing(options: SyncingOptions) {
  const { database, store, vault, log, pool, outgoing, blobs, addressInUse } = options;
  const dialects = createDialects({ database, blobs, outgoing, calendars: (...given) => pool.calendars(...given) });
  const files = { database, store, vault, blobs, addressInUse };
  const programs = createPrograms(options.taps);
  const sources = createOwnSources({
    outgoing,
    folders: createFolders(options.folders, options.isAlone),
    settled: options.settled,
  });
  const connections: ConnectionDeps = { store, vault, programs, dialects, sources };
  const limits = { silence: options.silence * 60_000, longest, commitEvery, mostSeen };
  const bringRows: RunDeps = {
    database,
    store,
    log,
    reading: createRowReading({ store, vault, programs, dialects, limits }),
  };
  const fetchDocuments: RunDeps = {
    database,
    store,
    log,
    reading: createOwnReading({ vault, sources, receive: options.receiveDocument, limits }),
  };
  return {
    connections,
    asking: createAsking(connections),
    schedule: createSchedule({ database, store, log, every: looksEvery }),
    watching: createWatching({ database, store, sources, log }),
    bringRows,
    fetchDocuments,
    map: {
      database,
      store,
      vault,
      receive: options.receive,
      evaluate: (...given) => pool.evaluate(...given),
    } satisfies MapRecordsDeps,
    files,
    erase: files satisfies EraseConnectionDeps,
  };
}
export type Syncing = ReturnType<typeof createSyncing>;
