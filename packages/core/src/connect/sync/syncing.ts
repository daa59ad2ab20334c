// Data sync as one part: what people ask of it, the work that reads connections, the schedule, and what is watched.
import type { Log } from '@vito/runtime/log';
import type { Database } from '../../platform/database.js';
import type { Outgoing } from '../../platform/outgoing.js';
import type { EventStore } from '../../spine/event-store.js';
import type { Vault } from '../../spine/vault.js';
import { createAsking } from './ask-program.js';
import type { ConnectionDeps } from './change-connection.js';
import { createFolders } from './documents/folder/folders.js';
import type { ReceiveDocument } from './documents/follow-documents.js';
import { createOwnReading } from './documents/own-reading.js';
import { createOwnSources } from './documents/own-sources.js';
import { createProgramReading } from './program-reading.js';
import { createPrograms } from './programs.js';
import type { RunDeps } from './run-sync.js';
import { createSchedule } from './schedule.js';
import { createWatching } from './watching.js';

export interface SyncingOptions {
  database: Database;
  store: EventStore;
  vault: Vault;
  log: Log;
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
  outgoing: Outgoing;
  receive: ReceiveDocument;
}

const longest = 12 * 3_600_000; // ms that a run may take; the next one goes on from what it committed
const commitEvery = 1000; // ms
const mostSeen = 500_000; // records of a stream: some 40 MB
const looksEvery = 5000; // ms

export function createSyncing(options: SyncingOptions) {
  const { database, store, vault, log } = options;
  const programs = createPrograms(options.taps);
  const sources = createOwnSources({
    outgoing: options.outgoing,
    folders: createFolders(options.folders, options.isAlone),
    settled: options.settled,
  });
  const connections: ConnectionDeps = { store, vault, programs, sources };
  const limits = { silence: options.silence * 60_000, longest, commitEvery, mostSeen };
  const runPrograms: RunDeps = {
    database,
    store,
    log,
    reading: createProgramReading({ store, vault, programs, limits }),
  };
  const fetchDocuments: RunDeps = {
    database,
    store,
    log,
    reading: createOwnReading({ vault, sources, receive: options.receive, limits }),
  };
  return {
    connections,
    asking: createAsking(connections),
    schedule: createSchedule({ database, store, log, every: looksEvery }),
    watching: createWatching({ database, store, sources, log }),
    runPrograms,
    fetchDocuments,
    erase: { database, store, vault },
  };
}
export type Syncing = ReturnType<typeof createSyncing>;
