// A table comes in: its bytes are kept first, then one event, then it is looked at. And it goes.
import { newId } from '@vito/contracts/ids';
import { largestTable, type TableForm, type TablePreview } from '@vito/contracts/table';
import { Failure } from '@vito/runtime/failure';
import type { Blobs } from '../../../platform/blobs.js';
import type { Database } from '../../../platform/database.js';
import { change } from '../../../spine/change.js';
import type { Context } from '../../../spine/context.js';
import type { EventStore } from '../../../spine/event-store.js';
import { loadConnection } from '../change-connection.js';
import { watchEncoding } from './encoding.js';
import { noFile, type SyncFile, syncFile } from './file.js';
import { lookAt } from './look.js';

export interface FileDeps {
  database: Database;
  store: EventStore;
  blobs: Blobs;
  /** Whether a document, a payload or another table has these bytes as well. */
  addressInUse: (tenant: string, address: string) => Promise<boolean>;
}

/** Returns its id. Throws Failure('not-found' | 'invalid' | 'too-large'). */
export async function receiveFile(
  { store, blobs, addressInUse }: FileDeps,
  ctx: Context,
  connectionId: string,
  { name, bytes }: { name: string; bytes: AsyncIterable<Uint8Array> },
): Promise<string> {
  const { dialect } = await loadConnection(store, ctx, connectionId);
  if (dialect !== 'csv') throw new Failure('invalid', 'this connection takes no files: add one of the dialect csv');
  const watched = watchEncoding(bytes);
  const { address, size } = await blobs.put(ctx.tenant, watched.bytes, largestTable);
  if (size === 0 || watched.isBinary()) {
    if (!(await addressInUse(ctx.tenant, address))) await blobs.delete(ctx.tenant, address);
    const what = size === 0 ? 'this file is empty' : 'this is no table in text: save it as CSV from its own program';
    throw new Failure('invalid', what);
  }
  await loadConnection(store, ctx, connectionId); // a long upload may have outlived it
  const id = newId('file');
  const data = { connectionId, address, size, encoding: watched.encoding() };
  const draft = { type: 'file.received' as const, data, secret: { name: name.slice(0, 255) } };
  const staged = store.stage(ctx, syncFile, { stream: id, version: 0, state: null }, [draft], { id: connectionId });
  await store.commit(ctx, [staged]);
  return id;
}

/** Throws Failure('not-found') for one that is gone, or whose connection is. */
export async function loadFile(store: EventStore, ctx: Context, id: string) {
  const loaded = await store.load(ctx, syncFile, id);
  const { state } = loaded;
  if (!state || state.address === null) throw noFile();
  return { ...loaded, state: state as SyncFile & { address: string } };
}

export async function previewFile(
  { store, blobs }: FileDeps,
  ctx: Context,
  id: string,
  wanted: { [K in keyof TableForm]?: TableForm[K] | undefined },
): Promise<TablePreview> {
  const { address, encoding } = (await loadFile(store, ctx, id)).state;
  return lookAt(() => blobs.stream(ctx.tenant, address), encoding, wanted);
}

/** Its bytes go after the event that says so: where that is all that happens, they are swept a day later. */
export async function removeFile(deps: FileDeps, ctx: Context, id: string): Promise<void> {
  const { address, connectionId } = (await loadFile(deps.store, ctx, id)).state;
  await change(deps.store, ctx, {
    aggregate: syncFile,
    stream: id,
    keyOf: () => connectionId,
    decide: ({ state }) => (state?.address ? [{ type: 'file.erased', data: {}, secret: {} }] : []),
  });
  if (!(await deps.addressInUse(ctx.tenant, address))) await deps.blobs.delete(ctx.tenant, address);
}

/** Those of a connection whose bytes are kept. */
export async function filesOf(database: Database, tenant: string, connectionId: string): Promise<string[]> {
  const rows = await database.read(tenant, (reader) =>
    reader
      .selectFrom('sync_file')
      .select('file_id')
      .where('connection_id', '=', connectionId)
      .where('address', 'is not', null)
      .execute(),
  );
  return rows.map(({ file_id }) => file_id);
}

/** Somebody else removed it meanwhile. */
export function ignoreGone(error: unknown): void {
  if (!(error instanceof Failure && error.code === 'not-found')) throw error;
}
