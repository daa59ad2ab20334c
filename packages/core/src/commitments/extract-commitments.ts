// Extraction: work on a reading and on changes of its thread. What a document promises, compared with what it promised before.
import { isDeepStrictEqual } from 'node:util';
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import { newId } from '@vito/contracts/ids';
import type { Reading } from '@vito/contracts/reading';
import { rulesVersion } from '@vito/understanding/extract';
import type { Loaded } from '../spine/aggregate.js';
import type { Context } from '../spine/context.js';
import type { Draft, OpenEvent } from '../spine/event.js';
import { type EventStore, MovedOn, type Staged } from '../spine/event-store.js';
import { commitment } from './commitment.js';
import type { Commitment } from './layers.js';

/** What extraction needs of the documents; app.ts hands it over, since modules never import each other. */
export interface DocumentThread {
  /** Null when the document was deleted meanwhile. */
  reading: Reading | null;
  /** The earlier documents of its thread, oldest first. */
  earlier: Reading[];
  /** Documents of its thread that were read before it came in, and see more of the thread since. */
  later: string[];
}

export interface ExtractDeps {
  store: EventStore;
  threadOf: (tenant: string, documentId: string) => Promise<DocumentThread>;
  zoneOf: (tenant: string) => Promise<string>;
  /** Pure extraction, run where it does not block the server. */
  extract: (
    reading: Reading,
    context: { earlier: Reading[]; zone: string },
    signal: AbortSignal,
  ) => Promise<ExtractedCommitment[]>;
  /** Commitment streams that this document has made so far. */
  commitmentsOf: (tenant: string, documentId: string) => Promise<string[]>;
  /** What stages a draft on a document's stream as it stands now, and not a moment later; null when it is deleted. */
  onDocument: (ctx: Context, documentId: string) => Promise<((draft: Draft) => Staged) | null>;
}

const tries = 5;

export async function extractCommitments(
  deps: ExtractDeps,
  ctx: Context,
  event: OpenEvent,
  signal: AbortSignal,
): Promise<void> {
  const documentId = event.stream;
  for (let attempt = 1; ; attempt++) {
    // First of all: whatever happens to the document from here on (a deletion, another reading or extraction, a longer
    // thread) makes this commit fail, and all is looked at again. What was found in an older state never overwrites.
    const onDocument = await deps.onDocument(ctx, documentId);
    const thread = await deps.threadOf(ctx.tenant, documentId);
    if (!onDocument || !thread.reading) return deps.store.commit(ctx, []);
    const zone = await deps.zoneOf(ctx.tenant);
    const found = await deps.extract(thread.reading, { earlier: thread.earlier, zone }, signal);
    const staged = await changesOf(deps, ctx, documentId, thread, found, zone);
    staged.push(onDocument({ type: 'document.extracted', data: { rulesVersion, found: found.length }, secret: {} }));
    if (event.type === 'document.read') {
      for (const later of thread.later) {
        const onLater = await deps.onDocument(ctx, later);
        if (onLater) staged.push(onLater({ type: 'document.thread-grown', data: { by: documentId }, secret: {} }));
      }
    }
    try {
      return await deps.store.commit(ctx, staged);
    } catch (error) {
      if (!(error instanceof MovedOn) || attempt >= tries) throw error;
    }
  }
}

/** New ones are proposed, known ones read again where they changed, vanished ones withdrawn; what a person touched stays. */
async function changesOf(
  deps: ExtractDeps,
  ctx: Context,
  documentId: string,
  thread: DocumentThread,
  found: ExtractedCommitment[],
  zone: string,
): Promise<Staged[]> {
  const ids = await deps.commitmentsOf(ctx.tenant, documentId);
  const known = await Promise.all(ids.map((id) => deps.store.load(ctx, commitment, id)));
  const staged: Staged[] = [];
  const matched = new Set<Loaded<Commitment>>();
  for (const item of found) {
    const body = bodyOf(documentId, thread.reading as Reading, item, zone);
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

function bodyOf(documentId: string, reading: Reading, item: ExtractedCommitment, zone: string) {
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
function counterpart(known: Loaded<Commitment>[], item: ExtractedCommitment): Loaded<Commitment> | undefined {
  const distance = ({ state }: Loaded<Commitment>) => Math.abs((state.found?.start ?? 0) - item.start);
  const sameWords = known.filter(({ state }) => state.quote === item.quote);
  return sameWords.sort((a, b) => distance(a) - distance(b))[0] ?? known.find(({ state }) => overlaps(state, item));
}

function overlaps(state: Commitment, item: ExtractedCommitment): boolean {
  return state.found !== null && state.found.start < item.end && item.start < state.found.end;
}

function same(state: Commitment, body: ReturnType<typeof bodyOf>): boolean {
  const { found, quote, told } = state;
  const { debtor, creditor, action, condition } = told;
  // Not by their JSON: the database gives back the fields of what it stores in an order of its own.
  const before = { data: found, secret: { quote, debtor, creditor, action, condition } };
  return !state.gone && isDeepStrictEqual(before, body);
}

/** Work on `document.deleted`: what was derived from the document is withdrawn and blanked. */
export async function withdrawCommitments(
  deps: Pick<ExtractDeps, 'store' | 'commitmentsOf'>,
  ctx: Context,
  event: OpenEvent,
): Promise<void> {
  const ids = await deps.commitmentsOf(ctx.tenant, event.stream);
  const staged: Staged[] = [];
  for (const id of ids) {
    const loaded = await deps.store.load(ctx, commitment, id);
    const draft: Draft = { type: 'commitment.withdrawn', data: { reason: 'document-deleted' }, secret: {} };
    staged.push(deps.store.stage(ctx, commitment, loaded, [draft], { id: event.stream }));
  }
  await deps.store.commit(ctx, staged);
}
