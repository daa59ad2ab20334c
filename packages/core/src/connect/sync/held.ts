// Records that are held back: those that did not fit, page by page, and what is known of some already.
import type { Queries } from '../../platform/queries.js';
import type { Ledger } from './ledger.js';
import type { Json } from './source-told.js';

const page = 500;

export async function* heldPages(ledger: Ledger, recordsId: string): AsyncGenerator<Json[]> {
  for (let after = ''; ; ) {
    const rows = await ledger.read((reader) =>
      reader
        .selectFrom('held_record')
        .select(['key', 'data'])
        .where('records_id', '=', recordsId)
        .where('held', '=', true)
        .where('reason', 'in', ['drift', 'misfit'])
        .where('key', '>', after)
        .orderBy('key')
        .limit(page)
        .execute(),
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(({ data }) => data);
    after = last.key;
  }
}

/** Of these, the keys of those that are held back, and of those that are so for the same reason with the same data. */
export async function heldAlready({ query }: Queries, recordsId: string, given: { key: string; what: string }[]) {
  const { rows } = await query<{ key: string; same: boolean }>(
    `select g.key, g.what = 'held' and h.data = g.data and h.reason = g.reason as same
     from jsonb_to_recordset($2::jsonb) as g (key text, data jsonb, what text, reason text)
     cross join lateral (select * from vito.held_record s where s.records_id = $1 and s.key = g.key offset 0) h
     where h.held`,
    [recordsId, JSON.stringify(given)],
  );
  const keys = (list: { key: string }[]) => new Set(list.map(({ key }) => key));
  return { held: keys(rows), same: keys(rows.filter((row) => row.same)) };
}
