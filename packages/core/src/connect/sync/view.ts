// Connections, their runs and what they brought, as people see them.
import type { ConnectionView, HeldRecordView, RecordView, SyncRunDetail, SyncRunView } from '@vito/contracts/sync';
import { type Expression, type SqlBool, sql } from 'kysely';
import type { Reader } from '../../platform/database.js';
import type { ConnectionRow, SyncRunRow } from '../../platform/sync-tables.js';
import { readCursor, writeCursor } from '../../spine/cursor.js';
import type { OpenEvent } from '../../spine/event.js';
import { noConnection } from './connection.js';
import { lastRun } from './request-sync.js';
import { noRun } from './run.js';

export async function listConnections(reader: Reader): Promise<ConnectionView[]> {
  const rows = await reader
    .selectFrom('connection')
    .selectAll()
    .where('removed', '=', false)
    .orderBy('connection_id', 'desc')
    .execute();
  return rows.map(connectionView);
}

export const viewConnection = async (reader: Reader, id: string): Promise<ConnectionView> =>
  connectionView(await connectionRow(reader, id));

export async function connectionRow(reader: Reader, id: string): Promise<ConnectionRow> {
  const row = await reader
    .selectFrom('connection')
    .selectAll()
    .where('connection_id', '=', id)
    .where('removed', '=', false)
    .executeTakeFirst();
  if (!row) throw noConnection();
  return row;
}

const connectionView = (row: ConnectionRow): ConnectionView => ({
  id: row.connection_id,
  name: row.name,
  dialect: row.dialect,
  command: row.command,
  streams: row.streams.map((stream) => ({ ...stream, mapping: row.mappings[stream.id]?.mapping ?? null })),
  everyMinutes: row.every_minutes,
  live: row.live,
  paused: row.paused,
  addedAt: row.added_at.toISOString(),
  version: row.version,
});

export async function viewLastRun(reader: Reader, connectionId: string): Promise<SyncRunView | null> {
  const { streams } = await connectionRow(reader, connectionId);
  const row = await lastRun(reader, connectionId);
  return row ? runView(row, streams) : null;
}

export interface PageQuery {
  cursor?: string | undefined;
  limit: number;
}

/** Newest first. */
export async function listRuns(reader: Reader, connectionId: string, { cursor, limit }: PageQuery) {
  const { streams } = await connectionRow(reader, connectionId);
  let query = reader.selectFrom('sync_run').selectAll().where('connection_id', '=', connectionId);
  if (cursor) query = query.where('sync_id', '<', readCursor(cursor, 'runs').id);
  const rows = await query
    .orderBy('sync_id', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map((row) => runView(row, streams));
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? writeCursor({ at: '', id: last.id }, 'runs') : null };
}

export async function viewRun(reader: Reader, id: string): Promise<SyncRunView> {
  const row = await reader.selectFrom('sync_run').selectAll().where('sync_id', '=', id).executeTakeFirst();
  if (!row) throw noRun();
  const of = await reader
    .selectFrom('connection')
    .select('streams')
    .where('connection_id', '=', row.connection_id)
    .executeTakeFirst();
  return runView(row, of?.streams ?? []);
}

/** The words of its end, which stand in its events alone. */
export function wordsOf(events: OpenEvent[]): Pick<SyncRunDetail, 'problem' | 'log'> {
  const end = events.at(-1);
  if (end?.type === 'sync.failed') return { problem: end.secret?.problem ?? null, log: end.secret?.log ?? [] };
  return { problem: null, log: (end?.type === 'sync.finished' && end.secret?.log) || [] };
}

function runView(row: SyncRunRow, streams: ConnectionRow['streams']): SyncRunView {
  const names = new Map(streams.map(({ id, name }) => [id, name]));
  return {
    id: row.sync_id,
    connectionId: row.connection_id,
    state: row.state,
    reason: row.reason,
    attempts: row.attempts,
    streams: row.streams.map((one) => ({ ...one, name: names.get(one.id) ?? '' })),
    dueAt: row.due_at?.toISOString() ?? null,
    requestedAt: row.requested_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    advancedAt: row.advanced_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}

export interface StreamQuery extends PageQuery {
  stream?: string | undefined;
}

/** By stream and key. */
export async function listRecords(
  reader: Reader,
  connectionId: string,
  query: StreamQuery & { deleted: 'true' | 'false' },
) {
  const ids = await recordsIds(reader, connectionId, query.stream);
  if (ids.length === 0) return { items: [], next: null };
  const rows = await reader
    .selectFrom('synced_record')
    .selectAll()
    .where('records_id', 'in', ids)
    .where('deleted', '=', query.deleted === 'true')
    .where(after(query.cursor, 'records'))
    .orderBy('records_id')
    .orderBy('key')
    .limit(query.limit + 1)
    .execute();
  return paged(
    rows,
    query.limit,
    'records',
    (row): RecordView => ({
      stream: row.stream,
      key: row.key,
      data: row.data,
      deleted: row.deleted,
      syncedAt: row.synced_at.toISOString(),
    }),
  );
}

export async function listHeld(reader: Reader, connectionId: string, query: StreamQuery) {
  const ids = await recordsIds(reader, connectionId, query.stream);
  if (ids.length === 0) return { items: [], next: null };
  const rows = await reader
    .selectFrom('held_record')
    .selectAll()
    .where('records_id', 'in', ids)
    .where('held', '=', true)
    .where(after(query.cursor, 'held'))
    .orderBy('records_id')
    .orderBy('key')
    .limit(query.limit + 1)
    .execute();
  return paged(
    rows,
    query.limit,
    'held',
    (row): HeldRecordView => ({
      stream: row.stream,
      key: row.key,
      reason: row.reason,
      columns: row.columns,
      data: row.data,
      line: row.line,
      heldAt: row.held_at.toISOString(),
    }),
  );
}

/** Throws Failure('not-found') for a connection that is none. */
export async function recordsIds(reader: Reader, connectionId: string, stream: string | undefined): Promise<string[]> {
  const { streams } = await connectionRow(reader, connectionId);
  return streams.filter(({ name }) => stream === undefined || name === stream).map(({ id }) => id);
}

export function after(cursor: string | undefined, order: string): Expression<SqlBool> {
  if (!cursor) return sql<SqlBool>`true`;
  const { at, id } = readCursor(cursor, order);
  return sql<SqlBool>`(records_id, key) > (${at}, ${id})`;
}

export function paged<R extends { records_id: string; key: string }, V>(
  rows: R[],
  limit: number,
  order: string,
  view: (row: R) => V,
): { items: V[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last ? writeCursor({ at: last.records_id, id: last.key }, order) : null;
  return { items: shown.map(view), next };
}
