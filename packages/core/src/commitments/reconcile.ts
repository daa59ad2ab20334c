// Reconciling: what a document is found to promise now, compared with what it was found to promise before.
import { isDeepStrictEqual } from 'node:util';
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import type { EventData } from '@vito/contracts/event';
import { newId } from '@vito/contracts/ids';
import type { Reading } from '@vito/contracts/reading';
import { rulesVersion } from '@vito/understanding/extract';
import type { Loaded } from '../spine/aggregate.js';
import type { Context } from '../spine/context.js';
import type { Draft } from '../spine/event.js';
import type { EventStore, Staged } from '../spine/event-store.js';
import { commitment } from './commitment.js';
import type { Commitment } from './layers.js';

export interface ReconcileDeps {
  store: EventStore;
  /** Commitment streams that this document has made so far. */
  commitmentsOf: (tenant: string, documentId: string) => Promise<string[]>;
}

/** A finding, with what a model said of it where one did. */
export type Item = ExtractedCommitment & { check?: NonNullable<EventData<'commitment.proposed'>['check']> };

interface Place {
  documentId: string;
  reading: Reading;
  zone: string;
}

/** New ones are proposed, known ones read again where they changed, vanished ones withdrawn; what a person touched stays. */
export async function changesOf(
  deps: ReconcileDeps,
  ctx: Context,
  place: Place,
  found: readonly Item[],
): Promise<Staged[]> {
  const { documentId } = place;
  const ids = await deps.commitmentsOf(ctx.tenant, documentId);
  const known = await Promise.all(ids.map((id) => deps.store.load(ctx, commitment, id)));
  const staged: Staged[] = [];
  const matched = new Set<Loaded<Commitment>>();
  for (const item of found) {
    const body = bodyOf(place, item);
    const before = counterpart(
      known.filter((one) => !matched.has(one)),
      item,
    );
    if (!before) {
      const id = newId('commitment');
      const loaded = { stream: id, version: 0, state: commitment.initial };
      staged.push(
        deps.store.stage(ctx, commitment, loaded, [{ type: 'commitment.proposed', ...body }], { id: documentId }),
      );
      continue;
    }
    matched.add(before);
    if (before.state.touched || same(before.state, body)) continue;
    staged.push(
      deps.store.stage(ctx, commitment, before, [{ type: 'commitment.reread', ...body }], { id: documentId }),
    );
  }
  for (const gone of known) {
    if (matched.has(gone) || gone.state.touched || gone.state.gone) continue;
    const draft: Draft = { type: 'commitment.withdrawn', data: { reason: 'reread' }, secret: {} };
    staged.push(deps.store.stage(ctx, commitment, gone, [draft], { id: documentId }));
  }
  return staged;
}

function bodyOf({ documentId, reading, zone }: Place, item: Item) {
  const message = reading.messages.find((m) => m.start <= item.start && item.start < m.end) ?? reading.messages[0];
  return {
    data: {
      documentId,
      start: item.start,
      end: item.end,
      page: item.page,
      due: item.due,
      precision: item.precision,
      status: item.status,
      confidence: item.confidence,
      rule: item.rule,
      rulesVersion,
      saidAt: message?.sentAt ?? reading.meta.date,
      zone,
      ...(item.check ? { check: item.check } : {}),
    },
    secret: {
      quote: item.quote,
      debtor: item.debtor,
      creditor: item.creditor,
      action: item.action,
      condition: item.condition,
    },
  };
}

/** What was found of an item before: the same words, nearest first, wherever they stand now; else what stood in its place. */
function counterpart(known: Loaded<Commitment>[], item: Item): Loaded<Commitment> | undefined {
  const distance = ({ state }: Loaded<Commitment>) => Math.abs((state.found?.start ?? 0) - item.start);
  const sameWords = known.filter(({ state }) => state.quote === item.quote);
  return sameWords.sort((a, b) => distance(a) - distance(b))[0] ?? known.find(({ state }) => overlaps(state, item));
}

function overlaps(state: Commitment, item: Item): boolean {
  return state.found !== null && state.found.start < item.end && item.start < state.found.end;
}

function same(state: Commitment, body: ReturnType<typeof bodyOf>): boolean {
  const { found, quote, told } = state;
  const { debtor, creditor, action, condition } = told;
  // Not by their JSON: the database gives back the fields of what it stores in an order of its own.
  const before = { data: found, secret: { quote, debtor, creditor, action, condition } };
  return !state.gone && isDeepStrictEqual(before, body);
}
