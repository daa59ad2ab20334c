// Data sync: connections to programs that fetch rows from elsewhere, their streams, runs, records, and what is held back.
import { z } from 'zod';
import { ConnectionId, RecordsId, SyncId } from './ids.js';

/** The protocols that programs speak. */
export const ProgramDialect = z.enum(['singer', 'airbyte']);
/** What ViTo reads by itself, and what it brings are documents: a mailbox, and a folder of the server's machine. */
export const DocumentDialect = z.enum(['imap', 'folder']);
export type DocumentDialect = z.infer<typeof DocumentDialect>;
/** All of them; `csv` and `calendar` are rows as well, and are read in the server's own process. */
export const SyncDialect = z.enum([...ProgramDialect.options, ...DocumentDialect.options, 'csv', 'calendar']);
export type SyncDialect = z.infer<typeof SyncDialect>;
export const isDocumentDialect = (dialect: SyncDialect): dialect is DocumentDialect =>
  DocumentDialect.safeParse(dialect).success;
/** What brings rows. */
export type RowDialect = Exclude<SyncDialect, DocumentDialect>;

/** Whether a program of the operator's list is run for it. */
export const isProgram = (dialect: SyncDialect): boolean => ProgramDialect.safeParse(dialect).success;

/** `full`: all rows each time, so that what is missing was deleted. `incremental`: what changed since the last time. */
export const SyncMode = z.enum(['full', 'incremental']);
export type SyncMode = z.infer<typeof SyncMode>;

const path = z.array(z.string().min(1).max(500)).min(1).max(20);
const Schema = z.record(z.string(), z.unknown());

/** A stream that a program offers. */
export const OfferedStream = z.object({
  name: z.string(),
  /** JSON Schema of its records. */
  schema: Schema,
  /** Columns that tell one record from another, each by its path; none: the whole record does. */
  keys: z.array(path),
  /** Columns by which it may be read incrementally. */
  cursors: z.array(path),
  modes: z.array(SyncMode),
  /** What a mailbox is for, where its server says so: inbox, sent, drafts, archive, junk, trash, … */
  use: z.string().optional(),
});
export type OfferedStream = z.infer<typeof OfferedStream>;

/** What a person chooses of a stream. */
export const StreamChoice = z.strictObject({
  name: z.string().min(1).max(500),
  mode: SyncMode,
  /** Without it, what the program itself says. */
  cursor: path.optional(),
  keys: z.array(path).max(50).optional(),
});
export type StreamChoice = z.infer<typeof StreamChoice>;

/** A chosen stream as it was when it was chosen; what differs from its schema later is drift. */
export const ChosenStream = z.strictObject({
  id: RecordsId,
  name: z.string(),
  mode: SyncMode,
  keys: z.array(path),
  /** The keys that the program named then; a person may have chosen others. */
  offeredKeys: z.array(path),
  cursor: path.nullable(),
  schema: Schema,
  /** Its entry of the program's own catalog. */
  entry: Schema,
});
export type ChosenStream = z.infer<typeof ChosenStream>;

/** How a column differs: it is gone, another type, or new and required; `keys`: it no longer tells records apart, or now does. */
export const DriftKind = z.enum(['removed', 'retyped', 'required', 'keys']);
export type DriftKind = z.infer<typeof DriftKind>;
export const DriftedColumn = z.strictObject({
  name: z.string(),
  kind: DriftKind,
  was: z.string(),
  is: z.string(),
});
export type DriftedColumn = z.infer<typeof DriftedColumn>;

export const SyncRunState = z.enum(['waiting', 'running', 'finished', 'failed', 'cancelled']);
export type SyncRunState = z.infer<typeof SyncRunState>;

/** Why a run failed. */
export const SyncProblem = z.enum([
  'not-allowed', // the program is not, or no longer, among those that may run here
  'not-started',
  'exited',
  'silent', // no line for too long
  'flooded', // a line too long to be one
  'malformed', // a line that is not of its protocol
  'too-slow', // longer than any run may take
  'reported', // it said itself that it failed
  'interrupted', // the process that ran it ended too often
  'broken', // a fault of ours
  'unreachable', // no way to the server, or the folder is not there
  'denied', // the server refuses user and password
]);
export type SyncProblem = z.infer<typeof SyncProblem>;

/**
 * Records of a stream in a run: written, found unchanged, deleted, held back. Of mails and files: new documents, those that
 * are there already, none, held back.
 */
export const StreamCounts = z.strictObject({
  id: RecordsId,
  kept: z.number().int(),
  same: z.number().int(),
  gone: z.number().int(),
  held: z.number().int(),
});
export type StreamCounts = z.infer<typeof StreamCounts>;

export const SyncRunView = z.object({
  id: SyncId,
  connectionId: ConnectionId,
  state: SyncRunState,
  reason: SyncProblem.nullable(),
  /** How often it was begun: more than once where the process that ran it was ended. */
  attempts: z.number().int(),
  /** What is committed so far. */
  streams: z.array(StreamCounts.extend({ name: z.string() })),
  /** The time by the schedule that asked for it; null: somebody did. */
  dueAt: z.string().nullable(),
  requestedAt: z.string(),
  startedAt: z.string().nullable(),
  advancedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});
export type SyncRunView = z.infer<typeof SyncRunView>;

export const SyncRunDetail = SyncRunView.extend({
  /** What went wrong, in words. */
  problem: z.string().nullable(),
  /** The last lines that the program wrote beside its records. */
  log: z.array(z.string()),
});
export type SyncRunDetail = z.infer<typeof SyncRunDetail>;

export const StreamView = z.object({
  id: RecordsId,
  name: z.string(),
  mode: SyncMode,
  keys: z.array(path),
  cursor: path.nullable(),
  /** The JSONata that says what its records become; null: they are only kept. */
  mapping: z.string().nullable(),
  /** How its schema differs from what was chosen: until it is chosen anew, its records are held back. */
  drift: z.array(DriftedColumn),
});
export type StreamView = z.infer<typeof StreamView>;

export const ConnectionView = z.object({
  id: ConnectionId,
  name: z.string(),
  dialect: SyncDialect,
  /** Empty where no program is run. */
  command: z.string(),
  streams: z.array(StreamView),
  /** Minutes from one run to the next; null: only when asked. */
  everyMinutes: z.number().int().nullable(),
  /** A mailbox or folder that is watched: what comes in is fetched at once. */
  live: z.boolean(),
  paused: z.boolean(),
  addedAt: z.string(),
  version: z.number().int(),
});
export type ConnectionView = z.infer<typeof ConnectionView>;

export const RecordView = z.object({
  stream: z.string(),
  /** A keyed hash of what tells it apart. */
  key: z.string(),
  data: z.record(z.string(), z.unknown()),
  deleted: z.boolean(),
  /** When it last changed here. */
  syncedAt: z.string(),
});
export type RecordView = z.infer<typeof RecordView>;

/**
 * Why a record is held back: its stream drifted, it lacks a key, a value does not fit its column, or its line has more or fewer
 * fields. Why a mail or a file is: it is larger than any document may be, or could not be had; then the next run tries again.
 */
export const HeldReason = z.enum(['drift', 'no-key', 'misfit', 'fields', 'too-large', 'unfetched']);
export type HeldReason = z.infer<typeof HeldReason>;

export const HeldRecordView = z.object({
  stream: z.string(),
  key: z.string(),
  reason: HeldReason,
  columns: z.array(z.string()),
  data: z.record(z.string(), z.unknown()),
  /** Where it stands in its file; null where it came from none. */
  line: z.number().int().nullable(),
  heldAt: z.string(),
});
export type HeldRecordView = z.infer<typeof HeldRecordView>;

const largestConfig = 200_000;
const deepest = 60;

/** Whether a value is nested no deeper than can be kept: neither JSON.stringify nor PostgreSQL goes down without end. */
export function isShallow(value: unknown, levels: number = deepest): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (levels === 0) return false;
  for (const key in value) if (!isShallow((value as Record<string, unknown>)[key], levels - 1)) return false;
  return true;
}

/** What a program is started with; its secrets are in it. */
export const SyncConfig = z
  .record(z.string(), z.unknown())
  .refine((value) => isShallow(value), `at most ${deepest} levels deep`)
  .refine(
    (value) => isShallow(value) && JSON.stringify(value).length <= largestConfig,
    `at most ${largestConfig} characters`,
  );
