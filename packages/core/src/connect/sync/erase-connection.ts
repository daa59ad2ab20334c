// A connection was removed: its run ends, all that it brought is blanked, and its keys are destroyed. Documents that its records
// became are the company's own, and stay.
import { Failure } from '@vito/runtime/failure';
import type { Reader } from '../../platform/database.js';
import { changeRows } from '../../platform/queries.js';
import type { Context } from '../../spine/context.js';
import type { OpenEvent } from '../../spine/event.js';
import { MovedOn } from '../../spine/event-store.js';
import type { Vault } from '../../spine/vault.js';
import { factKey } from '../fact.js';
import { erased } from '../source.js';
import { connection } from './connection.js';
import { type FileDeps, filesOf, ignoreGone, removeFile } from './csv/receive-file.js';
import { headsOf } from './ledger.js';
import { eraseFacts, eraseMapped } from './mapping/erase-mapped.js';
import { records } from './record.js';
import { cancelSync } from './request-sync.js';

export interface EraseConnectionDeps extends FileDeps {
  vault: Vault;
}

const page = 1000;

/** Work on `connection.removed`. Ended halfway it goes on where it was. */
export async function eraseConnection(
  deps: EraseConnectionDeps,
  ctx: Context,
  event: OpenEvent,
  signal: AbortSignal,
): Promise<void> {
  const { work: _, ...plain } = ctx;
  const id = event.stream;
  // First: once its run is over, nothing more is written, and a run that was not yet begun finds the connection removed.
  await cancelSync(deps, plain, id).catch((error) => {
    if (!(error instanceof Failure)) throw error;
  });
  const { state } = await deps.store.load(plain, connection, id);
  for (const recordsId of state.everChosen) {
    while (!signal.aborted && (await erasePage(deps, plain, id, recordsId)));
  }
  for (const file of await filesOf(deps.database, ctx.tenant, id))
    await removeFile(deps, plain, file).catch(ignoreGone);
  await eraseMapped(deps, plain, id, state.everChosen, signal);
  await eraseFacts(deps, plain, id, signal);
  if (signal.aborted) return;
  const keys = [id, factKey(id)];
  await changeRows(deps.database, ctx.tenant, ({ query }) =>
    query(
      `update vito.data_key set wrapped = null, destroyed_at = now()
       where tenant_id = $1 and key_id = any ($2) and destroyed_at is null`,
      [ctx.tenant, keys],
    ),
  );
  for (const key of keys) deps.vault.forget(ctx.tenant, key);
  await deps.store.commit(ctx, []);
}

/** False when nothing of the stream is left. */
async function erasePage(
  { database, store }: EraseConnectionDeps,
  ctx: Context,
  connectionId: string,
  recordsId: string,
): Promise<boolean> {
  const heads = await headsOf(database, ctx.tenant, [recordsId]);
  const { keys, held } = await database.read(ctx.tenant, async (reader) => ({
    keys: await keysIn(reader, 'synced_record', recordsId),
    held: await keysIn(reader, 'held_record', recordsId),
  }));
  if (keys.length + held.length === 0) return false;
  const loaded = { stream: recordsId, version: heads.get(recordsId) ?? 0, state: null };
  const draft = { type: 'records.erased' as const, data: { connectionId, keys, held }, secret: {} };
  await store.commit(ctx, [store.stage(ctx, records, loaded, [draft], { id: connectionId })]).catch((error) => {
    if (!(error instanceof MovedOn)) throw error; // the run's last commit came in between
  });
  return true;
}

async function keysIn(reader: Reader, table: 'synced_record' | 'held_record', recordsId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom(table)
    .select('key')
    .where('records_id', '=', recordsId)
    .where('stream', '<>', erased)
    .orderBy('key')
    .limit(page)
    .execute();
  return rows.map(({ key }) => key);
}
