// The rows of an uploaded file are to be records: its layout becomes the stream, its roles the mapping, and a run is wanted.
import type { ChosenStream } from '@vito/contracts/sync';
import { type TableColumn, type TableForm, TableLayout } from '@vito/contracts/table';
import { Failure } from '@vito/runtime/failure';
import type { Context } from '../../../spine/context.js';
import type { Draft } from '../../../spine/event.js';
import { MovedOn, movedOn } from '../../../spine/event-store.js';
import type { Vault } from '../../../spine/vault.js';
import { connection, noConnection } from '../connection.js';
import { headsOf } from '../ledger.js';
import { mappingDrafts } from '../mapping/set-mapping.js';
import { recordsIdOf } from '../records-id.js';
import { lastRun, requestSync } from '../request-sync.js';
import { isOver } from '../run.js';
import { syncFile } from './file.js';
import { keysOf, layoutOf, mappingOfRoles, schemaOf } from './layout.js';
import { lookAt } from './look.js';
import { type FileDeps, ignoreGone, loadFile, removeFile } from './receive-file.js';

export interface ImportFile {
  stream: string;
  columns?: TableColumn[] | undefined;
  form?: { [K in keyof TableForm]?: TableForm[K] | undefined } | undefined;
  complete: boolean;
  mapping?: string | null | undefined;
}

/** Returns the connection and the run. Throws Failure('not-found' | 'invalid' | 'conflict'). */
export async function importFile(
  deps: FileDeps & { vault: Vault },
  ctx: Context,
  id: string,
  wanted: ImportFile,
): Promise<{ connectionId: string; runId: string }> {
  const { database, store, blobs, vault } = deps;
  const file = await loadFile(store, ctx, id);
  const { connectionId, address, encoding } = file.state;
  const loaded = await store.load(ctx, connection, connectionId);
  const { state } = loaded;
  if (state.state === 'none' || state.state === 'removed') throw noConnection();
  if (state.state === 'paused') throw new Failure('conflict', 'this connection is paused: resume it first');
  const run = await database.read(ctx.tenant, (reader) => lastRun(reader, connectionId));
  if (run && !isOver(run))
    throw new Failure('conflict', 'a file of this connection is being read: wait for its end', { retry: 'later' });

  const recordsId = await recordsIdOf(vault, ctx.tenant, connectionId, wanted.stream);
  const before = state.streams.find((one) => one.id === recordsId);
  const layoutBefore = before && TableLayout.parse(before.entry);
  const same = wanted.columns === undefined && layoutBefore !== undefined;
  const form = same ? { header: layoutBefore.header, ...wanted.form } : (wanted.form ?? {});
  const found = await lookAt(() => blobs.stream(ctx.tenant, address), encoding, form);
  const layout: TableLayout = {
    ...layoutOf(found, wanted.columns ?? layoutBefore?.columns),
    file: id,
    version: file.version + 1,
    complete: wanted.complete,
  };
  const chosen = streamOf(recordsId, wanted.stream, layout);
  const streams = [...state.streams.filter((one) => one.id !== recordsId), chosen];
  const mapping = wanted.mapping === undefined && !same ? mappingOfRoles(layout, wanted.stream) : wanted.mapping;
  const from = (await headsOf(database, ctx.tenant, [recordsId])).get(recordsId) ?? 0;
  const drafts: Draft[] = [
    {
      type: 'connection.catalog-chosen',
      data: { streams: streams.map((one) => ({ id: one.id, mode: one.mode })) },
      secret: { streams },
    },
    ...(mapping === undefined ? [] : mappingDrafts(state, recordsId, mapping, from)),
  ];
  const imported: Draft = { type: 'file.imported', data: { recordsId }, secret: {} };
  try {
    await store.commit(ctx, [
      store.stage(ctx, connection, loaded, drafts, { id: connectionId }),
      store.stage(ctx, syncFile, file, [imported], { id: connectionId }),
    ]);
  } catch (error) {
    throw error instanceof MovedOn ? movedOn() : error;
  }
  if (layoutBefore && layoutBefore.file !== id) await removeFile(deps, ctx, layoutBefore.file).catch(ignoreGone);
  return { connectionId, runId: await requestSync(deps, ctx, connectionId, { fresh: false, dueAt: null }) };
}

function streamOf(id: string, name: string, layout: TableLayout): ChosenStream {
  const keys = keysOf(layout);
  return {
    id,
    name,
    mode: layout.complete ? 'full' : 'incremental',
    keys,
    offeredKeys: keys,
    cursor: null,
    schema: schemaOf(layout),
    entry: layout,
  };
}
