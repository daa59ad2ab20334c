// The tables that say where put-away events are, as the code reads them.

export interface LogArchiveRow {
  tenant_id: string;
  /** Its first day. */
  month: string;
  part: number;
  address: string;
  events: number;
  bytes: number;
}

export interface LogArchiveStretchRow {
  tenant_id: string;
  stream: string;
  from_version: number;
  to_version: number;
  month: string;
  part: number;
}

export interface LogTables {
  log_archive: LogArchiveRow;
  log_archive_stretch: LogArchiveStretchRow;
}
