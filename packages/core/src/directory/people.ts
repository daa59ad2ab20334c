// People and organisations with what they owe and are owed, counted from the commitments themselves.
import type { Party } from '@vito/contracts/reading';
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
  const { rows } = await sql<Counted>`
    with mention as (
      select debtor_who as who, true as owes, due_at from vito.commitment where open and hidden is null and debtor_who is not null
      union all
      select creditor_who, false, null from vito.commitment where open and hidden is null and creditor_who is not null
    )
    select who, count(*) filter (where owes) as owes, count(*) filter (where not owes) as owed,
           count(*) filter (where owes and due_at < ${now.toISOString()}::timestamptz) as overdue
    from mention group by who
    order by count(*) desc, who limit ${query.limit + 1} offset ${from}`.execute(reader);
  const page = rows.slice(0, query.limit);
  const parties = await partiesOf(
    reader,
    page.map((row) => row.who),
  );
  const items = page.map(({ who, ...counts }): PersonRow => {
    const party = parties.get(who);
    const name = party?.name ?? party?.organisation ?? party?.address ?? who;
    return { name, address: party?.address ?? null, ...counts };
  });
  const next = rows.length > query.limit ? writeCursor({ at: String(from + query.limit), id: '' }, 'people') : null;
  return { items, next };
}

interface Counted {
  who: string;
  owes: number;
  owed: number;
  overdue: number;
}

/** How each of them is called, from any commitment in which they stand. */
async function partiesOf(reader: Reader, who: string[]): Promise<Map<string, Party>> {
  const { rows } = await sql<{ who: string; party: Party }>`
    select w.who, coalesce(
      (select c.debtor from vito.commitment c where c.open and c.hidden is null and c.debtor_who = w.who limit 1),
      (select c.creditor from vito.commitment c where c.open and c.hidden is null and c.creditor_who = w.who limit 1)) as party
    from unnest(${who}::text[]) as w (who)`.execute(reader);
  return new Map(rows.map((row) => [row.who, row.party]));
}
