// Records that were held back: those that did not fit, page by page, and the release of what a file held that is no more.

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
