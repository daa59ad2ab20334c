// The tables of data sync, as the code reads them.
import type {
  HeldReason,
  StreamCounts,
  StreamView,
  SyncDialect,
  SyncProblem,
  SyncRunState,
} from '@vito/contracts/sync';

export interface ConnectionRow {
  tenant_id: string;
  connection_id: string;
  name: string;
  dialect: SyncDialect;
  command: string;
  streams: StreamView[];
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
  version: number;
}

export interface SyncTables {
  connection: ConnectionRow;
  sync_run: SyncRunRow;
  synced_record: SyncedRecordRow;
  record_mark: { tenant_id: string; records_id: string; key: string; generation: string; version: number };
  held_record: HeldRecordRow;
}
