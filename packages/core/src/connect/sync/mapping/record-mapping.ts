// How far the records of a stream are mapped, and what each became. Each row is made by one event alone, as those of records are.
import type { Aggregate, Recorded, Rows } from '../../../spine/aggregate.js';
import { erased } from '../../source.js';

type Row = Rows[string][number];

export const recordMapping: Aggregate<null> = {
  kind: 'map',
  tables: ['record_mapping', 'mapped_record'],
  initial: null,
  fold: () => null,
  rows(_state, event) {
    switch (event.type) {
      case 'mapping.advanced': {
        const { mapped, unmapped, stalled } = event.data;
        const { stream, problems } = event.secret ?? { stream: erased, problems: [] };
        return {
          record_mapping: [headRow(event, { ...event.data, stalled })],
          mapped_record: [
            ...mapped.map((one) => recordRow(event, { ...one, stream, state: 'mapped', problem: null })),
            ...unmapped.map((one, index) =>
              recordRow(event, { ...one, stream, state: 'unmapped', yields: [], problem: problems[index] ?? erased }),
            ),
          ],
        };
      }
      case 'mapping.replayed':
        return { record_mapping: [headRow(event, { ...event.data, stalled: false })] };
      case 'mapping.erased':
        return {
          mapped_record: event.data.keys.map((key) =>
            recordRow(event, { key, of: 0, stream: erased, state: 'erased', yields: [], problem: null }),
          ),
        };
      default:
        return {};
    }
  },
};

/** The stream of what became of records: named after theirs. */
export const mappingOf = (recordsId: string): string => recordsId.replace(/^rec_/, 'map_');

type Advance = Extract<Recorded, { type: 'mapping.replayed' }>['data'];

/** How far a stream is mapped: whole in each event. */
export type Progress = Pick<Advance, 'upTo' | 'replay'>;

const headRow = (event: Recorded, { recordsId, connectionId, set, upTo, replay, stalled }: HeadOf): Row => ({
  tenant_id: event.tenant,
  records_id: recordsId,
  connection_id: connectionId,
  set,
  up_to_version: upTo.version,
  up_to_records: upTo.records,
  replay_by: replay?.by ?? null,
  replay_after: replay?.after ?? null,
  stalled,
  version: event.version,
});
type HeadOf = Omit<Advance, 'only'> & { stalled: boolean };

type Own = Extract<Recorded, { type: 'mapping.advanced' | 'mapping.erased' }>;
type RecordOf = { key: string; of: number; stream: string; state: string; yields: unknown[]; problem: string | null };

const recordRow = (event: Own, { key, of, stream, state, yields, problem }: RecordOf): Row => ({
  tenant_id: event.tenant,
  records_id: event.data.recordsId,
  key,
  connection_id: event.data.connectionId,
  stream,
  state,
  of,
  yields,
  problem,
  mapped_at: event.at,
  version: event.version,
});
