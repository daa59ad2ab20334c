// Records in the order in which batches told them, some hundred at a time: what changed, and what is gone with its last data.
import type { Database, Reader } from '../../../platform/database.js';
import { queriesOf } from '../../../platform/queries.js';
import type { EventRow } from '../../../platform/tables.js';
import type { OpenEvent } from '../../../spine/event.js';
import type { EventStore } from '../../../spine/event-store.js';
import { isObject, type Json } from '../source-told.js';
import type { RecordTold } from './outcomes.js';
import type { Progress } from './record-mapping.js';

interface BatchDeps {
  database: Database;
  store: EventStore;
}

export interface Portion {
  told: RecordTold[];
  /** How far the batches are mapped with these. */
  upTo: Progress['upTo'];
}

export const atOnce = 100; // records of a commit: each may yield a hundred things

/** What comes next, of batches up to `last`; null: nothing. Records that a later batch was mapped of are left out. */
export async function nextPortion(
  deps: BatchDeps,
  tenant: string,
  recordsId: string,
  { version, records }: Progress['upTo'],
  last: number,
): Promise<Portion | null> {
  const batch = await nextBatch(deps, tenant, recordsId, version, last);
  if (!batch) return null;
  const { kept, gone } = batch.data;
  const all = kept.length + gone.length;
  const to = Math.min(records + atOnce, all);
  const upTo = to >= all ? { version: batch.version, records: 0 } : { version, records: to };
  if (batch.secret === null) return { told: [], upTo };
  const rows = batch.secret.rows;
  const changed = kept.slice(records, to).map((key, index) => toldOf(batch, key, jsonOf(rows[records + index]), false));
  const ended = gone.slice(Math.max(0, records - kept.length), Math.max(0, to - kept.length));
  const before = await lastData(deps, tenant, recordsId, ended, batch.version);
  const told = [...changed, ...ended.map((key) => toldOf(batch, key, before.get(key) ?? {}, true))];
  const later = await mappedSince(deps.database, tenant, recordsId, told);
  return { told: told.filter(({ key }) => !later.has(key)), upTo };
}

type Batch = Extract<OpenEvent, { type: 'records.synced' }>;

const toldOf = ({ version, at }: Batch, key: string, data: Json, deleted: boolean): RecordTold => ({
  key,
  of: version,
  data,
  deleted,
  syncedAt: at,
});

const jsonOf = (value: unknown): Json => (isObject(value) ? value : {});

const holds = "jsonb_array_length(data -> 'kept') + jsonb_array_length(data -> 'gone') > 0";

async function nextBatch(deps: BatchDeps, tenant: string, recordsId: string, after: number, last: number) {
  const { rows } = await deps.database.read(tenant, (reader) =>
    queriesOf(reader).query<{ version: number }>(
      `select version from vito.events
       where stream = $1 and version > $2 and version <= $3 and type = 'records.synced' and ${holds} order by version limit 1`,
      [recordsId, after, last],
    ),
  );
  const [found] = rows;
  return found ? openBatch(deps, tenant, recordsId, found.version) : null;
}

async function openBatch({ database, store }: BatchDeps, tenant: string, recordsId: string, version: number) {
  const row = await database.read(tenant, (reader) => eventRow(reader, recordsId, version));
  const [event] = row ? await store.open(tenant, [row]) : [];
  return event?.type === 'records.synced' ? event : null;
}

const eventRow = (reader: Reader, stream: string, version: number): Promise<EventRow | undefined> =>
  reader
    .selectFrom('events')
    .selectAll()
    .where('stream', '=', stream)
    .where('version', '=', version)
    .executeTakeFirst();

/** The data that records had before they ended: a batch before has it. One such batch is open at a time. */
export async function lastData(
  deps: BatchDeps,
  tenant: string,
  recordsId: string,
  keys: string[],
  before: number,
): Promise<Map<string, Json>> {
  const found = new Map<string, Json>();
  if (keys.length === 0) return found;
  const { rows } = await deps.database.read(tenant, (reader) =>
    queriesOf(reader).query<{ version: number; keys: string[] }>(
      `select version, array_agg(key) as keys from (
         select k.key, max(e.version) as version from vito.events e
         cross join lateral jsonb_array_elements_text(e.data -> 'kept') as k (key)
         where e.stream = $1 and e.version < $2 and e.type = 'records.synced' and k.key = any ($3) group by k.key
       ) as latest group by version`,
      [recordsId, before, keys],
    ),
  );
  for (const { version, keys: own } of rows) {
    const batch = await openBatch(deps, tenant, recordsId, version);
    for (const key of own) {
      const row = batch?.secret?.rows[batch.data.kept.indexOf(key)];
      if (isObject(row)) found.set(key, row);
    }
  }
  return found;
}

async function mappedSince(database: Database, tenant: string, recordsId: string, told: RecordTold[]) {
  const of = new Map(told.map((one) => [one.key, one.of]));
  const rows = await database.read(tenant, (reader) =>
    of.size === 0
      ? Promise.resolve([])
      : reader
          .selectFrom('mapped_record')
          .select(['key', 'of'])
          .where('records_id', '=', recordsId)
          .where('key', 'in', [...of.keys()])
          .execute(),
  );
  return new Set(rows.filter((row) => row.of > (of.get(row.key) ?? 0)).map(({ key }) => key));
}
