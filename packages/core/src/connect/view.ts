// Sources, payloads and facts as people see them.
import type { FactView, PayloadState, PayloadSummary, SourceView } from '@vito/contracts/webhook';
import { Failure } from '@vito/runtime/failure';
import { sql } from 'kysely';
import type { PayloadRow, SourceRow } from '../platform/connect-tables.js';
import type { Reader } from '../platform/database.js';
import { readCursor, writeCursor } from '../spine/cursor.js';
import { noSource } from './source.js';

export const pathOf = (sourceId: string): string => `/v1/hooks/${sourceId}`;

export async function listSources(reader: Reader): Promise<SourceView[]> {
  const rows = await reader
    .selectFrom('source')
    .selectAll()
    .where('removed', '=', false)
    .orderBy('source_id', 'desc')
    .execute();
  return rows.map(sourceView);
}

export async function viewSource(reader: Reader, id: string): Promise<SourceView> {
  const row = await reader
    .selectFrom('source')
    .selectAll()
    .where('source_id', '=', id)
    .where('removed', '=', false)
    .executeTakeFirst();
  if (!row) throw noSource();
  return sourceView(row);
}

export async function countPayloads(reader: Reader, sourceId: string) {
  const row = await reader
    .selectFrom('payload')
    .select([
      sql<number>`count(*)`.as('received'),
      sql<number>`count(*) filter (where state = 'unmapped')`.as('unmapped'),
      sql<Date | null>`max(received_at)`.as('last'),
    ])
    .where('source_id', '=', sourceId)
    .executeTakeFirstOrThrow();
  return { received: row.received, unmapped: row.unmapped, lastAt: row.last?.toISOString() ?? null };
}

function sourceView(row: SourceRow): SourceView {
  const now = new Date().toISOString();
  return {
    id: row.source_id,
    name: row.name,
    kind: row.kind,
    path: pathOf(row.source_id),
    secrets: row.secrets.filter(({ until }) => until === null || until > now),
    hmac: row.hmac,
    mapping: row.mapping,
    paused: row.paused,
    addedAt: row.added_at.toISOString(),
    version: row.version,
  };
}

export interface PayloadQuery {
  source?: string | undefined;
  state?: PayloadState | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** Newest first. */
export async function listPayloads(
  reader: Reader,
  { source, state, q, cursor, limit }: PayloadQuery,
): Promise<{ items: PayloadSummary[]; next: string | null }> {
  let query = payloadRows(reader)
    .orderBy('p.payload_id', 'desc')
    .limit(limit + 1);
  if (source) query = query.where('p.source_id', '=', source);
  if (state) query = query.where('p.state', '=', state);
  if (cursor) query = query.where('p.payload_id', '<', readCursor(cursor, 'payloads').id);
  if (q?.trim()) {
    query = query
      .innerJoin('payload_words as w', 'w.payload_id', 'p.payload_id')
      .where(sql<boolean>`w.words @@ websearch_to_tsquery('simple', ${q})`);
  }
  const rows = await query.execute();
  const items = rows.slice(0, limit).map(payloadSummary);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? writeCursor({ at: '', id: last.id }, 'payloads') : null };
}

export async function viewPayload(reader: Reader, id: string): Promise<PayloadSummary> {
  const row = await payloadRows(reader).where('p.payload_id', '=', id).executeTakeFirst();
  if (!row) throw new Failure('not-found', 'there is no such payload');
  return payloadSummary(row);
}

function payloadRows(reader: Reader) {
  return reader
    .selectFrom('payload as p')
    .leftJoin('source as s', 's.source_id', 'p.source_id')
    .selectAll('p')
    .select('s.name as source_name');
}

const payloadSummary = (row: PayloadRow & { source_name: string | null }): PayloadSummary => ({
  id: row.payload_id,
  sourceId: row.source_id,
  sourceName: row.source_name ?? '',
  type: row.type,
  externalId: row.external_id,
  receivedAt: row.received_at.toISOString(),
  size: row.size,
  state: row.state,
  yields: row.yields,
  problem: row.problem,
});

export async function factsById(reader: Reader, ids: string[]): Promise<FactView[]> {
  const rows = await reader.selectFrom('fact').selectAll().where('fact_id', 'in', ids).execute();
  return rows.map((row) => ({
    id: row.fact_id,
    sourceId: row.source_id,
    record:
      row.connection_id && row.records_id && row.record_key
        ? { connectionId: row.connection_id, recordsId: row.records_id, key: row.record_key }
        : null,
    gone: row.gone,
    type: row.type,
    entity: row.entity,
    title: row.title,
    at: row.at.toISOString(),
    data: row.data,
  }));
}
