// The tables of data sync, as the code reads them.
import type { MappedState } from '@vito/contracts/record-mapping';
import type {
  HeldReason,
  StreamCounts,
  StreamView,
  SyncDialect,
  SyncProblem,
  SyncRunState,
} from '@vito/contracts/sync';
import type { TableEncoding } from '@vito/contracts/table';
import type { Yield } from '@vito/contracts/webhook';

export interface ConnectionRow {
  tenant_id: string;
  connection_id: string;
  name: string;
  dialect: SyncDialect;
  command: string;
  streams: Omit<StreamView, 'mapping'>[];
  /** By stream: what its records become since a batch, as set at a version of the connection. */
  mappings: Record<string, { mapping: string | null; from: number; set: number }>;
  every_minutes: number | null;
  live: boolean;
  paused: boolean;
  removed: boolean;
  added_at: Date;
  version: number;
}

export interface SyncRunRow {
  tenant_id: string;
  sync_id: string;
  connection_id: string;
  state: SyncRunState;
  reason: SyncProblem | null;
  attempts: number;
  streams: StreamCounts[];
  due_at: Date | null;
  requested_at: Date;
  started_at: Date | null;
  advanced_at: Date | null;
  ended_at: Date | null;
  version: number;
}

export interface SyncedRecordRow {
  tenant_id: string;
  records_id: string;
  key: string;
  connection_id: string;
  stream: string;
  data: Record<string, unknown>;
  deleted: boolean;
  synced_at: Date;
  version: number;
}

export interface HeldRecordRow {
  tenant_id: string;
  records_id: string;
  key: string;
  connection_id: string;
  stream: string;
  reason: HeldReason;
  columns: string[];
  data: Record<string, unknown>;
  held: boolean;
  held_at: Date;
  line: number | null;
  version: number;
}

export interface RecordMappingRow {
  tenant_id: string;
  records_id: string;
  connection_id: string;
  set: number;
  up_to_version: number;
  up_to_records: number;
  replay_by: number | null;
  replay_after: string | null;
  stalled: boolean;
  version: number;
}

export interface MappedRecordRow {
  tenant_id: string;
  records_id: string;
  key: string;
  connection_id: string;
  stream: string;
  state: MappedState | 'erased';
  of: number;
  yields: Yield[];
  problem: string | null;
  mapped_at: Date;
  version: number;
}

export interface SyncFileRow {
  tenant_id: string;
  file_id: string;
  connection_id: string;
  name: string;
  address: string | null;
  size: number;
  encoding: TableEncoding;
  records_id: string | null;
  received_at: Date;
  imported_at: Date | null;
  version: number;
}

export interface SyncTables {
  sync_file: SyncFileRow;
  record_mapping: RecordMappingRow;
  mapped_record: MappedRecordRow;
  connection: ConnectionRow;
  sync_run: SyncRunRow;
  synced_record: SyncedRecordRow;
  record_mark: { tenant_id: string; records_id: string; key: string; generation: string; version: number };
  held_record: HeldRecordRow;
}
