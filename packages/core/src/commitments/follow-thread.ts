// Following: work after an extraction. What a whole thread says of its commitments, compared with what was recorded of it.
import { isDeepStrictEqual } from 'node:util';
import type { Reading } from '@vito/contracts/reading';
import type { CommitmentLife } from '@vito/understanding/life';
import type { Loaded } from '../spine/aggregate.js';
import type { Context } from '../spine/context.js';
import type { Draft, OpenEvent } from '../spine/event.js';
import { type EventStore, MovedOn, type Staged } from '../spine/event-store.js';
import { commitment, withHeard } from './commitment.js';
import type { Commitment } from './layers.js';
import { suggestionOf } from './standing.js';
import { type Said, type Thread, threadSays } from './thread-says.js';

/** What following needs of the documents; app.ts hands it over, since modules never import each other. */
export interface FollowDeps {
  store: EventStore;
  /** All read documents of the thread that a document stands in, oldest first; empty when it is deleted. */
  placesIn: (tenant: string, documentId: string) => Promise<{ id: string; version: number }[]>;
  readingsOf: (tenant: string, documentIds: string[]) => Promise<Map<string, Reading>>;
  zoneOf: (tenant: string) => Promise<string>;
  /** Pure, run where it does not block the server. */
  lives: (readings: Reading[], context: { zone: string }, signal: AbortSignal) => Promise<CommitmentLife[]>;
  /** The commitments of these documents. */
  commitmentsIn: (tenant: string, documentIds: string[]) => Promise<Loaded<Commitment>[]>;
  /** Work that has not begun, or leads to such, will look at the whole thread of these documents after this event. */
  isAwaited: (tenant: string, documentIds: string[], after: string) => Promise<boolean>;
}

/** A thread is heard from its latest messages: this many (some 10 ms each). What older ones said stays as it was recorded. */
const heardAtMost = 100;
const tries = 6;

export async function followThread(
  deps: FollowDeps,
  ctx: Context,
  event: OpenEvent,
  signal: AbortSignal,
): Promise<void> {
  // Nothing holds a whole thread still. So the work is finished only once all was looked at after the last word was
  // written: whoever wrote from an older state looks again, and puts it right.
  const { work: _, ...plain } = ctx;
  let thread: Thread | null = null;
  let heard: unknown = null;
  for (let attempt = 1; ; attempt++) {
    const places = await deps.placesIn(ctx.tenant, event.stream);
    const ids = places.map(({ id }) => id);
    if (ids.length === 0) return deps.store.commit(ctx, []);
    if (attempt === 1 && (await deps.isAwaited(ctx.tenant, ids, event.id))) return deps.store.commit(ctx, []);
    const known = await deps.commitmentsIn(ctx.tenant, ids);
    if (known.length === 0) return deps.store.commit(ctx, []);
    if (!thread || !isDeepStrictEqual(heard, places)) thread = await hearThread(deps, ctx.tenant, ids, signal);
    heard = places;
    const staged = [...threadSays(thread, known)].flatMap(([one, said]) => changeOf(deps.store, plain, one, said));
    if (staged.length === 0) return deps.store.commit(ctx, []);
    try {
      await deps.store.commit(plain, staged);
    } catch (error) {
      if (!(error instanceof MovedOn)) throw error;
    }
    if (attempt >= tries) throw new MovedOn('the thread does not stand still: looked at again later');
  }
}

async function hearThread(deps: FollowDeps, tenant: string, ids: string[], signal: AbortSignal): Promise<Thread> {
  const latest = ids.slice(-heardAtMost);
  const readings = await deps.readingsOf(tenant, latest);
  const heard = latest.flatMap((id) => {
    const reading = readings.get(id);
    return reading ? [{ id, reading }] : [];
  });
  const zone = await deps.zoneOf(tenant);
  const lives = await deps.lives(
    heard.map(({ reading }) => reading),
    { zone },
    signal,
  );
  return { all: new Set(ids), heard: heard.map(({ id, reading }) => ({ id, pageAt: pagesOf(reading) })), lives };
}

/** The 1-based page at an offset; null where there are no pages. */
function pagesOf({ pages }: Reading): (offset: number) => number | null {
  const outline = pages.map(({ page, start, end }) => ({ page, start, end }));
  return (offset) =>
    outline.find(({ start, end }) => offset >= start && offset < Math.max(end, start + 1))?.page ?? null;
}

function changeOf(store: EventStore, ctx: Context, known: Loaded<Commitment>, said: Said): Staged[] {
  const { state } = known;
  const drafts: Draft[] = [];
  if (state.restates !== said.restates) {
    drafts.push({ type: 'commitment.restated', data: { of: said.restates }, secret: {} });
  }
  const debtor = said.handedOver?.debtor ?? null;
  if (!isDeepStrictEqual(state.heard, said.heard) || !isDeepStrictEqual(state.heardDebtor, debtor)) {
    drafts.push(followed(state, said));
  }
  if (drafts.length === 0) return [];
  return [store.stage(ctx, commitment, known, drafts, { id: said.handedOver?.documentId ?? known.stream })];
}

function followed(state: Commitment, { heard, handedOver }: Said): Draft {
  const after = withHeard(state, heard, handedOver?.debtor ?? null);
  return {
    type: 'commitment.followed',
    data: {
      from: state.terms.status,
      status: after.terms.status,
      fromDue: state.terms.due,
      due: after.terms.due,
      suggests: suggestionOf(after)?.suggests ?? null,
      evidence: heard,
    },
    secret: handedOver ? { debtor: handedOver.debtor } : {},
  };
}
