// Batches of records as a sync commits them, without a program: a connection with one stream, and what is told of it.
import { newId } from '@vito/contracts/ids';
import type { Mapped } from '@vito/contracts/webhook';
import { fact } from '../../../../src/connect/fact.js';
import { connection } from '../../../../src/connect/sync/connection.js';
import { headsOf } from '../../../../src/connect/sync/ledger.js';
import { mapRecords } from '../../../../src/connect/sync/mapping/map-records.js';
import { setMapping } from '../../../../src/connect/sync/mapping/set-mapping.js';
import type { MapRecordsDeps } from '../../../../src/connect/sync/mapping/write-mapped.js';
import { records } from '../../../../src/connect/sync/record.js';
import { evaluateAll } from '../../../../src/platform/evaluate.js';
import type { Context } from '../../../../src/spine/context.js';
import type { OpenEvent } from '../../../../src/spine/event.js';
import { loadAll } from '../../../../src/spine/load-all.js';
import type { Spine } from '../../../setup/spine.js';

export const plain = '{"fact": {"type": "thing", "entity": data.id, "title": data.name}}';
let made = 0;

export async function openBatches(spine: Spine, ctx: Context, mapping: string | null = plain) {
  const id = newId('connection');
  const recordsId = `rec_${String(made++).padStart(26, '0')}`;
  const chosen = { name: 'things', mode: 'full' as const, keys: [['id']], offeredKeys: [], cursor: null, entry: {} };
  const added = {
    type: 'connection.added',
    data: { dialect: 'singer' },
    secret: { name: 'n', command: 'c', config: {} },
  };
  const stream = {
    type: 'connection.catalog-chosen',
    data: { streams: [{ id: recordsId, mode: 'full' }] },
    secret: { streams: [{ ...chosen, id: recordsId, schema: {} }] },
  };
  const loaded = { stream: id, version: 0, state: connection.initial };
  const drafts = [added, stream] as Parameters<typeof spine.store.stage>[3];
  await spine.store.commit(ctx, [spine.store.stage(ctx, connection, loaded, drafts, { id, isNew: true })]);
  if (mapping !== null) await setMapping(spine, ctx, id, { stream: 'things', mapping });

  /** Commits what a batch of a sync would; returns its event. */
  async function told(kept: Record<string, object>, gone: string[] = []): Promise<OpenEvent> {
    const version = (await headsOf(spine.database, ctx.tenant, [recordsId])).get(recordsId) ?? 0;
    const about = { connectionId: id, runId: newId('sync'), generation: null };
    const draft = {
      type: 'records.synced' as const,
      data: { ...about, kept: Object.keys(kept), gone, same: [] },
      secret: { stream: 'things', rows: Object.values(kept) },
    };
    await spine.store.commit(ctx, [
      spine.store.stage(ctx, records, { stream: recordsId, version, state: null }, [draft], { id }),
    ]);
    return (await spine.store.readStream(ctx.tenant, recordsId)).at(-1) as OpenEvent;
  }

  const deps = (more: Partial<MapRecordsDeps> = {}): MapRecordsDeps => ({
    ...spine,
    evaluate: evaluateAll,
    receive: async () => newId('document'),
    ...more,
  });

  return {
    id,
    recordsId,
    told,
    deps,
    map: (events: OpenEvent[], more: Partial<MapRecordsDeps> = {}) =>
      mapRecords(deps(more), ctx, events, new AbortController().signal),
    /** Every fact with all that was told of it, by its title. */
    async facts() {
      const rows = await spine.sql<{ fact_id: string }>('select fact_id from vito.fact where connection_id = $1', [id]);
      const loaded = await loadAll(
        spine,
        ctx.tenant,
        fact,
        rows.map(({ fact_id }) => fact_id),
      );
      const result: Record<string, { times: number; title: string; gone: boolean; at: string }> = {};
      for (const { state, version } of loaded)
        if (state) result[state.entity] = { times: version, title: state.title, gone: state.gone, at: state.at };
      return result;
    },
    mapped: () =>
      spine.sql<{ key: string; state: string; of: number; problem: string | null; yields: unknown[] }>(
        'select key, state, "of", problem, yields from vito.mapped_record where records_id = $1 order by key',
        [recordsId],
      ),
  };
}
export type Batches = Awaited<ReturnType<typeof openBatches>>;
export type Told = Mapped;
