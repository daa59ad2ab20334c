// What records of a removed connection became: what is known of each is blanked, and so are the facts that they told.
import type { Database } from '../../../platform/database.js';
import type { Context } from '../../../spine/context.js';
import { type EventStore, MovedOn } from '../../../spine/event-store.js';
import { loadAll } from '../../../spine/load-all.js';
import { fact, factKey } from '../../fact.js';
import { erased } from '../../source.js';
import { headsOf } from '../ledger.js';
import { mappingOf, recordMapping } from './record-mapping.js';

interface EraseMappedDeps {
  database: Database;
  store: EventStore;
}

const page = 1000;

/** Each stream gets an event, also where there is nothing to blank: a mapping that is under way commits nothing after it. */
export async function eraseMapped(
  { database, store }: EraseMappedDeps,
  ctx: Context,
  connectionId: string,
  recordsIds: string[],
  signal: AbortSignal,
): Promise<void> {
  for (const recordsId of recordsIds) {
    for (let isFirst = true; !signal.aborted; ) {
      const stream = mappingOf(recordsId);
      const version = (await headsOf(database, ctx.tenant, [stream])).get(stream) ?? 0;
      const keys = await keysLeft(database, ctx.tenant, recordsId);
      if (keys.length === 0 && !isFirst) break;
      const draft = { type: 'mapping.erased' as const, data: { connectionId, recordsId, keys }, secret: {} };
      try {
        const loaded = { stream, version, state: null };
        await store.commit(ctx, [store.stage(ctx, recordMapping, loaded, [draft], { id: connectionId })]);
        isFirst = false;
      } catch (error) {
        if (!(error instanceof MovedOn)) throw error;
      }
    }
  }
}

async function keysLeft(database: Database, tenant: string, recordsId: string): Promise<string[]> {
  const rows = await database.read(tenant, (reader) =>
    reader
      .selectFrom('mapped_record')
      .select('key')
      .where('records_id', '=', recordsId)
      .where('state', '<>', 'erased')
      .orderBy('key')
      .limit(page)
      .execute(),
  );
  return rows.map(({ key }) => key);
}

export async function eraseFacts(
  deps: EraseMappedDeps,
  ctx: Context,
  connectionId: string,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const rows = await deps.database.read(ctx.tenant, (reader) =>
      reader
        .selectFrom('fact')
        .select('fact_id')
        .where('connection_id', '=', connectionId)
        .where('type', '<>', erased)
        .limit(page)
        .execute(),
    );
    if (rows.length === 0) return;
    const ids = rows.map(({ fact_id }) => fact_id);
    const staged = (await loadAll(deps, ctx.tenant, fact, ids)).map((one) =>
      deps.store.stage(ctx, fact, one, [{ type: 'fact.erased', data: {}, secret: {} }], { id: factKey(connectionId) }),
    );
    await deps.store.commit(ctx, staged);
  }
}
