// Mapping again all records that stand, or those that could not be mapped: page by page by key, and on from there when ended.
import type { Database } from '../../../platform/database.js';
import { queriesOf } from '../../../platform/queries.js';
import type { Context } from '../../../spine/context.js';
import type { OpenEvent } from '../../../spine/event.js';
import { MovedOn } from '../../../spine/event-store.js';
import { atOnce, lastData } from './batches.js';
import type { RecordTold } from './outcomes.js';
import { targetOf } from './target.js';
import { type MapRecordsDeps, writeMapped } from './write-mapped.js';

const tries = 20; // a sync that goes on meanwhile goes before

/** Work on `mapping.replayed`. A later one takes its place. */
export async function replayRecords(
  deps: MapRecordsDeps,
  ctx: Context,
  event: OpenEvent,
  signal: AbortSignal,
): Promise<void> {
  const { work: _, ...plain } = ctx;
  if (event.type !== 'mapping.replayed') return deps.store.commit(ctx, []);
  const { connectionId, recordsId, only } = event.data;
  for (let refused = 0; !signal.aborted; ) {
    const target = await targetOf(deps.database, ctx.tenant, connectionId, recordsId);
    const replay = target?.progress.replay;
    if (!target || replay?.by !== event.version) return deps.store.commit(ctx, []);
    const told = await pageAfter(deps, ctx.tenant, recordsId, replay.after, only);
    const last = told.at(-1);
    const progress = { ...target.progress, replay: last ? { by: event.version, after: last.key } : null };
    try {
      await writeMapped(deps, plain, target, told, progress, signal);
      refused = 0;
    } catch (error) {
      if (!(error instanceof MovedOn) || ++refused >= tries) throw error;
    }
  }
}

interface Standing {
  key: string;
  version: number;
  data: RecordTold['data'];
  deleted: boolean;
  synced_at: Date;
}

/** Of those that could not be mapped also records that are gone: their end was not told. */
async function pageAfter(
  deps: MapRecordsDeps,
  tenant: string,
  recordsId: string,
  after: string,
  only: 'unmapped' | null,
): Promise<RecordTold[]> {
  const rows = await deps.database.read(tenant, (reader) => standing(reader, recordsId, after, only));
  const before = new Map<string, RecordTold['data']>();
  for (const { key, version } of rows.filter(({ deleted }) => deleted))
    for (const found of await lastData(deps, tenant, recordsId, [key], version)) before.set(...found);
  return rows.map(({ key, version, data, deleted, synced_at }) => ({
    key,
    of: version,
    data: deleted ? (before.get(key) ?? {}) : data,
    deleted,
    syncedAt: synced_at.toISOString(),
  }));
}

async function standing(
  reader: Parameters<Parameters<Database['read']>[1]>[0],
  recordsId: string,
  after: string,
  only: 'unmapped' | null,
): Promise<Standing[]> {
  const { rows } = await queriesOf(reader).query<Standing>(
    only === null
      ? `select key, version, data, deleted, synced_at from vito.synced_record
         where records_id = $1 and key > $2 and not deleted order by key limit ${atOnce}`
      : `select r.key, r.version, r.data, r.deleted, r.synced_at from vito.mapped_record m
         join vito.synced_record r on r.tenant_id = m.tenant_id and r.records_id = m.records_id and r.key = m.key
         where m.records_id = $1 and m.key > $2 and m.state = 'unmapped' order by m.key limit ${atOnce}`,
    [recordsId, after],
  );
  return rows;
}
