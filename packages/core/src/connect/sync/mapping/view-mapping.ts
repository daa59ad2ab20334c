// The mappings of a connection, and what records became, as people see them.
import type { MappedRecordView, MappedState, StreamMapping } from '@vito/contracts/record-mapping';
import { type SqlBool, sql } from 'kysely';
import type { Reader } from '../../../platform/database.js';
import { after, connectionRow, paged, recordsIds, type StreamQuery } from '../view.js';
import { mappingOf } from './record-mapping.js';

export async function listMappings(reader: Reader, connectionId: string): Promise<StreamMapping[]> {
  const { streams, mappings } = await connectionRow(reader, connectionId);
  const result: StreamMapping[] = [];
  for (const { id, name } of streams) {
    const counts = await reader
      .selectFrom('mapped_record')
      .select([
        sql<number>`count(*) filter (where state = 'mapped')::int`.as('mapped'),
        sql<number>`count(*) filter (where state = 'unmapped')::int`.as('unmapped'),
      ])
      .where('records_id', '=', id)
      .executeTakeFirstOrThrow();
    const head = await reader.selectFrom('record_mapping').selectAll().where('records_id', '=', id).executeTakeFirst();
    const set = mappings[id];
    result.push({
      stream: name,
      mapping: set?.mapping ?? null,
      ...counts,
      waiting: set != null && set.mapping !== null && (await isWaiting(reader, id)),
      stalled: head?.stalled === true && head.set === set?.set,
    });
  }
  return result;
}

async function isWaiting(reader: Reader, recordsId: string): Promise<boolean> {
  const work = reader
    .selectFrom('work')
    .select('event_id')
    .where('stream', 'in', [recordsId, mappingOf(recordsId)])
    .where('subscription', 'in', ['map-records', 'replay-records'])
    .where('dead_at', 'is', null);
  const outbox = reader
    .selectFrom('outbox')
    .select('event_id')
    .where('stream', 'in', [recordsId, mappingOf(recordsId)])
    .where('type', 'in', ['records.synced', 'mapping.replayed']);
  return (await work.unionAll(outbox).limit(1).execute()).length > 0;
}

/** By stream and key. */
export async function listMapped(
  reader: Reader,
  connectionId: string,
  query: StreamQuery & { state?: MappedState | undefined },
) {
  const ids = await recordsIds(reader, connectionId, query.stream);
  if (ids.length === 0) return { items: [], next: null };
  const rows = await reader
    .selectFrom('mapped_record')
    .selectAll()
    .where('records_id', 'in', ids)
    .where(query.state ? sql<SqlBool>`state = ${query.state}` : sql<SqlBool>`state <> 'erased'`)
    .where(after(query.cursor, 'mapped'))
    .orderBy('records_id')
    .orderBy('key')
    .limit(query.limit + 1)
    .execute();
  return paged(
    rows,
    query.limit,
    'mapped',
    (row): MappedRecordView => ({
      stream: row.stream,
      key: row.key,
      state: row.state as MappedState,
      yields: row.yields,
      problem: row.problem,
      mappedAt: row.mapped_at.toISOString(),
    }),
  );
}
