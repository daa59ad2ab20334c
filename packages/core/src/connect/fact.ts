// The fact: how something stands elsewhere. What is told late, of an earlier time, is kept and changes nothing.
import type { FactOrigin, FactView } from '@vito/contracts/webhook';
import type { Aggregate } from '../spine/aggregate.js';
import { erased } from './source.js';

export interface Fact {
  from: FactOrigin;
  at: string;
  gone: boolean;
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
    if (event.type === 'fact.erased') return state && { ...state, ...blank };
    if (event.type !== 'fact.recorded') return state;
    if (state && !replaces(state, event.data)) return state;
    return { ...event.data, ...(event.secret ?? blank) };
  },
  rows(state, event) {
    const { from, ...told } = state as Fact;
    const row = { tenant_id: event.tenant, fact_id: event.stream, ...columnsOf(from), ...told, version: event.version };
    return { fact: [row] };
  },
};

const blank = { type: erased, entity: erased, title: erased, data: {} };

/** A record that tells again what it told before knows better, whatever time it gives; of others the later one counts. */
export function replaces(standing: Pick<Fact, 'from' | 'at'>, told: Pick<Fact, 'from' | 'at'>): boolean {
  return isSameRecord(standing.from, told.from) || Date.parse(told.at) >= Date.parse(standing.at);
}

export const isSameRecord = (one: FactOrigin, other: FactOrigin): boolean =>
  'key' in one && 'key' in other && one.recordsId === other.recordsId && one.key === other.key;

function columnsOf(from: FactOrigin) {
  const none = { source_id: null, payload_id: null, connection_id: null, records_id: null, record_key: null };
  return 'key' in from
    ? { ...none, connection_id: from.connectionId, records_id: from.recordsId, record_key: from.key }
    : { ...none, source_id: from.sourceId, payload_id: from.payloadId };
}

/** The data key of all that a source or a connection told: it outlives the payloads, and ends with the connection. */
export const factKey = (teller: string): string => `${teller} facts`;
