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
    with pair as materialized (
      select debtor_who, creditor_who, min(commitment_id) as sample, count(*) as n,
             count(*) filter (where due_at < ${now.toISOString()}::timestamptz) as late
      from vito.commitment where open and hidden is null group by debtor_who, creditor_who
    ), mention (who, owes, owed, overdue, sample) as (
      select debtor_who, n, 0, late, sample from pair
      union all
      select creditor_who, 0, n, 0, sample from pair
    ), counted as (
      select who, sum(owes)::bigint as owes, sum(owed)::bigint as owed, sum(overdue)::bigint as overdue, min(sample) as sample
      from mention where who is not null group by who
      order by sum(owes) + sum(owed) desc, who limit ${query.limit + 1} offset ${from}
    )
    select k.who, k.owes, k.owed, k.overdue, case when c.debtor_who = k.who then c.debtor else c.creditor end as party
    from counted k join vito.commitment c on c.commitment_id = k.sample
    order by k.owes + k.owed desc, k.who`.execute(reader);
  const items = rows.slice(0, query.limit).map(({ who, party, ...counts }): PersonRow => {
    const name = party.name ?? party.organisation ?? party.address ?? who;
    return { name, address: party.address, ...counts };
  });
  const next = rows.length > query.limit ? writeCursor({ at: String(from + query.limit), id: '' }, 'people') : null;
  return { items, next };
}

interface Counted {
  who: string;
  owes: number;
  owed: number;
  overdue: number;
  /** As one of the commitments has them. */
  party: Party;
}
