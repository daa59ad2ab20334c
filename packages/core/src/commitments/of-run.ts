// What a run does to commitments: it makes one that no document tells, and acts on those there are; committed with its step.
import type { CommitmentStatus } from '@vito/contracts/commitment';
import { newId } from '@vito/contracts/ids';
import type { Party } from '@vito/contracts/reading';
import { Failure } from '@vito/runtime/failure';
import type { Context } from '../spine/context.js';
import type { Draft } from '../spine/event.js';
import { type EventStore, MovedOn, movedOn, type Staged } from '../spine/event-store.js';
import { type Deed, decide, requireDay, requireSomebody } from './act.js';
import { commitment } from './commitment.js';
import { precisionOf } from './due.js';

export interface OfRunDeps {
  store: EventStore;
  /** In which a civil day ends. */
  zoneOf: (tenant: string) => Promise<string>;
}

export interface Statement {
  runId: string;
  debtor: Party | null;
  creditor: Party | null;
  action: string;
  due: string | null;
  condition: string | null;
  status: Extract<CommitmentStatus, 'proposed' | 'accepted'>;
  saidAt: Date;
}

/** Throws Failure('invalid') for a day that there is not, or a party that is nobody. */
export async function stageStatement(
  { store, zoneOf }: OfRunDeps,
  ctx: Context,
  { runId, debtor, creditor, action, due, condition, status, saidAt }: Statement,
): Promise<{ commitmentId: string; staged: Staged }> {
  requireDay(due);
  for (const party of [debtor, creditor]) if (party) requireSomebody(party);
  const id = newId('commitment');
  const zone = await zoneOf(ctx.tenant);
  const draft: Draft = {
    type: 'commitment.stated',
    data: { runId, due, precision: precisionOf(due), status, saidAt: saidAt.toISOString(), zone },
    secret: { debtor, creditor, action, condition },
  };
  const loaded = { stream: id, version: 0, state: commitment.initial };
  return { commitmentId: id, staged: store.stage(ctx, commitment, loaded, [draft], { id, isNew: true }) };
}

/** `version`: of the stream, after it. Throws as `act`. */
export async function stageDeed(
  store: EventStore,
  ctx: Context,
  id: string,
  deed: Deed,
): Promise<{ version: number; staged: Staged }> {
  const loaded = await store.load(ctx, commitment, id);
  const drafts = [decide(loaded.state, deed)];
  const staged = store.stage(ctx, commitment, loaded, drafts, { id: loaded.state.found?.documentId ?? id });
  return { version: staged.after.version, staged };
}

/** What makes each deed undone. */
export interface Past {
  commitmentId: string;
  /** Of the stream, after what is to be taken back. */
  version: number;
}

const tries = 6;

/**
 * Takes back what a run did, as long as nobody acted since. Once it is taken back, that is so the second time too.
 * Throws Failure('conflict') where somebody acted on it since.
 */
export async function takeBack(store: EventStore, ctx: Context, { commitmentId, version }: Past): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const loaded = await store.load(ctx, commitment, commitmentId);
    const events = await store.readStream(ctx.tenant, commitmentId);
    const standing = standingSince(events.slice(version).map(({ type }) => type));
    const isStatement = events[version - 1]?.type === 'commitment.stated';
    if (standing === 'gone' || (isStatement && loaded.state.terms.hidden === 'dismissed')) return;
    if (standing === 'covered') {
      throw new Failure('conflict', 'somebody acted on this commitment since: take the change back by hand');
    }
    const draft = decide(loaded.state, { verb: isStatement ? 'dismiss' : 'undo', input: {} });
    const key = { id: loaded.state.found?.documentId ?? commitmentId };
    try {
      return await store.commit(ctx, [store.stage(ctx, commitment, loaded, [draft], key)]);
    } catch (error) {
      if (!(error instanceof MovedOn)) throw error;
      if (attempt >= tries) throw movedOn();
    }
  }
}

/** Whether a deed is the last that stands, by the types of what came after it: each `undone` takes one away. */
function standingSince(types: readonly string[]): 'last' | 'covered' | 'gone' {
  let above = 0;
  for (const type of types) {
    if (notDeeds.has(type)) continue;
    above += type === 'commitment.undone' ? -1 : 1;
    if (above < 0) return 'gone';
  }
  return above === 0 ? 'last' : 'covered';
}

/** What documents and threads tell of a commitment covers no deed. */
const notDeeds = new Set<string>(['commitment.followed', 'commitment.restated', 'commitment.reread']);
