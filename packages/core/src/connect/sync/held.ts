// Records that are held back: those that did not fit, page by page, what is known of some already, and the release of what a file
// held that is no more.
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

/** Of lines that had no key nobody knows what became of them; of others only a file that is whole says so. */
export async function releaseHeld(ledger: Ledger, id: string, whole: boolean): Promise<void> {
  for (;;) {
    const rows = await ledger.read((reader) => {
      const query = reader
        .selectFrom('held_record')
        .select('key')
        .where('records_id', '=', id)
        .where('held', '=', true);
      const some = whole ? query : query.where('reason', 'in', ['no-key', 'fields']);
      return some.orderBy('key').limit(page).execute();
    });
    if (rows.length === 0) return;
    const data = { connectionId: ledger.about.connectionId, keys: rows.map(({ key }) => key) };
    const counts = { id, kept: 0, same: 0, gone: 0, held: 0 };
    await ledger.advance([{ id, drafts: [{ type: 'records.released', data, secret: {} }], counts }], undefined);
  }
}

/** Of these, the keys of those that are held back, and of those that are so for the same reason with the same data. */
export async function heldAlready({ query }: Queries, recordsId: string, given: { key: string; what: string }[]) {
  const { rows } = await query<{ key: string; same: boolean }>(
    `select g.key, g.what = 'held' and h.data = g.data and h.reason = g.reason and h.line is not distinct from g.line as same
     from jsonb_to_recordset($2::jsonb) as g (key text, data jsonb, what text, reason text, line integer)
     cross join lateral (select * from vito.held_record s where s.records_id = $1 and s.key = g.key offset 0) h
     where h.held`,
    [recordsId, JSON.stringify(given)],
  );
  const keys = (list: { key: string }[]) => new Set(list.map(({ key }) => key));
  return { held: keys(rows), same: keys(rows.filter((row) => row.same)) };
}
