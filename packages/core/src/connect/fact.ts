// The fact: how something stands elsewhere. What is told late, of an earlier time, is kept and changes nothing.
import type { FactView } from '@vito/contracts/webhook';
import type { Aggregate } from '../spine/aggregate.js';
import { erased } from './source.js';

export interface Fact {
  sourceId: string;
  payloadId: string;
  at: string;
  type: string;
  entity: string;
  title: string;
  data: FactView['data'];
}

export const fact: Aggregate<Fact | null> = {
  kind: 'fct',
  tables: ['fact'],
  initial: null,
  fold(state, event) {
    if (event.type !== 'fact.recorded') return state;
    if (state && Date.parse(event.data.at) < Date.parse(state.at)) return state;
    const { type, entity, title, data } = event.secret ?? { type: erased, entity: erased, title: erased, data: {} };
    return { ...event.data, type, entity, title, data };
  },
  rows(state, event) {
    const { sourceId, payloadId, ...told } = state as Fact;
    const row = {
      tenant_id: event.tenant,
      fact_id: event.stream,
      source_id: sourceId,
      payload_id: payloadId,
      ...told,
      version: event.version,
    };
    return { fact: [row] };
  },
};

/** The data key of all that a source told: it outlives the payloads. */
export const factKey = (sourceId: string): string => `${sourceId} facts`;
