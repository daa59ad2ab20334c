// What happened is planned to be sent: for each endpoint that asked for it, one sending, its body fixed here.
import { newId } from '@vito/contracts/ids';
import type { TimelineEntry } from '@vito/contracts/timeline';
import type { ComputePool } from '../../platform/compute-pool.js';
import type { Database } from '../../platform/database.js';
import type { Context } from '../../spine/context.js';
import type { Draft, OpenEvent } from '../../spine/event.js';
import type { EventStore } from '../../spine/event-store.js';
import type { NewStreams } from '../../spine/new-streams.js';
import type { Vault } from '../../spine/vault.js';
import { wants } from './endpoint.js';
import { sending, sendingKey } from './sending.js';

export interface PlanDeps {
  database: Database;
  store: EventStore;
  vault: Vault;
  newSendings: NewStreams;
  evaluate: ComputePool['evaluate'];
  /** The events as the timeline tells them; those that people do not see are left out. */
  entriesOf: (tenant: string, eventIds: string[]) => Promise<TimelineEntry[]>;
}

interface Asked {
  endpointId: string;
  types: string[];
  filter: string | null;
}

/** Work on everything that people see: finishes the work of `ctx`. Planned twice it is one sending. */
export async function planSendings(
  deps: PlanDeps,
  ctx: Context,
  events: OpenEvent[],
  signal: AbortSignal,
): Promise<void> {
  const asked = await openEndpoints(deps.database, ctx.tenant);
  const wanted = events.filter(({ type }) => asked.some(({ types }) => wants(types, type)));
  const about = new Map(wanted.map((event) => [event.id, event.stream]));
  const entries = wanted.length > 0 ? await deps.entriesOf(ctx.tenant, [...about.keys()]) : [];
  for (const one of asked) {
    const fitting = await filtered(deps, one, entries.filter(({ type }) => wants(one.types, type)).map(bodyOf), signal);
    await Promise.all(
      fitting.map((body) => plan(deps, ctx, one.endpointId, { ...body, about: about.get(body.id) ?? '' })),
    );
  }
  await deps.store.commit(ctx, []);
}

async function openEndpoints(database: Database, tenant: string): Promise<Asked[]> {
  const rows = await database.read(tenant, (reader) =>
    reader
      .selectFrom('endpoint')
      .select(['endpoint_id', 'types', 'filter'])
      .where('open', '=', true)
      .orderBy('endpoint_id')
      .execute(),
  );
  return rows.map(({ endpoint_id, types, filter }) => ({ endpointId: endpoint_id, types, filter }));
}

interface Body {
  id: string;
  seq: number;
  type: string;
  json: Record<string, unknown>;
}

/** What is sent, by the shape that Standard Webhooks recommends. */
function bodyOf({ eventId, seq, type, at, actor, document, commitment, fact, run, change }: TimelineEntry): Body {
  const data = { id: eventId, seq, actor, document, commitment, fact, ...(run ? { run } : {}), change };
  return { id: eventId, seq, type, json: { type, timestamp: at, data } };
}

/** A condition that fails lets everything through: what its writer did not foresee is not lost. */
async function filtered(
  { evaluate }: PlanDeps,
  { filter }: Asked,
  bodies: Body[],
  signal: AbortSignal,
): Promise<Body[]> {
  if (filter === null || bodies.length === 0) return bodies;
  const inputs = bodies.map(({ json }) => json);
  const results = await evaluate(`$boolean((${filter}))`, inputs, signal).catch(() => null);
  return bodies.filter((_, index) => {
    const result = results?.[index];
    return !result || 'problem' in result || result.value === true;
  });
}

async function plan(
  deps: PlanDeps,
  ctx: Context,
  endpointId: string,
  { id, seq, type, json, about }: Body & { about: string },
): Promise<void> {
  await addSending(deps, ctx, { endpointId, eventId: id, seq, type, about }, json, `sending ${endpointId} ${id}`);
}

/** Returns the id of the sending that has the key. */
export async function addSending(
  deps: Pick<PlanDeps, 'store' | 'vault' | 'newSendings'>,
  ctx: Context,
  data: Extract<Draft, { type: 'sending.planned' }>['data'],
  json: Record<string, unknown>,
  key: string,
): Promise<string> {
  const { work: _, ...plain } = ctx;
  const dataKey = await deps.vault.keep(ctx.tenant, sendingKey(data.endpointId, new Date()));
  const draft: Draft = { type: 'sending.planned', data, secret: { body: JSON.stringify(json) } };
  const loaded = { stream: newId('sending'), version: 0, state: sending.initial };
  const staged = deps.store.stage(plain, sending, loaded, [draft], { id: dataKey.id });
  return deps.newSendings.add(ctx.tenant, { key, staged, dataKey });
}
