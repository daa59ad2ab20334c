// Facts of one commit: those of one thing go to one stream, in the order in which they came in.
import type { Mapped } from '@vito/contracts/webhook';
import type { Database } from '../platform/database.js';
import type { Loaded } from '../spine/aggregate.js';
import type { Context } from '../spine/context.js';
import type { Draft } from '../spine/event.js';
import type { EventStore, Staged } from '../spine/event-store.js';
import { loadAll } from '../spine/load-all.js';
import type { Vault } from '../spine/vault.js';
import { type Fact, fact, factKey } from './fact.js';
import { hashedText } from './hashed-id.js';
import type { Outcome } from './mapping/mapped.js';
import type { Payload } from './payload.js';

type Told = Extract<Mapped, { fact: unknown }>['fact'];

interface FactDeps {
  database: Database;
  store: EventStore;
  vault: Vault;
}

/** `add` returns the fact's id; `staged` gives all that was added. */
export async function createFactStage(
  deps: FactDeps,
  ctx: Context,
  loaded: Loaded<Payload>[],
  outcomes: Map<string, Outcome>,
) {
  const idOf = await factIds(deps.vault, ctx.tenant);
  const ids = new Set<string>();
  for (const { stream, state } of loaded) {
    const outcome = outcomes.get(stream);
    if (!outcome || 'problem' in outcome) continue;
    for (const one of outcome.yields) if ('fact' in one) ids.add(idOf(state.sourceId, one.fact.entity));
  }
  const known = new Map((await loadAll(deps, ctx.tenant, fact, [...ids])).map((one) => [one.stream, one]));
  const drafts = new Map<string, { sourceId: string; drafts: Draft[] }>();

  function add(payloadId: string, { sourceId, receivedAt, content }: Payload, told: Told): string {
    const id = idOf(sourceId, told.entity);
    const own = drafts.get(id) ?? { sourceId, drafts: [] };
    drafts.set(id, own);
    const at = new Date(told.at ?? receivedAt).toISOString();
    const title = told.title ?? `${told.type} · ${told.entity}`;
    own.drafts.push({
      type: 'fact.recorded',
      data: { sourceId, payloadId, at },
      secret: { type: told.type || (content?.type ?? ''), entity: told.entity, title, data: told.data ?? {} },
    });
    return id;
  }

  function staged(): Staged[] {
    return [...drafts].map(([id, own]) => {
      const loaded: Loaded<Fact | null> = known.get(id) ?? { stream: id, version: 0, state: null };
      return deps.store.stage(ctx, fact, loaded, own.drafts, { id: factKey(own.sourceId) });
    });
  }

  return { add, staged };
}

/** The id of what a source calls by a name: a keyed hash, the same for ever. */
async function factIds(vault: Vault, tenant: string): Promise<(sourceId: string, entity: string) => string> {
  const hash = await vault.fingerprints(tenant, 'fact');
  return (sourceId, entity) => `fct_${hashedText(hash(`${sourceId} ${entity}`))}`;
}
