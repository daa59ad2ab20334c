// Events of data sync: connections, their runs, records, uploaded tables, and how far records are mapped.
import { z } from 'zod';
import { ConnectionId, RecordsId, SyncId } from './ids.js';
import {
  ChosenStream,
  DriftedColumn,
  DriftKind,
  HeldReason,
  StreamCounts,
  SyncDialect,
  SyncMode,
  SyncProblem,
} from './sync.js';
import { TableEncoding } from './table.js';
import { Yield } from './webhook.js';

const nothing = z.strictObject({});

/** How far the records of a stream are mapped: whole in every event, so that its rows need no other. */
const mapping = {
  connectionId: ConnectionId,
  recordsId: RecordsId,
  /** The version of the connection at which the mapping was set. */
  set: z.number().int(),
  /** All batches up to this version of the records, and so many records of the next. */
  upTo: z.strictObject({ version: z.number().int(), records: z.number().int() }),
  /** A mapping of all, by the version at which it was wanted, and the key that it has come to. */
  replay: z.strictObject({ by: z.number().int(), after: z.string() }).nullable(),
};

export const syncEvents = {
  /** Rows are fetched by a program from now on, mails from a mailbox or files from a folder, as its configuration says. */
  'connection.added': {
    version: 1,
    data: z.strictObject({ dialect: SyncDialect }),
    secret: z.strictObject({ name: z.string(), command: z.string(), config: z.unknown() }),
  },
  /** Only what differs is there. */
  'connection.changed': {
    version: 1,
    data: nothing,
    secret: z.strictObject({ name: z.string(), command: z.string(), config: z.unknown() }).partial(),
  },
  /** What is fetched, in place of what was chosen before. */
  'connection.catalog-chosen': {
    version: 1,
    data: z.strictObject({ streams: z.array(z.strictObject({ id: RecordsId, mode: SyncMode })) }),
    secret: z.strictObject({ streams: z.array(ChosenStream) }),
  },
  /** The program offers more columns of a stream, none of which must be there: they are taken. */
  'connection.columns-added': {
    version: 1,
    data: z.strictObject({ id: RecordsId, columns: z.number().int() }),
    secret: z.strictObject({ columns: z.array(z.string()), schema: z.record(z.string(), z.unknown()) }),
  },
  /** A stream is no longer what was chosen: its records are held back. */
  'connection.drifted': {
    version: 1,
    data: z.strictObject({ id: RecordsId, kinds: z.array(DriftKind) }),
    secret: z.strictObject({ columns: z.array(DriftedColumn) }),
  },
  /** It is again what was chosen. */
  'connection.drift-ended': { version: 1, data: z.strictObject({ id: RecordsId }), secret: nothing },
  /** What the records of a stream become; null: they are only kept. `from`: the last batch that it does not see. */
  'connection.mapping-set': {
    version: 1,
    data: z.strictObject({ id: RecordsId, from: z.number().int() }),
    secret: z.strictObject({ mapping: z.string().nullable() }),
  },
  'connection.scheduled': {
    version: 1,
    data: z.strictObject({ minutes: z.number().int().nullable() }),
    secret: nothing,
  },
  /** It is watched, and read whenever something comes in; or no longer. */
  'connection.live-set': { version: 1, data: z.strictObject({ live: z.boolean() }), secret: nothing },
  'connection.paused': { version: 1, data: nothing, secret: nothing },
  'connection.resumed': { version: 1, data: nothing, secret: nothing },
  'connection.removed': { version: 1, data: nothing, secret: nothing },
  /** A run is wanted. It goes on from `bookmark`, where the run before it ended; null: from the beginning. */
  'sync.requested': {
    version: 1,
    data: z.strictObject({ connectionId: ConnectionId, dueAt: z.string().nullable() }),
    secret: z.strictObject({ bookmark: z.unknown() }),
  },
  /** A process took it up. Whoever had it before can commit nothing any more. */
  'sync.started': { version: 1, data: z.strictObject({ attempt: z.number().int() }), secret: nothing },
  /** Committed together with its records; the bookmark of the source, where it gave a new one. */
  'sync.advanced': {
    version: 1,
    data: z.strictObject({ streams: z.array(StreamCounts) }),
    secret: z.strictObject({ bookmark: z.unknown() }).partial(),
  },
  'sync.finished': { version: 1, data: nothing, secret: z.strictObject({ log: z.array(z.string()) }) },
  'sync.failed': {
    version: 1,
    data: z.strictObject({ reason: SyncProblem }),
    secret: z.strictObject({ problem: z.string(), log: z.array(z.string()) }),
  },
  'sync.cancelled': { version: 1, data: nothing, secret: nothing },
  /**
   * What a batch of a run brought of one stream: `kept` were written (the rows in the secret, in the same order), `gone` were
   * deleted, `same` were seen unchanged. `generation`: the refresh in which they were seen. Keys are keyed hashes.
   */
  'records.synced': {
    version: 1,
    data: z.strictObject({
      connectionId: ConnectionId,
      runId: SyncId,
      generation: z.string().nullable(),
      kept: z.array(z.string()),
      gone: z.array(z.string()),
      same: z.array(z.string()),
    }),
    secret: z.strictObject({ stream: z.string(), rows: z.array(z.unknown()) }),
  },
  /** Records that were not taken. */
  'records.held': {
    version: 1,
    data: z.strictObject({
      connectionId: ConnectionId,
      runId: SyncId,
      generation: z.string().nullable(),
      held: z.array(z.strictObject({ key: z.string(), reason: HeldReason })),
    }),
    secret: z.strictObject({
      stream: z.string(),
      /** `line`: of its file, where it came from one. */
      rows: z.array(
        z.strictObject({ columns: z.array(z.string()), data: z.unknown(), line: z.number().int().optional() }),
      ),
    }),
  },
  /** They are held no more: they were taken, or a later one was. */
  'records.released': {
    version: 1,
    data: z.strictObject({ connectionId: ConnectionId, keys: z.array(z.string()) }),
    secret: nothing,
  },
  /** Its connection was removed, and what it brought is gone. */
  'records.erased': {
    version: 1,
    data: z.strictObject({ connectionId: ConnectionId, keys: z.array(z.string()), held: z.array(z.string()) }),
    secret: nothing,
  },
  /** A table was uploaded to a connection: its bytes are a blob. */
  'file.received': {
    version: 1,
    data: z.strictObject({
      connectionId: ConnectionId,
      address: z.string(),
      size: z.number().int(),
      encoding: TableEncoding,
    }),
    secret: z.strictObject({ name: z.string() }),
  },
  /** Its rows are to be records of a stream. */
  'file.imported': { version: 1, data: z.strictObject({ recordsId: RecordsId }), secret: nothing },
  /** Its bytes are gone: it was removed, a later one took its place, or its connection was removed. */
  'file.erased': { version: 1, data: nothing, secret: nothing },
  /**
   * What records became, many at once. `of`: the batch in which each was told; `upTo`: how far the batches are mapped; `replay`:
   * how far a mapping of all goes; `stalled`: the mapping takes too long, and is not tried again until it is another one.
   * Problems are in the secret, by key.
   */
  'mapping.advanced': {
    version: 1,
    data: z.strictObject({
      ...mapping,
      stalled: z.boolean(),
      mapped: z.array(z.strictObject({ key: z.string(), of: z.number().int(), yields: z.array(Yield) })),
      unmapped: z.array(z.strictObject({ key: z.string(), of: z.number().int() })),
    }),
    secret: z.strictObject({ stream: z.string(), problems: z.array(z.string()) }),
  },
  /** A person wants all records that stand mapped again, or only those that could not be. */
  'mapping.replayed': {
    version: 1,
    data: z.strictObject({ ...mapping, only: z.literal('unmapped').nullable() }),
    secret: nothing,
  },
  /** Its connection was removed. */
  'mapping.erased': {
    version: 1,
    data: z.strictObject({ connectionId: ConnectionId, recordsId: RecordsId, keys: z.array(z.string()) }),
    secret: nothing,
  },
} as const;
