// The sending: one event on its way to one endpoint, and how each attempt went.
import type { SendingState } from '@vito/contracts/endpoint';
import type { EventData } from '@vito/contracts/event';
import type { Aggregate } from '../../spine/aggregate.js';

export interface Sending {
  endpointId: string;
  eventId: string | null;
  seq: number | null;
  type: string;
  /** The stream that its event is about. */
  about: string;
  /** Null once it was erased. */
  body: string | null;
  state: SendingState;
  attempts: number;
  plannedAt: string;
  /** When the attempts of this round began: a replay begins a new one. */
  firstAt: string | null;
  lastAt: string | null;
  last: EventData<'sending.attempted'> | null;
}

export const sending: Aggregate<Sending> = {
  kind: 'snd',
  tables: ['sending'],
  initial: {
    endpointId: '',
    eventId: null,
    seq: null,
    type: '',
    about: '',
    body: null,
    state: 'waiting',
    attempts: 0,
    plannedAt: '',
    firstAt: null,
    lastAt: null,
    last: null,
  },
  fold(state, event) {
    switch (event.type) {
      case 'sending.planned':
        return { ...state, ...event.data, body: event.secret?.body ?? null, plannedAt: event.at };
      case 'sending.attempted': {
        const { outcome } = event.data;
        return {
          ...state,
          state: outcome === 'failed' ? 'waiting' : outcome,
          attempts: state.attempts + 1,
          firstAt: state.firstAt ?? event.at,
          lastAt: event.at,
          last: event.data,
        };
      }
      case 'sending.replayed':
        return { ...state, state: 'waiting', attempts: 0, firstAt: null, last: null };
      default:
        return state;
    }
  },
  rows: (state, event) => ({
    sending: [
      {
        tenant_id: event.tenant,
        sending_id: event.stream,
        endpoint_id: state.endpointId,
        event_id: state.eventId,
        seq: state.seq,
        type: state.type,
        about: state.about,
        state: state.state,
        attempts: state.attempts,
        planned_at: state.plannedAt,
        first_at: state.firstAt,
        last_at: state.lastAt,
        last_status: state.last?.status ?? null,
        problem: state.last?.problem ?? null,
        next_at: state.last?.next ?? null,
        version: event.version,
      },
    ],
  }),
};

/** The data key of what was sent to an endpoint on a day (UTC). */
export const sendingKey = (endpointId: string, at: Date): string => `${endpointId} ${at.toISOString().slice(0, 10)}`;
