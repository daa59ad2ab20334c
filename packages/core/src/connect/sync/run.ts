// A run of a connection: from where it began, what it has committed, where the next one goes on, and how it ended.
import type { StreamCounts, SyncProblem, SyncRunState } from '@vito/contracts/sync';
import { Failure } from '@vito/runtime/failure';
import type { Aggregate } from '../../spine/aggregate.js';

export interface SyncRun {
  connectionId: string;
  state: 'none' | SyncRunState;
  reason: SyncProblem | null;
  attempts: number;
  /** Where the source goes on, by its own account; null: at the beginning. */
  bookmark: unknown;
  streams: StreamCounts[];
  dueAt: string | null;
  requestedAt: string;
  startedAt: string | null;
  advancedAt: string | null;
  endedAt: string | null;
}

export const syncRun: Aggregate<SyncRun> = {
  kind: 'syn',
  tables: ['sync_run'],
  initial: {
    connectionId: '',
    state: 'none',
    reason: null,
    attempts: 0,
    bookmark: null,
    streams: [],
    dueAt: null,
    requestedAt: '',
    startedAt: null,
    advancedAt: null,
    endedAt: null,
  },
  fold(state, event) {
    switch (event.type) {
      case 'sync.requested': {
        const { connectionId, dueAt } = event.data;
        const bookmark = event.secret?.bookmark ?? null;
        return { ...state, state: 'waiting', connectionId, dueAt, bookmark, requestedAt: event.at };
      }
      case 'sync.started': {
        const startedAt = state.startedAt ?? event.at;
        return { ...state, state: 'running', attempts: event.data.attempt, startedAt };
      }
      case 'sync.advanced': {
        const bookmark = event.secret && 'bookmark' in event.secret ? event.secret.bookmark : state.bookmark;
        return { ...state, bookmark, streams: added(state.streams, event.data.streams), advancedAt: event.at };
      }
      case 'sync.finished':
        return { ...state, state: 'finished', endedAt: event.at };
      case 'sync.failed':
        return { ...state, state: 'failed', reason: event.data.reason, endedAt: event.at };
      case 'sync.cancelled':
        return { ...state, state: 'cancelled', endedAt: event.at };
      default:
        return state;
    }
  },
  rows: (state, event) => ({
    sync_run: [
      {
        tenant_id: event.tenant,
        sync_id: event.stream,
        connection_id: state.connectionId,
        state: state.state,
        reason: state.reason,
        attempts: state.attempts,
        streams: state.streams,
        due_at: state.dueAt,
        requested_at: state.requestedAt,
        started_at: state.startedAt,
        advanced_at: state.advancedAt,
        ended_at: state.endedAt,
        version: event.version,
      },
    ],
  }),
};

function added(before: StreamCounts[], more: StreamCounts[]): StreamCounts[] {
  const result = new Map(before.map((one) => [one.id, one]));
  for (const { id, kept, same, gone, held } of more) {
    const own = result.get(id) ?? { kept: 0, same: 0, gone: 0, held: 0 };
    const sum = { kept: own.kept + kept, same: own.same + same, gone: own.gone + gone, held: own.held + held };
    result.set(id, { id, ...sum });
  }
  return [...result.values()];
}

export const isOver = ({ state }: Pick<SyncRun, 'state'>): boolean => state !== 'waiting' && state !== 'running';

export const noRun = () => new Failure('not-found', 'there is no such sync');
