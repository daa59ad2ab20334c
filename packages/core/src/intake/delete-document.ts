// Deleting: the document and the attachments that came only with it end, their keys are destroyed, their bytes purged.
import { Failure } from '@vito/runtime/failure';
import type { Blobs } from '../platform/blobs.js';
import type { Database } from '../platform/database.js';
import { change } from '../spine/change.js';
import type { Context } from '../spine/context.js';
import type { Draft, OpenEvent } from '../spine/event.js';
import { type EventStore, MovedOn, movedOn, type Staged } from '../spine/event-store.js';
import type { Vault } from '../spine/vault.js';
import { document } from './document.js';
import { listenersOf, partsWithout } from './document-thread.js';
import { addressInUse } from './sweep-blobs.js';

const tries = 6;

/**
 * Records the deletion; commitments, key and bytes follow by work. Other messages of its thread are told in the
 * same commit, so that what they say is understood anew without it. Throws Failure('not-found' | 'conflict').
 */
export async function deleteDocument(
  { store, database }: { store: EventStore; database: Database },
  ctx: Context,
  documentId: string,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const loaded = await store.load(ctx, document, documentId);
    const { state } = loaded.state;
    if (state === 'none' || state === 'deleted') throw new Failure('not-found', 'there is no such document');
    const draft: Draft = { type: 'document.deleted', data: {}, secret: {} };
    const staged: Staged[] = [store.stage(ctx, document, loaded, [draft], { id: documentId })];
    for (const id of await toTell(database, ctx.tenant, documentId)) {
      const listener = await store.load(ctx, document, id);
      const told: Draft = { type: 'document.thread-shrunk', data: { by: documentId }, secret: {} };
      if (listener.state.state === 'read') staged.push(store.stage(ctx, document, listener, [told], { id }));
    }
    try {
      return await store.commit(ctx, staged);
    } catch (error) {
      if (!(error instanceof MovedOn)) throw error;
      if (attempt >= tries) throw movedOn();
    }
  }
}

/** Those that hear it; and of each part in which its thread is left one at least, so that all of it is followed anew. */
async function toTell(database: Database, tenant: string, documentId: string): Promise<string[]> {
  const listeners = new Set(await listenersOf(database, tenant, documentId));
  for (const part of await partsWithout(database, tenant, documentId)) {
    const last = part.at(-1);
    if (last && !part.some((id) => listeners.has(id))) listeners.add(last);
  }
  return [...listeners];
}

/** Reads an unreadable document once more. Throws Failure('not-found' | 'conflict'). */
export async function retryDocument(deps: { store: EventStore }, ctx: Context, documentId: string): Promise<void> {
  await change(deps.store, ctx, {
    aggregate: document,
    stream: documentId,
    keyOf: () => documentId,
    decide: ({ state }) => {
      if (state.state === 'none' || state.state === 'deleted')
        throw new Failure('not-found', 'there is no such document');
      if (state.state !== 'unreadable')
        throw new Failure('conflict', 'only a document that could not be read can be read again');
      return [{ type: 'document.retried', data: {}, secret: {} }];
    },
  });
}

export interface PurgeDeps {
  database: Database;
  store: EventStore;
  vault: Vault;
  blobs: Blobs;
}

/** Work on `document.deleted`: attachments that no other living document has are deleted too; the blob goes; the key is destroyed last. */
export async function purgeDocument(deps: PurgeDeps, ctx: Context, event: OpenEvent): Promise<void> {
  const { work: _, ...plain } = ctx;
  const { state } = await deps.store.load(plain, document, event.stream);
  for (const attachment of state.reading?.attachments ?? []) {
    if (await orphaned(deps.database, ctx.tenant, attachment))
      await deleteDocument(deps, plain, attachment).catch(ignoreGone);
  }
  if (state.received && !(await addressInUse(deps.database, ctx.tenant, state.received.address))) {
    await deps.blobs.delete(ctx.tenant, state.received.address);
  }
  await destroyKey(deps, ctx.tenant, event.stream);
  await deps.store.commit(ctx, []);
}

function ignoreGone(error: unknown): void {
  if (!(error instanceof Failure && error.code === 'not-found')) throw error;
}

async function orphaned(database: Database, tenant: string, documentId: string): Promise<boolean> {
  const holder = await database.read(tenant, (reader) =>
    reader
      .selectFrom('document_reading as r')
      .innerJoin('document as d', 'd.document_id', 'r.document_id')
      .select('d.document_id')
      .where('d.state', '!=', 'deleted')
      .where((eb) => eb(eb.val(documentId), '=', eb.fn.any('r.attachments')))
      .executeTakeFirst(),
  );
  if (holder) return false;
  const row = await database.read(tenant, (reader) =>
    reader.selectFrom('document').select('parent_id').where('document_id', '=', documentId).executeTakeFirst(),
  );
  return row !== undefined && row.parent_id !== null;
}

async function destroyKey(deps: PurgeDeps, tenant: string, keyId: string): Promise<void> {
  const client = await deps.database.app.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('app.tenant', $1, true)", [tenant]);
    await client.query(
      'update vito.data_key set wrapped = null, destroyed_at = now() where tenant_id = $1 and key_id = $2 and destroyed_at is null',
      [tenant, keyId],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
  deps.vault.forget(tenant, keyId);
}
