// The counts under the company's figures, in one statement over the projection: by person, month and week, and the medians.
import type { Outcome } from '@vito/contracts/commitment-filter';
import { type RawBuilder, sql } from 'kysely';
import type { Reader } from '../platform/database.js';
import { outcome, type Viewer } from './filter.js';

/** Somebody of the directory, as app and API hand them over. */
export interface Somebody {
  id: string;
  kind: 'person' | 'organisation' | 'unclear';
  name: string;
  mine: boolean;
  organisation: string | null;
}

/** Who is who, from the directory. */
export interface WhoIsWho {
  whoOf(documentId: string | null, key: string | null): Somebody | null;
  byId(id: string): Somebody | null;
  /** Keys that only a document's thread tells apart: these are counted by document. */
  doubtful: readonly string[];
}

export type Tally = Partial<Record<Outcome, number>>;
export interface Counted {
  /** By the id of who owes, and of who is owed; commitments that name nobody are in `total` only. */
  owes: Map<string, Tally>;
  owed: Map<string, Tally>;
  moved: Map<string, number>;
  total: Tally;
  movedTotal: number;
  /** By the month of the due, `YYYY-MM`. */
  months: Map<string, Tally>;
  /** Open by the day of the due and who owes; '' for nobody named. */
  days: Map<string, Map<string, number>>;
  /** Medians in days: from saying to due, and from the end to the due of those fulfilled. */
  lead: Middle;
  slack: Middle;
}
export interface Middle {
  n: number;
  days: number | null;
}

interface Row {
  what: 'owes' | 'owed' | 'month' | 'day' | 'lead' | 'slack';
  who: string | null;
  document: string | null;
  span: string | null;
  outcome: Outcome;
  n: number;
  moved: number;
  /** The median in days, of lead and slack. */
  middle: number | null;
}

export interface Window {
  now: Date;
  /** Months and days shown, both included. */
  months: { from: string; to: string };
  days: { from: string; to: string };
}

/** `only`: further conditions over the row `c`. */
export async function countAll(
  reader: Reader,
  viewer: Viewer,
  people: WhoIsWho,
  window: Window,
  only: RawBuilder<boolean>,
): Promise<Counted> {
  const doubtful = sql`${people.doubtful}::text[]`;
  const { months, days, now } = window;
  const { rows } = await sql<Row>`
    with base as materialized (
      select c.debtor_who, c.creditor_who, left(c.due, 10) as day, c.moved > 0 as moved, ${outcome(viewer, now)} as outcome,
             case when c.debtor_who = any(${doubtful}) then c.document_id end as debtor_document,
             case when c.creditor_who = any(${doubtful}) then c.document_id end as creditor_document,
             extract(epoch from c.due_at - c.said_time)::float8 as lead, extract(epoch from c.due_at - c.ended_at)::float8 as slack
      from vito.commitment c where c.hidden is null and ${only}
    )
    select 'owes' as what, debtor_who as who, debtor_document as document, null as span, outcome, count(*) as n,
           count(*) filter (where moved) as moved, null::float8 as middle
    from base group by 2, 3, 5
    union all
    select 'owed', creditor_who, creditor_document, null, outcome, count(*), 0, null from base
    where creditor_who is not null group by 2, 3, 5
    union all
    select 'month', null, null, left(day, 7), outcome, count(*), 0, null from base
    where day between ${`${months.from}-01`} and ${`${months.to}-31`} group by 4, 5
    union all
    select 'day', debtor_who, debtor_document, day, 'open', count(*), 0, null from base
    where outcome in ('open', 'overdue') and day between ${days.from} and ${days.to} group by 2, 3, 4
    union all
    select 'lead', null, null, null, 'open', count(*), 0, percentile_cont(0.5) within group (order by lead) / 86400
    from base where lead is not null
    union all
    select 'slack', null, null, null, 'open', count(*), 0, percentile_cont(0.5) within group (order by slack) / 86400
    from base where outcome in ('kept-on-time', 'kept-late')`.execute(reader);
  return gathered(rows, people);
}

function gathered(rows: Row[], people: WhoIsWho): Counted {
  const counted: Counted = {
    owes: new Map(),
    owed: new Map(),
    moved: new Map(),
    total: {},
    movedTotal: 0,
    months: new Map(),
    days: new Map(),
    lead: { n: 0, days: null },
    slack: { n: 0, days: null },
  };
  for (const row of rows) {
    const id = people.whoOf(row.document ?? '', row.who)?.id ?? '';
    if (row.what === 'lead' || row.what === 'slack') counted[row.what] = { n: row.n, days: row.middle };
    else if (row.what === 'month') add(counted.months, row.span ?? '', row);
    else if (row.what === 'day') {
      const day = counted.days.get(row.span ?? '') ?? new Map<string, number>();
      counted.days.set(row.span ?? '', day.set(id, (day.get(id) ?? 0) + row.n));
    } else if (row.what === 'owed') add(counted.owed, id, row);
    else {
      add(counted.owes, id, row);
      counted.moved.set(id, (counted.moved.get(id) ?? 0) + row.moved);
      counted.total[row.outcome] = (counted.total[row.outcome] ?? 0) + row.n;
      counted.movedTotal += row.moved;
    }
  }
  return counted;
}

function add(tallies: Map<string, Tally>, key: string, { outcome: kind, n }: Row): void {
  const tally = tallies.get(key) ?? {};
  tallies.set(key, { ...tally, [kind]: (tally[kind] ?? 0) + n });
}
