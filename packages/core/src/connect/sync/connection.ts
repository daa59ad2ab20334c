// The connection: a program that fetches rows, a mailbox or a folder; what it is told, which streams are chosen, and when it runs.
import type { ChosenStream, DriftedColumn, SyncDialect } from '@vito/contracts/sync';
import { Failure } from '@vito/runtime/failure';
import type { Aggregate, Recorded, Rows } from '../../spine/aggregate.js';
import { erased } from '../source.js';

export interface Connection {
  state: 'none' | 'open' | 'paused' | 'removed';
  dialect: SyncDialect;
  name: string;
  command: string;
  config: unknown;
  streams: ChosenStream[];
  /** Ids of all streams that were ever chosen. */
  everChosen: string[];
  /** By stream id: how it differs from what was chosen. */
  drift: Record<string, DriftedColumn[]>;
  /** By stream id: what its records become from the batch after `from` on, and the version at which that was set. */
  mappings: Record<string, StreamMapping>;
  minutes: number | null;
  /** It is watched, and read whenever something comes in. */
  live: boolean;
  /** From when on the schedule counts. */
  since: string;
  addedAt: string;
}

export interface StreamMapping {
  mapping: string | null;
  from: number;
  set: number;
}

export const connection: Aggregate<Connection> = {
  kind: 'con',
  tables: ['connection', 'sync_schedule'],
  initial: {
    state: 'none',
    dialect: 'singer',
    name: '',
    command: '',
    config: null,
    streams: [],
    everChosen: [],
    drift: {},
    mappings: {},
    minutes: null,
    live: false,
    since: '',
    addedAt: '',
  },
  fold(state, event) {
    switch (event.type) {
      case 'connection.added': {
        const { name, command, config } = event.secret ?? blank;
        const { dialect } = event.data;
        return { ...state, state: 'open', dialect, name, command, config, since: event.at, addedAt: event.at };
      }
      case 'connection.changed': {
        const { name = state.name, command = state.command, config = state.config } = event.secret ?? blank;
        return { ...state, name, command, config };
      }
      case 'connection.catalog-chosen': {
        const everChosen = [...new Set([...state.everChosen, ...event.data.streams.map(({ id }) => id)])];
        return { ...state, streams: event.secret?.streams ?? [], everChosen, drift: {} };
      }
      case 'connection.columns-added': {
        const { schema } = event.secret ?? { schema: {} };
        const streams = state.streams.map((one) => (one.id === event.data.id ? { ...one, schema } : one));
        return { ...state, streams };
      }
      case 'connection.drifted':
        return { ...state, drift: { ...state.drift, [event.data.id]: event.secret?.columns ?? [] } };
      case 'connection.drift-ended': {
        const { [event.data.id]: _, ...drift } = state.drift;
        return { ...state, drift };
      }
      case 'connection.mapping-set': {
        const { id, from } = event.data;
        const set = { mapping: event.secret?.mapping ?? null, from, set: event.version };
        return { ...state, mappings: { ...state.mappings, [id]: set } };
      }
      case 'connection.scheduled':
        return { ...state, minutes: event.data.minutes, since: event.at };
      case 'connection.live-set':
        return { ...state, live: event.data.live };
      case 'connection.paused':
        return { ...state, state: 'paused' };
      case 'connection.resumed':
        return { ...state, state: 'open' };
      case 'connection.removed':
        return {
          ...state,
          state: 'removed',
          ...blank,
          streams: [],
          drift: {},
          mappings: {},
          minutes: null,
          live: false,
        };
      default:
        return state;
    }
  },
  rows: (state, event) => ({
    connection: [rowOf(state, event)],
    sync_schedule: [
      {
        tenant_id: event.tenant,
        connection_id: event.stream,
        since: state.since,
        minutes: runsByItself(state) ? state.minutes : null,
        watched_since: runsByItself(state) && state.live ? event.at : null,
      },
    ],
  }),
};

const runsByItself = ({ state, streams }: Connection) => state === 'open' && streams.length > 0;

/** What is left of its secrets once they are erased. */
const blank = { name: erased, command: erased, config: null };

const rowOf = (state: Connection, event: Recorded): Rows[string][number] => ({
  tenant_id: event.tenant,
  connection_id: event.stream,
  name: state.name,
  dialect: state.dialect,
  command: state.command,
  streams: state.streams.map(({ id, name, mode, keys, cursor }) => ({
    id,
    name,
    mode,
    keys,
    cursor,
    drift: state.drift[id] ?? [],
  })),
  mappings: state.mappings,
  every_minutes: state.minutes,
  live: state.live,
  paused: state.state === 'paused',
  removed: state.state === 'removed',
  added_at: state.addedAt,
  version: event.version,
});

export const noConnection = () => new Failure('not-found', 'there is no such connection');
