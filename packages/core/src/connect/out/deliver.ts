// One attempt at a sending: signed, sent, and recorded together with when it is tried again.
import type { EventData } from '@vito/contracts/event';
import type { Database } from '../../platform/database.js';
import type { Loaded } from '../../spine/aggregate.js';
import type { Context } from '../../spine/context.js';
import type { Draft, OpenEvent } from '../../spine/event.js';
import type { EventStore, Staged } from '../../spine/event-store.js';
import { type Endpoint, endpoint } from './endpoint.js';
import type { Pace } from './pace.js';
import { delayAfter, retryAfterOf } from './schedule.js';
import { type Sending, sending, sendingKey } from './sending.js';
import { signed } from './sign.js';

/** What came of a request: an answer, or the reason why there is none. */
export type Answer =
  | { status: number; headers: Record<string, string>; body: string; ms: number }
  | { problem: string; ms: number };

export interface DeliverDeps {
  database: Database;
  store: EventStore;
  pace: Pace;
  send: (request: {
    url: string;
    headers: Record<string, string>;
    body: string;
    signal: AbortSignal;
  }) => Promise<Answer>;
}

const failingDays = 5;
const busy = [429, 502, 503, 504];
type Attempted = EventData<'sending.attempted'>;

/** Work on `sending.planned` and `sending.replayed`. */
export async function deliver(deps: DeliverDeps, ctx: Context, event: OpenEvent, signal: AbortSignal): Promise<void> {
  const loaded = await deps.store.load(ctx, sending, event.stream);
  const { state } = loaded;
  if (state.state !== 'waiting') return deps.store.commit(ctx, []); // sent meanwhile, by a replay
  const to = await deps.store.load(ctx, endpoint, state.endpointId);
  if (to.state.state !== 'open' || state.body === null) return giveUp(deps, ctx, loaded, offReason(to.state));
  const wait =
    (await behind(deps, ctx.tenant, to.state, state)) ?? (await deps.pace.begin(state.endpointId, Date.now()));
  if (wait !== null) return deps.store.commit(ctx, [], { again: wait });
  try {
    const answer = await attempt(deps, to.state, loaded, signal);
    if (!signal.aborted) await record(deps, ctx, loaded, to, answer);
  } finally {
    deps.pace.end(state.endpointId);
  }
}

function attempt(
  deps: DeliverDeps,
  { url, secrets }: Endpoint,
  { stream, state }: Loaded<Sending>,
  signal: AbortSignal,
) {
  const now = new Date();
  const living = secrets.flatMap(({ value, until }) =>
    value !== null && (until === null || Date.parse(until) > now.getTime()) ? value : [],
  );
  const body = state.body ?? '';
  return deps.send({ url, headers: signed(stream, body, living, now), body, signal });
}

async function record(
  deps: DeliverDeps,
  ctx: Context,
  loaded: Loaded<Sending>,
  to: Loaded<Endpoint>,
  answer: Answer,
): Promise<void> {
  const { state } = loaded;
  const now = Date.now();
  const status = 'status' in answer ? answer.status : null;
  if (status !== null && status >= 200 && status < 300)
    return commit(
      deps,
      ctx,
      loaded,
      { outcome: 'delivered', status, ms: answer.ms, problem: null, next: null },
      answer,
    );
  const problem = 'problem' in answer ? answer.problem : `answered with ${status}`;
  const asked = 'headers' in answer ? retryAfterOf(answer.headers['retry-after'], now) : 0;
  if (status !== null && busy.includes(status)) deps.pace.pause(state.endpointId, now + Math.max(asked, 5) * 1000);
  const delay = status === 410 ? null : delayAfter(state.attempts + 1, asked, Math.random());
  const next = delay === null ? null : new Date(now + delay * 1000).toISOString();
  const outcome: Attempted = { outcome: delay === null ? 'given-up' : 'failed', status, ms: answer.ms, problem, next };
  const reason =
    status === 410 ? 'gone' : (await failsForDays(deps.database, ctx.tenant, loaded, now)) ? 'failing' : null;
  const off: Staged[] = reason
    ? [
        deps.store.stage(ctx, endpoint, to, [{ type: 'endpoint.disabled', data: { reason }, secret: {} }], {
          id: to.stream,
        }),
      ]
    : [];
  await commit(deps, ctx, loaded, outcome, answer, off, delay ?? undefined);
}

function commit(
  deps: DeliverDeps,
  ctx: Context,
  loaded: Loaded<Sending>,
  data: Attempted,
  answer: Answer,
  more: Staged[] = [],
  again?: number,
): Promise<void> {
  const secret = 'body' in answer && answer.body ? { answer: answer.body } : {};
  const draft: Draft = { type: 'sending.attempted', data, secret };
  const key = sendingKey(loaded.state.endpointId, new Date(loaded.state.plannedAt));
  const staged = deps.store.stage(ctx, sending, loaded, [draft], { id: key });
  return deps.store.commit(ctx, [staged, ...more], again === undefined ? {} : { again });
}

function giveUp(deps: DeliverDeps, ctx: Context, loaded: Loaded<Sending>, problem: string): Promise<void> {
  return commit(
    deps,
    ctx,
    loaded,
    { outcome: 'given-up', status: null, ms: 0, problem, next: null },
    { problem, ms: 0 },
  );
}

const offReason = ({ state }: Endpoint): string =>
  state === 'disabled' ? 'the endpoint is switched off' : 'the endpoint was removed';

/** Seconds to wait for one before it that is about the same thing; null: it may go. */
async function behind(
  deps: DeliverDeps,
  tenant: string,
  { ordered }: Endpoint,
  state: Sending,
): Promise<number | null> {
  if (!ordered || state.seq === null) return null;
  const first = await deps.database.read(tenant, (reader) =>
    reader
      .selectFrom('sending')
      .select('next_at')
      .where('endpoint_id', '=', state.endpointId)
      .where('about', '=', state.about)
      .where('state', '=', 'waiting')
      .where('seq', '<', state.seq)
      .limit(1)
      .executeTakeFirst(),
  );
  if (!first) return null;
  const wait = first.next_at ? (first.next_at.getTime() - Date.now()) / 1000 : 0;
  return Math.min(60, Math.max(0.2, wait));
}

/** Nothing has been delivered since this sending was first tried, and that was days ago. */
async function failsForDays(
  database: Database,
  tenant: string,
  { state }: Loaded<Sending>,
  now: number,
): Promise<boolean> {
  if (!state.firstAt || now - Date.parse(state.firstAt) < failingDays * 86_400_000) return false;
  const delivered = await database.read(tenant, (reader) =>
    reader
      .selectFrom('sending')
      .select('sending_id')
      .where('endpoint_id', '=', state.endpointId)
      .where('state', '=', 'delivered')
      .where('last_at', '>=', new Date(state.firstAt as string))
      .limit(1)
      .executeTakeFirst(),
  );
  return delivered === undefined;
}
