// Records of a stream that stand, page by page.
import type { Ledger } from './ledger.js';
import type { Json } from './source-told.js';

const page = 1000;

export async function* standingPages(ledger: Ledger, recordsId: string): AsyncGenerator<{ key: string; data: Json }[]> {
  for (let after = ''; ; ) {
    const rows = await ledger.read((reader) =>
      reader
        .selectFrom('synced_record')
        .select(['key', 'data'])
        .where('records_id', '=', recordsId)
        .where('deleted', '=', false)
        .where('key', '>', after)
        .orderBy('key')
        .limit(page)
        .execute(),
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.key;
  }
}
