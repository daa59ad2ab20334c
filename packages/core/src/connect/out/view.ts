// Endpoints and sendings as people see them.
import type {
  Attempt,
  EndpointHealth,
  EndpointView,
  SendingState,
  SendingSummary,
  SendingView,
} from '@vito/contracts/endpoint';
import { Failure } from '@vito/runtime/failure';
import { sql } from 'kysely';
import type { EndpointRow, SendingRow } from '../../platform/connect-tables.js';
import type { Reader } from '../../platform/database.js';
import { readCursor, writeCursor } from '../../spine/cursor.js';
import type { OpenEvent } from '../../spine/event.js';
import { noEndpoint } from './endpoint.js';

export async function listEndpoints(reader: Reader): Promise<EndpointView[]> {
  const rows = await reader
    .selectFrom('endpoint')
    .selectAll()
    .where('removed', '=', false)
    .orderBy('endpoint_id', 'desc')
    .execute();
  return rows.map(endpointView);
}

export async function viewEndpoint(reader: Reader, id: string): Promise<EndpointView> {
  const row = await reader
    .selectFrom('endpoint')
    .selectAll()
    .where('endpoint_id', '=', id)
    .where('removed', '=', false)
    .executeTakeFirst();
  if (!row) throw noEndpoint();
  return endpointView(row);
}

function endpointView(row: EndpointRow): EndpointView {
  const now = new Date().toISOString();
  return {
    id: row.endpoint_id,
    name: row.name,
    url: row.url,
    types: row.types,
    filter: row.filter,
    ordered: row.ordered,
    secrets: row.secrets.filter(({ until }) => until === null || until > now),
    state: row.open ? 'open' : 'disabled',
    disabled: row.disabled,
    addedAt: row.added_at.toISOString(),
    version: row.version,
  };
}

export async function healthOf(reader: Reader, endpointId: string): Promise<EndpointHealth> {
  const lately = sql<boolean>`last_at > now() - interval '1 day'`;
  const row = await reader
    .selectFrom('sending')
    .select([
      sql<number>`count(*) filter (where state = 'delivered' and ${lately})`.as('delivered'),
      sql<number>`count(*) filter (where last_at is not null and state <> 'delivered' and ${lately})`.as('failed'),
      sql<number>`count(*) filter (where state = 'waiting')`.as('waiting'),
      sql<Date | null>`max(last_at) filter (where state = 'delivered')`.as('last'),
    ])
    .where('endpoint_id', '=', endpointId)
    .executeTakeFirstOrThrow();
  const failing = await reader
    .selectFrom('sending')
    .select(sql<Date | null>`min(first_at)`.as('since'))
    .where('endpoint_id', '=', endpointId)
    .where('state', '!=', 'delivered')
    .where('first_at', '>', row.last ?? new Date(0))
    .executeTakeFirst();
  return {
    delivered: row.delivered,
    failed: row.failed,
    waiting: row.waiting,
    lastDeliveredAt: row.last?.toISOString() ?? null,
    failingSince: failing?.since?.toISOString() ?? null,
  };
}

export interface SendingQuery {
  endpoint?: string | undefined;
  state?: SendingState | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** Newest first. */
export async function listSendings(
  reader: Reader,
  { endpoint, state, cursor, limit }: SendingQuery,
): Promise<{ items: SendingSummary[]; next: string | null }> {
  let query = reader
    .selectFrom('sending')
    .selectAll()
    .orderBy('sending_id', 'desc')
    .limit(limit + 1);
  if (endpoint) query = query.where('endpoint_id', '=', endpoint);
  if (state) query = query.where('state', '=', state);
  if (cursor) query = query.where('sending_id', '<', readCursor(cursor, 'sendings').id);
  const rows = await query.execute();
  const items = rows.slice(0, limit).map(sendingSummary);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? writeCursor({ at: '', id: last.id }, 'sendings') : null };
}

const sendingSummary = (row: SendingRow): SendingSummary => ({
  id: row.sending_id,
  endpointId: row.endpoint_id,
  eventId: row.event_id,
  type: row.type,
  state: row.state,
  attempts: row.attempts,
  plannedAt: row.planned_at.toISOString(),
  lastAt: row.last_at?.toISOString() ?? null,
  lastStatus: row.last_status,
  problem: row.problem,
  nextAt: row.next_at?.toISOString() ?? null,
});

/** `events`: the sending's own stream. */
export async function viewSending(reader: Reader, id: string, events: OpenEvent[]): Promise<SendingView> {
  const row = await reader.selectFrom('sending').selectAll().where('sending_id', '=', id).executeTakeFirst();
  if (!row) throw new Failure('not-found', 'there is no such sending');
  const [first] = events;
  const body = first?.type === 'sending.planned' ? (first.secret?.body ?? '') : '';
  return { ...sendingSummary(row), body, log: events.flatMap(attemptOf) };
}

function attemptOf(event: OpenEvent): Attempt[] {
  if (event.type !== 'sending.attempted') return [];
  const { outcome, status, ms, problem } = event.data;
  return [{ at: event.at, outcome, status, ms, problem, answer: event.secret?.answer ?? '' }];
}
