// A source was removed: all that came from it is erased. What it became stays.
import type { Blobs } from '../platform/blobs.js';
import type { Database } from '../platform/database.js';
import { changeRows } from '../platform/queries.js';
import type { Context } from '../spine/context.js';
import type { OpenEvent } from '../spine/event.js';
import type { EventStore, Staged } from '../spine/event-store.js';
import { loadAll } from '../spine/load-all.js';
import type { Vault } from '../spine/vault.js';
import { payload } from './payload.js';
import { lockInbox } from './unpack.js';

export interface EraseDeps {
  database: Database;
  store: EventStore;
  vault: Vault;
  blobs: Blobs;
  /** Ends the address of the source. */
  silence: (sourceId: string) => Promise<void>;
  /** Whether a document has these bytes as well. */
  addressInUse: (tenant: string, address: string) => Promise<boolean>;
}

const page = 200;

/** Work on `source.removed`. Ended halfway it goes on where it was. */
export async function erasePayloads(
  deps: EraseDeps,
  ctx: Context,
  event: OpenEvent,
  signal: AbortSignal,
): Promise<void> {
  const { work: _, ...plain } = ctx;
  const sourceId = event.stream;
  await deps.silence(sourceId);
  // Whoever unpacks from here on knows that it was removed.
  await changeRows(deps.database, ctx.tenant, (queries) => lockInbox(queries, ctx.tenant, 'wait'));
  for (let after = ''; !signal.aborted; ) {
    const ids = await idsAfter(deps.database, ctx.tenant, sourceId, after);
    if (ids.length === 0) break;
    await erasePage(deps, plain, ids);
    after = ids.at(-1) as string;
  }
  if (signal.aborted) return;
  await destroyKeys(deps, ctx.tenant, sourceId);
  await deps.store.commit(ctx, []);
}

async function erasePage(deps: EraseDeps, ctx: Context, ids: string[]): Promise<void> {
  const loaded = (await loadAll(deps, ctx.tenant, payload, ids)).filter(({ state }) => state.content !== null);
  const staged: Staged[] = loaded.map((one) =>
    deps.store.stage(ctx, payload, one, [{ type: 'payload.erased', data: {}, secret: {} }], { id: one.state.sourceId }),
  );
  await deps.store.commit(ctx, staged);
  for (const { state } of loaded) {
    if (state.address && !(await deps.addressInUse(ctx.tenant, state.address)))
      await deps.blobs.delete(ctx.tenant, state.address);
  }
  await changeRows(deps.database, ctx.tenant, ({ query }) =>
    query('delete from vito.payload_words where tenant_id = $1 and payload_id = any ($2)', [ctx.tenant, ids]),
  );
}

async function idsAfter(database: Database, tenant: string, sourceId: string, after: string): Promise<string[]> {
  const rows = await database.read(tenant, (reader) =>
    reader
      .selectFrom('payload')
      .select('payload_id')
      .where('source_id', '=', sourceId)
      .where('payload_id', '>', after)
      .orderBy('payload_id')
      .limit(page)
      .execute(),
  );
  return rows.map((row) => row.payload_id);
}

/** Those of its days, and its own with its secrets; not that of the facts. */
async function destroyKeys(deps: EraseDeps, tenant: string, sourceId: string): Promise<void> {
  const destroyed = await changeRows(deps.database, tenant, async ({ query }) => {
    const { rows } = await query<{ key_id: string }>(
      `update vito.data_key set wrapped = null, destroyed_at = now()
       where tenant_id = $1 and (key_id = $2 or key_id like $2 || ' 2%') and destroyed_at is null returning key_id`,
      [tenant, sourceId],
    );
    return rows;
  });
  for (const { key_id } of destroyed) deps.vault.forget(tenant, key_id);
}
