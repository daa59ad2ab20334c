// Mapping again: what would come out (a preview), and what comes out (a replay).
import type { MappingPreview, PayloadState } from '@vito/contracts/webhook';
import { Failure } from '@vito/runtime/failure';
import type { Database } from '../platform/database.js';
import type { Loaded } from '../spine/aggregate.js';
import type { Context } from '../spine/context.js';
import { type EventStore, MovedOn } from '../spine/event-store.js';
import { loadAll } from '../spine/load-all.js';
import { type MappingDeps, mapPayloads } from './mapping/mapped.js';
import { type Payload, payload } from './payload.js';
import { noSource, source } from './source.js';

interface ReplayDeps {
  database: Database;
  store: EventStore;
}

const page = 100;

/** Throws Failure('not-found'). */
export async function replayPayload(deps: ReplayDeps, ctx: Context, id: string): Promise<void> {
  if ((await replayAll(deps, ctx, [id])) === 0)
    throw new Failure('not-found', 'there is no such payload, or what it held was erased');
}

/** Those of a source that came in since then, oldest first; returns how many. */
export async function replaySource(
  deps: ReplayDeps,
  ctx: Context,
  sourceId: string,
  { since, only }: { since?: string | undefined; only?: PayloadState | undefined },
): Promise<number> {
  let replayed = 0;
  for (let after = ''; ; ) {
    const rows = await deps.database.read(ctx.tenant, (reader) => {
      let query = reader
        .selectFrom('payload')
        .select('payload_id')
        .where('source_id', '=', sourceId)
        .where('payload_id', '>', after)
        .orderBy('payload_id')
        .limit(page);
      if (since) query = query.where('received_at', '>=', new Date(since));
      if (only) query = query.where('state', '=', only);
      return query.execute();
    });
    if (rows.length === 0) return replayed;
    const ids = rows.map((row) => row.payload_id);
    replayed += await replayAll(deps, ctx, ids);
    after = ids.at(-1) as string;
  }
}

/** One that is being mapped at this very moment is seen to as well: whoever is second looks again. */
async function replayAll(deps: ReplayDeps, ctx: Context, ids: string[]): Promise<number> {
  for (;;) {
    const loaded = (await loadAll(deps, ctx.tenant, payload, ids)).filter(({ state }) => state.content !== null);
    const staged = loaded.map((one) =>
      deps.store.stage(ctx, payload, one, [{ type: 'payload.replayed', data: {}, secret: {} }], { id: one.stream }),
    );
    try {
      await deps.store.commit(ctx, staged);
      return loaded.length;
    } catch (error) {
      if (!(error instanceof MovedOn)) throw error;
    }
  }
}

/** What a mapping would make of the newest payloads of a source, or of one. Nothing is changed. */
export async function previewMapping(
  deps: ReplayDeps & MappingDeps,
  ctx: Context,
  sourceId: string,
  wanted: { mapping: string | null; payload?: string | undefined; limit: number },
): Promise<MappingPreview[]> {
  const { state } = await deps.store.load(ctx, source, sourceId);
  if (state.state === 'none' || state.state === 'removed') throw noSource();
  const loaded = await latest(deps, ctx.tenant, sourceId, wanted);
  const payloads = loaded.map((one) => one.state);
  const outcomes = await mapPayloads(deps, ctx.tenant, { kind: state.kind, mapping: wanted.mapping }, payloads);
  return loaded.map(({ stream, state: { content, receivedAt } }, index) => {
    const outcome = outcomes[index] ?? { problem: 'it was not mapped' };
    return {
      payloadId: stream,
      type: content?.type ?? '',
      receivedAt,
      ...('problem' in outcome ? { yields: [], problem: outcome.problem } : { yields: outcome.yields, problem: null }),
    };
  });
}

async function latest(
  deps: ReplayDeps,
  tenant: string,
  sourceId: string,
  wanted: { payload?: string | undefined; limit: number },
): Promise<Loaded<Payload>[]> {
  const rows = await deps.database.read(tenant, (reader) => {
    let query = reader
      .selectFrom('payload')
      .select('payload_id')
      .where('source_id', '=', sourceId)
      .orderBy('payload_id', 'desc')
      .limit(wanted.limit);
    if (wanted.payload) query = query.where('payload_id', '=', wanted.payload);
    return query.execute();
  });
  const ids = rows.map((row) => row.payload_id);
  const loaded = await loadAll(deps, tenant, payload, ids);
  return loaded.filter(({ state }) => state.content !== null).reverse();
}
