// People and organisations with what they owe and are owed, counted from the commitments themselves.
import { sql } from 'kysely';
import type { Reader } from '../platform/database.js';
import { readCursor, writeCursor } from '../spine/cursor.js';

export interface PersonRow {
  name: string;
  address: string | null;
  owes: number;
  owed: number;
  overdue: number;
}

/** By open commitments, most first. A person is one address, or one name where no address is known. */
export async function listPeople(reader: Reader, query: { cursor?: string | undefined; limit: number }, now: Date) {
  const from = query.cursor ? Number(readCursor(query.cursor, 'people', (at) => /^\d{1,9}$/.test(at)).at) : 0;
  const { rows } = await sql<PersonRow>`
    with mention as (
      select c.debtor as party, true as owes, c.due_at from vito.commitment c where c.open and c.hidden is null and c.debtor is not null
      union all
      select c.creditor, false, null from vito.commitment c where c.open and c.hidden is null and c.creditor is not null
    ), named as (
      select coalesce(lower(party ->> 'address'), lower(coalesce(party ->> 'name', party ->> 'organisation'))) as who,
             coalesce(party ->> 'name', party ->> 'organisation', party ->> 'address') as name,
             party ->> 'address' as address, owes, due_at
      from mention
    )
    select max(name) as name, max(address) as address,
           count(*) filter (where owes) as owes, count(*) filter (where not owes) as owed,
           count(*) filter (where owes and due_at < ${now.toISOString()}::timestamptz) as overdue
    from named group by who
    order by count(*) desc, who limit ${query.limit + 1} offset ${from}`.execute(reader);
  const items = rows.slice(0, query.limit);
  const next = rows.length > query.limit ? writeCursor({ at: String(from + query.limit), id: '' }, 'people') : null;
  return { items, next };
}
