// After a whole refresh: the records that were not seen in it were deleted where they come from.
import type { ChosenStream } from '@vito/contracts/sync';
import { queriesOf } from '../../platform/queries.js';
import type { Ledger } from './ledger.js';

const page = 2000;

/** Seen is what is marked with this generation, or in mind. Ended halfway, the next refresh finds the others. */
export async function deleteUnseen(
  ledger: Ledger,
  { id, name }: ChosenStream,
  generation: string,
  seen: ReadonlySet<string>,
): Promise<void> {
  for (let after = ''; ; ) {
    const keys = await unmarked(ledger, id, generation, after);
    const last = keys.at(-1);
    if (last === undefined) return;
    after = last;
    const gone = keys.filter((key) => !seen.has(key));
    if (gone.length === 0) continue;
    const data = { ...ledger.about, generation: null, kept: [], gone, same: [] };
    const counts = { id, kept: 0, same: 0, gone: gone.length, held: 0 };
    const drafts = [{ type: 'records.synced' as const, data, secret: { stream: name, rows: [] } }];
    await ledger.advance([{ id, drafts, counts }], undefined);
  }
}

async function unmarked(ledger: Ledger, id: string, generation: string, after: string): Promise<string[]> {
  const { rows } = await ledger.read((reader) =>
    queriesOf(reader).query<{ key: string }>(
      `select r.key from vito.synced_record r
       where r.records_id = $1 and not r.deleted and r.key > $3 and $2 is distinct from (
         select m.generation from vito.record_mark m where m.records_id = r.records_id and m.key = r.key)
       order by r.key limit ${page}`,
      [id, generation, after],
    ),
  );
  return rows.map(({ key }) => key);
}
