// Drafts: documents that a run wrote. They are kept, read and found as any other; nothing in them counts as promised.
import { Failure } from '@vito/runtime/failure';
import type { Context } from '../spine/context.js';
import { deleteDocument } from './delete-document.js';
import { document } from './document.js';
import { type ReceiveDeps, receive } from './receive.js';

export interface Draft {
  name: string;
  mediaType: string;
  text: string;
  /** The same for every attempt at it. */
  key: string;
}

/** `own`: this actor wrote it, now or at an earlier attempt; otherwise the company had these very words before. */
export async function draft(
  deps: ReceiveDeps,
  ctx: Context,
  { name, mediaType, text, key }: Draft,
): Promise<{ documentId: string; own: boolean }> {
  const bytes = (async function* () {
    yield Buffer.from(text, 'utf8');
  })();
  const put = { name, mediaType, bytes, source: 'run' as const, idempotencyKey: `draft ${key}` };
  const { documentId, duplicate } = await receive(deps, ctx, put);
  return { documentId, own: !duplicate || (await isOwn(deps, ctx, documentId)) };
}

/** Deletes a draft of this actor; nothing to do where it is gone already. */
export async function discardDraft(deps: ReceiveDeps, ctx: Context, documentId: string): Promise<void> {
  const { state } = await deps.store.load(ctx, document, documentId);
  if (state.state === 'none' || state.state === 'deleted' || !(await isOwn(deps, ctx, documentId))) return;
  await deleteDocument(deps, ctx, documentId).catch((error) => {
    if (!(error instanceof Failure && error.code === 'not-found')) throw error;
  });
}

async function isOwn({ store }: ReceiveDeps, { tenant, actor }: Context, documentId: string): Promise<boolean> {
  const [first] = await store.readStream(tenant, documentId);
  return first?.type === 'document.received' && first.data.source === 'run' && first.actor.id === actor.id;
}
