// A stream whose records are to be mapped, as it stands: its mapping, and how far it was applied.
import type { Database, Reader } from '../../../platform/database.js';
import type { RecordMappingRow } from '../../../platform/sync-tables.js';
import type { EventStore } from '../../../spine/event-store.js';
import { mappingOf, type Progress } from './record-mapping.js';

export interface Target {
  connectionId: string;
  recordsId: string;
  stream: string;
  mapping: string;
  /** The version of the connection at which it was set. */
  set: number;
  progress: Progress;
  /** It takes too long, and is not to be tried. */
  stalled: boolean;
  /** The stream of what became of the records, and the version from which the next commit goes on. */
  map: { stream: string; version: number };
}

export interface TargetDeps {
  database: Database;
  store: EventStore;
}

/** Null where the stream has no mapping, is chosen no more, or its connection is removed. */
export async function targetOf(
  database: Database,
  tenant: string,
  connectionId: string,
  recordsId: string,
): Promise<Target | null> {
  const { head, row } = await database.read(tenant, async (reader) => ({
    head: await headOf(reader, recordsId),
    row: await reader
      .selectFrom('connection')
      .select(['streams', 'mappings'])
      .where('connection_id', '=', connectionId)
      .where('removed', '=', false)
      .executeTakeFirst(),
  }));
  const set = row?.mappings[recordsId];
  const chosen = row?.streams.find(({ id }) => id === recordsId);
  if (!set || set.mapping === null || !chosen) return null;
  return {
    connectionId,
    recordsId,
    stream: chosen.name,
    mapping: set.mapping,
    set: set.set,
    progress: progressOf(head, set.from),
    stalled: head?.stalled === true && head.set === set.set,
    map: { stream: mappingOf(recordsId), version: head?.version ?? 0 },
  };
}

export function headOf(reader: Reader, recordsId: string): Promise<RecordMappingRow | undefined> {
  return reader.selectFrom('record_mapping').selectAll().where('records_id', '=', recordsId).executeTakeFirst();
}

/** Batches that were there before there was a mapping are not looked at. */
export function progressOf(head: RecordMappingRow | undefined, from: number): Progress {
  const upTo =
    head && head.up_to_version >= from
      ? { version: head.up_to_version, records: head.up_to_records }
      : { version: from, records: 0 };
  const replay =
    head && head.replay_by !== null && head.replay_after !== null
      ? { by: head.replay_by, after: head.replay_after }
      : null;
  return { upTo, replay };
}
