// What a mapping would make of records that are there. Nothing is changed.
import type { RecordMappingPreview } from '@vito/contracts/record-mapping';
import type { Context } from '../../../spine/context.js';
import type { MappingDeps } from '../../mapping/mapped.js';
import { recordsIds } from '../view.js';
import { outcomesOf, type RecordTold } from './outcomes.js';
import type { TargetDeps } from './target.js';

/** Throws Failure('not-found') for a connection that is none. */
export async function previewMapping(
  { database, evaluate }: Pick<TargetDeps, 'database'> & Pick<MappingDeps, 'evaluate'>,
  ctx: Context,
  id: string,
  { stream, mapping, key, limit }: { stream: string; mapping: string; key?: string | undefined; limit: number },
): Promise<RecordMappingPreview[]> {
  const rows = await database.read(ctx.tenant, async (reader) => {
    const ids = await recordsIds(reader, id, stream);
    if (ids.length === 0) return [];
    const query = reader.selectFrom('synced_record').selectAll().where('records_id', 'in', ids);
    // The latest batches first: an index of its own is not worth a look at one's own records.
    const some = key === undefined ? query.where('deleted', '=', false) : query.where('key', '=', key);
    return some.orderBy('version', 'desc').orderBy('key').limit(limit).execute();
  });
  const told = rows.map(
    (row): RecordTold => ({
      key: row.key,
      of: row.version,
      data: row.data,
      deleted: row.deleted,
      syncedAt: row.synced_at.toISOString(),
    }),
  );
  const { outcomes } = await outcomesOf(evaluate, { mapping, stream }, told);
  return told.map(({ key: of, deleted }, index) => {
    const outcome = outcomes[index] ?? { problem: 'it was not mapped' };
    const result = 'problem' in outcome ? { yields: [], problem: outcome.problem } : { ...outcome, problem: null };
    return { stream, key: of, deleted, ...result };
  });
}
