// Receiving: bytes to the blobs, then one event. The same bytes twice are one document.
import { basename } from 'node:path';
import { newId } from '@vito/contracts/ids';
import { Failure } from '@vito/runtime/failure';
import type { Blobs } from '../platform/blobs.js';
import type { Database } from '../platform/database.js';
import type { Context } from '../spine/context.js';
import { DoneBefore, type EventStore, type Once, type Staged } from '../spine/event-store.js';
import type { Vault } from '../spine/vault.js';
import { document } from './document.js';

export const largestDocument = 50 * 1024 * 1024;

export interface Received {
  documentId: string;
  duplicate: boolean;
}

export interface ReceiveInput {
  name: string;
  mediaType: string;
  bytes: AsyncIterable<Uint8Array>;
  source: 'api' | 'attachment' | 'sample';
  parentId?: string;
  /** The caller's Idempotency-Key: the same key is the same document, for ever. */
  idempotencyKey?: string;
}

export interface PrepareDeps {
  database: Database;
  store: EventStore;
  blobs: Blobs;
}

export interface ReceiveDeps extends PrepareDeps {
  vault: Vault;
}

/** Stores the bytes durably and records that they came in. Throws Failure('too-large' | 'invalid'). */
export async function receive(deps: ReceiveDeps, ctx: Context, input: ReceiveInput): Promise<Received> {
  const keyed = input.idempotencyKey ? await idempotencyKey(deps.vault, ctx, input.idempotencyKey) : null;
  const blob = await deps.blobs.put(ctx.tenant, input.bytes, largestDocument);
  if (keyed) {
    const taken = await deps.store.onceTaken(ctx.tenant, keyed);
    if (taken) return sameBytes(deps, ctx, taken, blob.address);
  }
  const prepared = await prepare(deps, ctx, { ...input, address: blob.address, size: blob.size });
  if ('documentId' in prepared) return prepared;
  const once = keyed ? [prepared.once, { key: keyed, stream: prepared.staged.stream }] : [prepared.once];
  try {
    await deps.store.commit(ctx, [prepared.staged], { once });
    return { documentId: prepared.staged.stream, duplicate: false };
  } catch (error) {
    if (!(error instanceof DoneBefore)) throw error;
    const taken = (await deps.store.onceTaken(ctx.tenant, prepared.once.key)) ?? (keyed && (await deps.store.onceTaken(ctx.tenant, keyed)));
    if (!taken) throw error;
    return keyed ? sameBytes(deps, ctx, taken, blob.address) : { documentId: taken, duplicate: true };
  }
}

/** A stored blob as a staged `document.received`, or the document that already has these bytes. */
export async function prepare(
  deps: PrepareDeps,
  ctx: Context,
  input: Omit<ReceiveInput, 'bytes' | 'idempotencyKey'> & { address: string; size: number },
): Promise<{ staged: Staged; once: Once } | Received> {
  const key = await freeKey(deps, ctx, input.address);
  if ('documentId' in key) return { documentId: key.documentId, duplicate: true };
  const documentId = newId('document');
  const staged = deps.store.stage(
    ctx,
    document,
    { stream: documentId, version: 0, state: document.initial },
    [
      {
        type: 'document.received',
        data: { address: input.address, size: input.size, parentId: input.parentId ?? null, source: input.source },
        secret: { name: cleanName(input.name), mediaType: input.mediaType },
      },
    ],
    { id: documentId, isNew: true },
  );
  return { staged, once: { key: key.free, stream: documentId } };
}

/** The once-key of these bytes: numbered anew each time the document that had them was deleted. */
async function freeKey(deps: PrepareDeps, ctx: Context, address: string): Promise<{ free: string } | { documentId: string }> {
  for (let generation = 1; ; generation++) {
    const key = `bytes ${address} ${generation}`;
    const taken = await deps.store.onceTaken(ctx.tenant, key);
    if (!taken) {
      if (generation > 1 && !(await deps.blobs.has(ctx.tenant, address))) throw beingDeleted();
      return { free: key };
    }
    const { state } = await deps.store.load(ctx, document, taken);
    if (state.state !== 'deleted') return { documentId: taken };
    if (await purgePending(deps.database, ctx.tenant, taken)) throw beingDeleted();
  }
}

/** The bytes that were just found may be purged at any moment until the earlier document's deletion is through. */
const beingDeleted = () =>
  new Failure('unavailable', 'a document with the same bytes is just being deleted: send it again in a moment', { retryAfter: 1 });

async function purgePending(database: Database, tenant: string, documentId: string): Promise<boolean> {
  return database.read(tenant, async (reader) => {
    const waiting = reader.selectFrom('outbox').select('event_id').where('stream', '=', documentId);
    const working = reader.selectFrom('work').select('event_id').where('stream', '=', documentId).where('subscription', '=', 'purge-document');
    return (await waiting.unionAll(working).execute()).length > 0;
  });
}

async function sameBytes(deps: ReceiveDeps, ctx: Context, taken: string, address: string): Promise<Received> {
  const { state } = await deps.store.load(ctx, document, taken);
  if (state.received?.address === address) return { documentId: taken, duplicate: true };
  throw new Failure('conflict', 'this Idempotency-Key was used for other bytes before: use a new key for a new document');
}

/** A caller's key may hold anything, so only its keyed hash is kept. */
async function idempotencyKey(vault: Vault, ctx: Context, key: string): Promise<string> {
  return `idempotency ${await vault.fingerprint(ctx.tenant, key)}`;
}

/** The file's own name: no folders, no control characters, at most 255 characters. */
export function cleanName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  const cleaned = basename(name.replaceAll('\\', '/')).replace(/[\u0000-\u001f\u007f]/g, '').trim();
  return cleaned.slice(0, 255) || 'unnamed';
}
