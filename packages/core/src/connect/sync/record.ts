// The records that one stream of a connection brought. Each row is made by one event alone, so that nothing needs to be loaded
// to write thousands of them, and rebuilding ends with the same rows.
import type { Aggregate, Recorded, Rows } from '../../spine/aggregate.js';
import { erased } from '../source.js';

type Row = Rows[string][number];

export const records: Aggregate<null> = {
  kind: 'rec',
  tables: ['synced_record', 'record_mark', 'held_record'],
  initial: null,
  fold: () => null,
  rows(_state, event) {
    switch (event.type) {
      case 'records.synced': {
        const { kept, gone, same, generation } = event.data;
        const { stream, rows } = event.secret ?? { stream: erased, rows: [] };
        return {
          synced_record: [
            ...kept.map((key, index) => recordRow(event, key, stream, rows[index] ?? {}, false)),
            ...gone.map((key) => recordRow(event, key, stream, {}, true)),
          ],
          record_mark: generation === null ? [] : [...kept, ...same].map((key) => markRow(event, key, generation)),
        };
      }
      case 'records.held': {
        const { held, generation } = event.data;
        const { stream, rows } = event.secret ?? { stream: erased, rows: [] };
        return {
          held_record: held.map(({ key, reason }, index) => {
            const { columns, data, line = null } = rows[index] ?? { columns: [], data: {} };
            return heldRow(event, key, { stream, reason, columns, data, held: true, line });
          }),
          record_mark: generation === null ? [] : held.map(({ key }) => markRow(event, key, generation)),
        };
      }
      case 'records.released':
        return { held_record: event.data.keys.map((key) => heldRow(event, key, blank)) };
      case 'records.erased':
        return {
          synced_record: event.data.keys.map((key) => recordRow(event, key, erased, {}, true)),
          held_record: event.data.held.map((key) => heldRow(event, key, blank)),
        };
      default:
        return {};
    }
  },
};

const blank = {
  stream: erased,
  reason: 'released',
  columns: [] as string[],
  data: {} as unknown,
  held: false,
  line: null as number | null,
};

type Own = Extract<Recorded, { data: { connectionId: string; keys?: unknown; held?: unknown; kept?: unknown } }>;

const recordRow = (event: Own, key: string, stream: string, data: unknown, deleted: boolean): Row => ({
  tenant_id: event.tenant,
  records_id: event.stream,
  key,
  connection_id: event.data.connectionId,
  stream,
  data,
  deleted,
  synced_at: event.at,
  version: event.version,
});

const markRow = (event: Recorded, key: string, generation: string): Row => ({
  tenant_id: event.tenant,
  records_id: event.stream,
  key,
  generation,
  version: event.version,
});

const heldRow = (event: Own, key: string, fields: typeof blank): Row => ({
  tenant_id: event.tenant,
  records_id: event.stream,
  key,
  connection_id: event.data.connectionId,
  ...fields,
  held_at: event.at,
  version: event.version,
});
