// Receiving: bytes to the blobs, then one event. The same bytes twice are one document.
import { basename } from 'node:path';
import { largestDocument } from '@vito/contracts/document';
import type { EventData } from '@vito/contracts/event';
import { newId } from '@vito/contracts/ids';
import { Failure } from '@vito/runtime/failure';
import { type Blobs, measure } from '../platform/blobs.js';
import type { Database } from '../platform/database.js';
import type { Context } from '../spine/context.js';
import { DoneBefore, type EventStore, MovedOn, type Once, type Staged } from '../spine/event-store.js';
import type { Vault } from '../spine/vault.js';
import { document } from './document.js';

export interface Received {
  documentId: string;
  duplicate: boolean;
}

export interface ReceiveInput {
  name: string;
  mediaType: string;
  bytes: AsyncIterable<Uint8Array>;
  source: EventData<'document.received'>['source'];
  parentId?: string;
  /** The caller's Idempotency-Key: the same key is the same document, for ever. */
  idempotencyKey?: string;
  /** What somebody deleted is not put in again: its document is the answer. */
  unlessDeleted?: boolean;
}

export interface PrepareDeps {
  database: Database;
  store: EventStore;
  blobs: Blobs;
}

export interface ReceiveDeps extends PrepareDeps {
  vault: Vault;
}

const tries = 5;

/** Stores the bytes durably and records that they came in. Throws Failure('too-large' | 'invalid' | 'conflict' | 'unavailable'). */
export async function receive(deps: ReceiveDeps, ctx: Context, input: ReceiveInput): Promise<Received> {
  const keyed = input.idempotencyKey ? await idempotencyKey(deps.vault, ctx, input.idempotencyKey) : null;
  const known = keyed && (await deps.store.onceTaken(ctx.tenant, keyed));
  // Compared only, not kept: bytes that are refused must not stay.
  if (known) return sameBytes(deps, ctx, known, await addressOf(deps.vault, ctx, input.bytes));
  const blob = await deps.blobs.put(ctx.tenant, input.bytes, largestDocument);
  for (let attempt = 1; ; attempt++) {
    const taken = keyed && (await deps.store.onceTaken(ctx.tenant, keyed));
    if (taken) return sameBytes(deps, ctx, taken, blob.address);
    const prepared = await prepare(deps, ctx, { ...input, address: blob.address, size: blob.size });
    const [received, staged, once] =
      'documentId' in prepared
        ? [prepared, input.source === 'attachment' ? [] : await alone(deps.store, ctx, prepared.documentId), []]
        : [{ documentId: prepared.staged.stream, duplicate: false }, [prepared.staged], [prepared.once]];
    const key = keyed ? [{ key: keyed, stream: received.documentId }] : [];
    try {
      await deps.store.commit(ctx, staged, { once: [...once, ...key] });
      return received;
    } catch (error) {
      if (!(error instanceof DoneBefore || error instanceof MovedOn) || attempt >= tries) throw error; // somebody was first: look again
    }
  }
}

/** Somebody puts in by itself what so far was only an attachment: it no longer goes when its mail is deleted. */
async function alone(store: EventStore, ctx: Context, documentId: string): Promise<Staged[]> {
  const loaded = await store.load(ctx, document, documentId);
  if (!loaded.state.received?.parentId || loaded.state.state === 'deleted') return [];
  return [
    store.stage(ctx, document, loaded, [{ type: 'document.received-alone', data: {}, secret: {} }], { id: documentId }),
  ];
}

/** A stored blob as a staged `document.received`, or the document that already has these bytes. */
export async function prepare(
  deps: PrepareDeps,
  ctx: Context,
  input: Omit<ReceiveInput, 'bytes' | 'idempotencyKey'> & { address: string; size: number },
): Promise<{ staged: Staged; once: Once } | Received> {
  const key = await freeKey(deps, ctx, input.address, input.unlessDeleted ?? false);
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
async function freeKey(
  deps: PrepareDeps,
  ctx: Context,
  address: string,
  unlessDeleted: boolean,
): Promise<{ free: string } | { documentId: string }> {
  let deleted: string | null = null;
  for (let generation = 1; ; generation++) {
    const key = `bytes ${address} ${generation}`;
    const taken = await deps.store.onceTaken(ctx.tenant, key);
    if (!taken) {
      if (unlessDeleted && deleted) return { documentId: deleted };
      if (generation > 1 && !(await deps.blobs.has(ctx.tenant, address))) throw beingDeleted();
      return { free: key };
    }
    const { state } = await deps.store.load(ctx, document, taken);
    if (state.state !== 'deleted') return { documentId: taken };
    deleted = taken;
    if (!unlessDeleted && (await purgePending(deps.database, ctx.tenant, taken))) throw beingDeleted();
  }
}

/** The bytes that were just found may be purged at any moment until the earlier document's deletion is through. */
const beingDeleted = () =>
  new Failure('unavailable', 'a document with the same bytes is just being deleted: send it again in a moment', {
    retryAfter: 1,
  });

async function purgePending(database: Database, tenant: string, documentId: string): Promise<boolean> {
  return database.read(tenant, async (reader) => {
    const waiting = reader.selectFrom('outbox').select('event_id').where('stream', '=', documentId);
    const working = reader
      .selectFrom('work')
      .select('event_id')
      .where('stream', '=', documentId)
      .where('subscription', '=', 'purge-document');
    return (await waiting.unionAll(working).execute()).length > 0;
  });
}

async function sameBytes(deps: ReceiveDeps, ctx: Context, taken: string, address: string): Promise<Received> {
  const { state } = await deps.store.load(ctx, document, taken);
  if (state.received?.address !== address) {
    throw new Failure(
      'conflict',
      'this Idempotency-Key was used for other bytes before: use a new key for a new document',
    );
  }
  if (state.state === 'deleted') {
    throw new Failure(
      'conflict',
      'the document of this Idempotency-Key was deleted since: use a new key to put it in again',
    );
  }
  return { documentId: taken, duplicate: true };
}

/** Where these bytes would be kept. */
async function addressOf(vault: Vault, ctx: Context, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const measured = measure(bytes, (await vault.blobKeys(ctx.tenant)).mac, largestDocument);
  for await (const _ of measured.bytes);
  return measured.result().address;
}

/** A caller's key may hold anything, so only its keyed hash is kept. */
async function idempotencyKey(vault: Vault, ctx: Context, key: string): Promise<string> {
  return `idempotency ${await vault.fingerprint(ctx.tenant, key)}`;
}

/** The file's own name: no folders, no control characters, at most 255 characters. */
export function cleanName(name: string): string {
  const cleaned = basename(name.replaceAll('\\', '/'))
    .replace(/\p{Cc}/gu, '')
    .trim();
  return cleaned.slice(0, 255) || 'unnamed';
}
