// Records that were held back because they did not fit, page by page.

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
