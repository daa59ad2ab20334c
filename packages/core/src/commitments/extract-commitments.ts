// Extraction: work on a reading and on changes of its thread. The rules' list is written at once; no model is waited for.
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import type { Reading } from '@vito/contracts/reading';
import { rulesVersion } from '@vito/understanding/extract';
import type { Context } from '../spine/context.js';
import type { Draft, OpenEvent } from '../spine/event.js';
import { type EventStore, MovedOn, type Staged } from '../spine/event-store.js';
import { commitment } from './commitment.js';
import { changesOf } from './reconcile.js';

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
  /** Of these documents, those that wait to be extracted: that will see whatever is read by now. */
  awaiting: (tenant: string, documentIds: string[]) => Promise<Set<string>>;
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
  // A thread that comes in at once grows with each of its messages: only the last time counts.
  const again = event.type !== 'document.read';
  if (again && (await deps.awaiting(ctx.tenant, [documentId])).size > 0) return deps.store.commit(ctx, []);
  for (let attempt = 1; ; attempt++) {
    // First of all: whatever happens to the document from here on (a deletion, another reading or extraction, a longer
    // thread) makes this commit fail, and all is looked at again. What was found in an older state never overwrites.
    const onDocument = await deps.onDocument(ctx, documentId);
    const thread = await deps.threadOf(ctx.tenant, documentId);
    if (!onDocument || !thread.reading) return deps.store.commit(ctx, []);
    const zone = await deps.zoneOf(ctx.tenant);
    const found = await deps.extract(thread.reading, { earlier: thread.earlier, zone }, signal);
    const staged = await changesOf(deps, ctx, { documentId, reading: thread.reading, zone }, found);
    staged.push(onDocument({ type: 'document.extracted', data: { rulesVersion, found: found.length }, secret: {} }));
    if (!again) {
      const awaiting = await deps.awaiting(ctx.tenant, thread.later);
      for (const later of thread.later) {
        const onLater = awaiting.has(later) ? null : await deps.onDocument(ctx, later);
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
