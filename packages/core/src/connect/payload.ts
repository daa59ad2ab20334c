// The payload: a webhook as it came in, and what became of it.
import type { EventSecret } from '@vito/contracts/event';
import type { PayloadState, Yield } from '@vito/contracts/webhook';
import type { Aggregate } from '../spine/aggregate.js';
import { erased } from './source.js';

export interface Payload {
  sourceId: string;
  size: number;
  address: string | null;
  receivedAt: string;
  /** Null once it was erased. */
  content: EventSecret<'payload.received'> | null;
  state: PayloadState;
  yields: Yield[];
  problem: string | null;
}

export const payload: Aggregate<Payload> = {
  kind: 'pay',
  tables: ['payload'],
  initial: {
    sourceId: '',
    size: 0,
    address: null,
    receivedAt: '',
    content: null,
    state: 'received',
    yields: [],
    problem: null,
  },
  fold(state, event) {
    switch (event.type) {
      case 'payload.received':
        return { ...state, ...event.data, receivedAt: event.at, content: event.secret };
      case 'payload.mapped':
        return { ...state, state: 'mapped', yields: event.data.yields, problem: null };
      case 'payload.unmapped':
        return { ...state, state: 'unmapped', yields: [], problem: event.secret?.problem ?? erased };
      case 'payload.erased':
        return { ...state, content: null, address: null, problem: null };
      default:
        return state;
    }
  },
  rows: (state, event) => ({
    payload: [
      {
        tenant_id: event.tenant,
        payload_id: event.stream,
        source_id: state.sourceId,
        type: state.content?.type ?? erased,
        external_id: state.content?.externalId ?? erased,
        address: state.address,
        size: state.size,
        state: state.state,
        yields: state.yields,
        problem: state.problem,
        received_at: state.receivedAt,
        version: event.version,
      },
    ],
  }),
};

/** The data key of what came from a source on a day (UTC): destroying it ends that day's payloads. */
export const payloadKey = (sourceId: string, at: Date): string => `${sourceId} ${at.toISOString().slice(0, 10)}`;
