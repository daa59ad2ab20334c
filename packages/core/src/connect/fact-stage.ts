// Facts of one commit: those of one thing go to one stream, in the order in which they came in.
import { isDeepStrictEqual } from 'node:util';
import type { FactOrigin, Mapped } from '@vito/contracts/webhook';
import type { Database } from '../platform/database.js';
import type { Loaded } from '../spine/aggregate.js';
import type { Context } from '../spine/context.js';
import type { Draft } from '../spine/event.js';
import type { EventStore, Staged } from '../spine/event-store.js';
import { loadAll } from '../spine/load-all.js';
import type { Vault } from '../spine/vault.js';
import { type Fact, fact, factKey, isSameRecord, replaces } from './fact.js';
import { hashedText } from './hashed-id.js';
import type { Outcome } from './mapping/mapped.js';

type Told = Extract<Mapped, { fact: unknown }>['fact'];

interface FactDeps {
  database: Database;
  store: EventStore;
  vault: Vault;
}

/** What tells facts: a payload of a source, or a record of a connection. */
export interface Teller {
  from: FactOrigin;
  /** Where the mapping says nothing of it. */
  at: string;
  type: string;
  gone: boolean;
}

/** `add` returns the fact's id, or null for what need not be told; `staged` gives all that was added. */
export async function createFactStage(
  deps: FactDeps,
  ctx: Context,
  told: { from: FactOrigin; outcome: Outcome | undefined }[],
) {
  const idOf = await factIds(deps.vault, ctx.tenant);
  const ids = new Set<string>();
  for (const { from, outcome } of told) {
    if (!outcome || 'problem' in outcome) continue;
    for (const one of outcome.yields) if ('fact' in one) ids.add(idOf(tellerOf(from), one.fact.entity));
  }
  const known = new Map((await loadAll(deps, ctx.tenant, fact, [...ids])).map((one) => [one.stream, one]));
  const standing = new Map([...known].map(([id, { state }]) => [id, state]));
  const drafts = new Map<string, { teller: string; drafts: Draft[] }>();

  function add({ from, gone, ...usual }: Teller, told: Told): string | null {
    const teller = tellerOf(from);
    const id = idOf(teller, told.entity);
    const before = standing.get(id) ?? null;
    const next: Fact = {
      from,
      at: new Date(told.at ?? usual.at).toISOString(),
      gone,
      type: told.type || usual.type,
      entity: told.entity,
      title: told.title ?? `${told.type} · ${told.entity}`,
      data: told.data ?? {},
    };
    // A record's end ends only what it says itself; and what it says once more is no news.
    if (gone && !(before && isSameRecord(before.from, from))) return null;
    if (before && isSameRecord(before.from, from) && isDeepStrictEqual(before, next)) return id;
    if (!before || replaces(before, next)) standing.set(id, next);
    const own = drafts.get(id) ?? { teller, drafts: [] };
    drafts.set(id, own);
    const { type, entity, title, data, at } = next;
    own.drafts.push({ type: 'fact.recorded', data: { from, at, gone }, secret: { type, entity, title, data } });
    return id;
  }

  function staged(): Staged[] {
    return [...drafts].map(([id, own]) => {
      const loaded: Loaded<Fact | null> = known.get(id) ?? { stream: id, version: 0, state: null };
      return deps.store.stage(ctx, fact, loaded, own.drafts, { id: factKey(own.teller) });
    });
  }

  return { add, staged };
}

export type FactStage = Awaited<ReturnType<typeof createFactStage>>;

const tellerOf = (from: FactOrigin): string => ('key' in from ? from.connectionId : from.sourceId);

/** The id of what a source or a connection calls by a name: a keyed hash, the same for ever. */
async function factIds(vault: Vault, tenant: string): Promise<(teller: string, entity: string) => string> {
  const hash = await vault.fingerprints(tenant, 'fact');
  return (teller, entity) => `fct_${hashedText(hash(`${teller} ${entity}`))}`;
}
