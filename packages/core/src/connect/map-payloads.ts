// What payloads become: documents, messages and facts, by the mapping of their source; many of them in one commit.
import type { Mapped, Yield } from '@vito/contracts/webhook';
import type { Database } from '../platform/database.js';
import { changeRows } from '../platform/queries.js';
import type { Loaded } from '../spine/aggregate.js';
import type { Context } from '../spine/context.js';
import type { Draft, OpenEvent } from '../spine/event.js';
import { type EventStore, MovedOn, type Staged } from '../spine/event-store.js';
import { loadAll } from '../spine/load-all.js';
import type { Vault } from '../spine/vault.js';
import { createFactStage, type FactStage } from './fact-stage.js';
import { fileOf } from './mapping/file.js';
import { type MappingDeps, mapPayloads, type Outcome } from './mapping/mapped.js';
import { type Payload, payload, payloadKey } from './payload.js';
import { rawOf } from './payload-body.js';
import type { Sources } from './sources.js';

export interface MapDeps extends MappingDeps {
  database: Database;
  store: EventStore;
  vault: Vault;
  sources: Sources;
  /** Resolves when the door has a moment: what still comes in goes before. */
  lull: (signal: AbortSignal) => Promise<void>;
  /** Takes in a file as if it had been posted; returns its document. The same bytes are one document. */
  receive: (ctx: Context, file: { name: string; mediaType: string; bytes: Buffer }) => Promise<string>;
}

const tries = 6;
const mostWords = 200_000; // characters of a payload that search looks at

/** Work on `payload.received` and `payload.replayed`, of one tenant: finishes the work of `ctx` in its commit. */
export async function mapTogether(
  deps: MapDeps,
  ctx: Context,
  events: OpenEvent[],
  signal: AbortSignal,
): Promise<void> {
  const streams = [...new Set(events.map((event) => event.stream))].sort();
  await deps.lull(signal);
  for (let attempt = 1; ; attempt++) {
    const loaded = (await loadAll(deps, ctx.tenant, payload, streams)).filter(({ state }) => state.content !== null);
    const outcomes = await outcomesOf(deps, ctx.tenant, loaded, signal);
    await index(deps, ctx.tenant, loaded);
    const staged = await stageAll(deps, ctx, loaded, outcomes);
    try {
      return await deps.store.commit(ctx, staged);
    } catch (error) {
      if (!(error instanceof MovedOn) || attempt >= tries || signal.aborted) throw error;
    }
  }
}

/** By payload. Those of one source are mapped at once. */
async function outcomesOf(
  deps: MapDeps,
  tenant: string,
  loaded: Loaded<Payload>[],
  signal: AbortSignal,
): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  for (const sourceId of new Set(loaded.map(({ state }) => state.sourceId))) {
    const own = loaded.filter(({ state }) => state.sourceId === sourceId);
    const known = await deps.sources.byId(sourceId);
    if (!known || known.source.state === 'removed') continue; // what is left of it is about to be erased
    const payloads = own.map(({ state }) => state);
    const results = await mapPayloads(deps, tenant, known.source, payloads, signal);
    for (const [index, { stream }] of own.entries()) outcomes.set(stream, results[index] as Outcome);
  }
  return outcomes;
}

async function stageAll(
  deps: MapDeps,
  ctx: Context,
  loaded: Loaded<Payload>[],
  outcomes: Map<string, Outcome>,
): Promise<Staged[]> {
  const facts = await createFactStage(
    deps,
    ctx,
    loaded.map(({ stream, state }) => ({ from: originOf(stream, state), outcome: outcomes.get(stream) })),
  );
  const staged: Staged[] = [];
  for (const one of loaded) {
    const outcome = outcomes.get(one.stream);
    if (!outcome) continue;
    const draft: Draft =
      'problem' in outcome
        ? { type: 'payload.unmapped', data: {}, secret: { problem: outcome.problem } }
        : {
            type: 'payload.mapped',
            data: { yields: await yieldsOf(deps, ctx, one, outcome.yields, facts.add) },
            secret: {},
          };
    const key = payloadKey(one.state.sourceId, new Date(one.state.receivedAt));
    staged.push(deps.store.stage(ctx, payload, one, [draft], { id: key }));
  }
  return [...staged, ...facts.staged()];
}

async function yieldsOf(
  deps: MapDeps,
  ctx: Context,
  { stream, state }: Loaded<Payload>,
  mapped: Mapped[],
  addFact: FactStage['add'],
): Promise<Yield[]> {
  const { work: _, ...plain } = ctx; // what it becomes is kept first: the work is done only with the last commit
  const { receivedAt: at } = state;
  const teller = { from: originOf(stream, state), at, type: state.content?.type ?? '', gone: false };
  const yields: Yield[] = [];
  for (const [index, one] of mapped.entries()) {
    const id =
      'fact' in one
        ? addFact(teller, one.fact)
        : await deps.receive(plain, await fileOf(one, `${stream}-${index}`, at));
    if (id !== null) yields.push({ kind: 'fact' in one ? 'fact' : 'document', id });
  }
  return yields;
}

const originOf = (payloadId: string, { sourceId }: Payload) => ({ sourceId, payloadId });

/** Makes payloads findable by their words. Done twice it is the same. */
async function index(deps: MapDeps, tenant: string, loaded: Loaded<Payload>[]): Promise<void> {
  if (loaded.length === 0) return;
  const texts = await Promise.all(
    loaded.map(async ({ state }) => {
      const raw = await rawOf(deps.blobs, tenant, state);
      const words = raw.subarray(0, mostWords).toString('utf8').replaceAll('\0', ' ');
      return `${state.content?.type} ${state.content?.externalId} ${words}`;
    }),
  );
  await changeRows(deps.database, tenant, ({ query }) =>
    query(
      `insert into vito.payload_words (tenant_id, payload_id, words)
       select $1, p.id, to_tsvector('simple', p.words) from unnest($2::text[], $3::text[]) as p (id, words)
       on conflict (tenant_id, payload_id) do nothing`,
      [tenant, loaded.map(({ stream }) => stream), texts],
    ),
  );
}
