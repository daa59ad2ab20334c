// Company DNA: people, organisations, topics and their commitments as one model, with the evidence of every figure.
import type { CommitmentView } from '@vito/contracts/commitment';
import type { Dna, DnaOfOne, DnaRisk } from '@vito/contracts/dna';
import { type RawBuilder, sql } from 'kysely';
import { DateTime } from 'luxon';
import type { Reader } from '../platform/database.js';
import { type Counted, countAll, type Somebody, type WhoIsWho, type Window } from './dna-counts.js';
import { type Asked, everybody, figure, keepingOf, personOf, sumOf } from './dna-figures.js';
import { conditions, type Match, overdue, todayOf, type Viewer } from './filter.js';
import { formsOf, topTopics } from './topics.js';
import { commitmentRows, commitmentViews } from './view.js';

export interface People extends WhoIsWho {
  all: readonly Somebody[];
  matchOf(who: readonly Somebody[]): Match;
}

const monthsBack = 11;
const weeksAhead = 6;
export const riskDays = 7;
const mostPeople = 100;
const mostRisks = 30;
const mostTopics = 8;
const perWeek = 5;

/** Runs one reading in a transaction of its own, so that several run side by side. */
export type Read = <T>(work: (reader: Reader) => Promise<T>) => Promise<T>;

export async function dna(read: Read, viewer: Viewer, people: People, now: Date): Promise<Dna> {
  const window = windowOf(viewer, now);
  const everything = sql<boolean>`true`;
  const [counted, soon, topics] = await Promise.all([
    read((reader) => countAll(reader, viewer, people, window, everything)),
    read((reader) => dueSoon(reader, viewer, now, everything)),
    read((reader) => topicsOf(reader, viewer, now, everything, {})),
  ]);
  const all = everybody(counted, people);
  return {
    all: figure(sumOf(counted.total), {}),
    keeping: keepingOf(counted.total, {}),
    moved: figure(counted.movedTotal, { moved: 'true' }),
    ...spans(counted, {}),
    months: monthsOf(counted, window, {}),
    people: all.people.slice(0, mostPeople),
    organisations: all.organisations.slice(0, mostPeople),
    weeks: weeksOf(counted, window, people),
    risks: risksOf(soon, viewer, people, now, { counted, query: {}, whole: () => true }),
    topics,
  };
}

/** The same for one person, or an organisation with its people; what they owe is what months, weeks and topics are of. */
export async function dnaOfOne(
  read: Read,
  viewer: Viewer,
  people: People,
  { id }: Pick<Somebody, 'id'>,
  now: Date,
): Promise<DnaOfOne> {
  const who = people.byId(id) as Somebody;
  const window = windowOf(viewer, now);
  const members = who.kind === 'organisation' ? people.all.filter(({ organisation }) => organisation === id) : null;
  const match = people.matchOf([who, ...(members ?? [])]);
  const query: Asked = { person: id, ...(members ? { members: 'true' } : {}) };
  const where = (role: { role?: 'debtor' }) =>
    sql<boolean>`${sql.join(conditions(viewer, { person: id, ...role }, now, match), sql` and `)}`;
  const owing = { ...query, role: 'debtor' };
  const [either, owes] = [where({}), where({ role: 'debtor' })];
  const [whole, counted, soon, topics] = await Promise.all([
    read((reader) => countAll(reader, viewer, people, window, either)),
    read((reader) => countAll(reader, viewer, people, window, owes)),
    read((reader) => dueSoon(reader, viewer, now, either)),
    read((reader) => topicsOf(reader, viewer, now, owes, owing)),
  ]);
  return {
    who: personOf(whole, people, who, members?.map((one) => one.id) ?? null),
    ...spans(counted, owing),
    months: monthsOf(counted, window, owing),
    weeks: weeksOf(counted, window, people, owing).map(({ from, to, total }) => ({ from, to, total })),
    risks: risksOf(soon, viewer, people, now, {
      counted: whole,
      query,
      whole: (one) => one === id || (members ?? []).some((member) => member.id === one),
    }),
    topics,
  };
}

function windowOf(viewer: Viewer, now: Date): Window {
  const today = todayOf(viewer, now);
  const month = (at: DateTime) => at.toFormat('yyyy-MM');
  const monday = today.startOf('week');
  return {
    now,
    months: { from: month(today.minus({ months: monthsBack })), to: month(today) },
    days: { from: dayOf(monday), to: dayOf(monday.plus({ weeks: weeksAhead, days: -1 })) },
  };
}

const dayOf = (at: DateTime): string => at.toFormat('yyyy-MM-dd');

function spans({ lead, slack }: Counted, query: Asked) {
  const days = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);
  return {
    lead: { ...figure(lead.n, { ...query, timed: 'true' }), days: days(lead.days) },
    slack: { ...figure(slack.n, { ...query, outcome: 'kept' }), days: days(slack.days) },
  };
}

function monthsOf(counted: Counted, { months }: Window, query: Asked) {
  const list = [];
  for (
    let at = DateTime.fromISO(`${months.from}-01`);
    at.toFormat('yyyy-MM') <= months.to;
    at = at.plus({ months: 1 })
  ) {
    const month = at.toFormat('yyyy-MM');
    const span = { dueFrom: `${month}-01`, dueTo: dayOf(at.endOf('month')) };
    list.push({ month, keeping: keepingOf(counted.months.get(month) ?? {}, { ...query, ...span }) });
  }
  return list;
}

function weeksOf(counted: Counted, { days }: Window, people: WhoIsWho, query: Asked = {}) {
  const list = [];
  for (let at = DateTime.fromISO(days.from); dayOf(at) <= days.to; at = at.plus({ weeks: 1 })) {
    const [from, to] = [dayOf(at), dayOf(at.plus({ days: 6 }))];
    const byWho = new Map<string, number>();
    for (const [day, counts] of counted.days)
      if (day >= from && day <= to) for (const [id, n] of counts) byWho.set(id, (byWho.get(id) ?? 0) + n);
    const span = { ...query, open: 'true', dueFrom: from, dueTo: to };
    const busiest = [...byWho]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .flatMap(([id, n]) => {
        const who = people.byId(id);
        return who ? [{ id, name: who.name, figure: figure(n, { ...span, person: id, role: 'debtor' }) }] : [];
      });
    const total = [...byWho.values()].reduce((sum, n) => sum + n, 0);
    list.push({ from, to, total: figure(total, span), people: busiest.slice(0, perWeek) });
  }
  return list;
}

interface Risky {
  counted: Counted;
  query: Asked;
  /** Whether everything that somebody owes was counted. */
  whole(id: string): boolean;
}

const lastDay = (viewer: Viewer, now: Date): string => dayOf(todayOf(viewer, now).plus({ days: riskDays }));

/** Open, and due within some days or past: how many, and the first of them. */
async function dueSoon(reader: Reader, viewer: Viewer, now: Date, only: RawBuilder<boolean>) {
  const soon = sql<boolean>`c.open and c.hidden is null and left(c.due, 10) <= ${lastDay(viewer, now)} and ${only}`;
  const { n } = await reader
    .selectFrom('commitment as c')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(soon)
    .executeTakeFirstOrThrow();
  const order = sql`coalesce(c.due_at, 'infinity'::timestamptz)`; // as the index has it
  const rows = await commitmentRows(reader)
    .where(soon)
    .orderBy(order)
    .orderBy('c.commitment_id')
    .limit(mostRisks)
    .execute();
  return { n, rows, views: await commitmentViews(reader, rows, viewer) };
}

/** With how the debtor has kept what was due so far. */
function risksOf(
  { n, rows, views }: Awaited<ReturnType<typeof dueSoon>>,
  viewer: Viewer,
  people: People,
  now: Date,
  { counted, query, whole }: Risky,
) {
  const today = todayOf(viewer, now);
  const items = rows.map((row, i): DnaRisk => {
    const [debtor, creditor] = [row.debtor_who, row.creditor_who].map((key) => people.whoOf(row.document_id, key));
    const due = DateTime.fromISO((row.due ?? '').slice(0, 10), { zone: viewer.zone });
    return {
      commitment: views[i] as CommitmentView,
      days: Math.round(due.diff(today, 'days').days) || 0,
      moved: row.moved,
      debtor: debtor ? { id: debtor.id, name: debtor.name } : null,
      creditor: creditor ? { id: creditor.id, name: creditor.name } : null,
      record: debtor && whole(debtor.id) ? recordOf(counted, debtor.id) : null,
    };
  });
  return { figure: figure(n, { ...query, open: 'true', dueTo: lastDay(viewer, now) }), days: riskDays, items };
}

const recordOf = (counted: Counted, id: string) =>
  keepingOf(counted.owes.get(id) ?? {}, { person: id, role: 'debtor' });

const sample = 4000;

/** The most frequent words of the newest commitments; each then counted over all of them. */
async function topicsOf(reader: Reader, viewer: Viewer, now: Date, only: RawBuilder<boolean>, query: Asked) {
  const { rows: words } = await sql<{ word: string; n: number }>`
    select word, count(*) as n from (
      select c.terms from vito.commitment c where c.hidden is null and ${only}
      order by coalesce(c.said_time, '-infinity'::timestamptz) desc, c.commitment_id desc limit ${sample}
    ) as newest, unnest(tsvector_to_array(terms)) as word
    group by word having count(*) > 1 order by n desc, word limit 400`.execute(reader);
  const topics = topTopics(words, mostTopics);
  if (topics.length === 0) return [];
  const forms = topics.map((topic) => formsOf(topic).join(' | '));
  const { rows } = await sql<{ topic: string; n: number; open: number; late: number }>`
    select t.topic, count(*) as n, count(*) filter (where c.open) as open,
           count(*) filter (where c.open and ${overdue(viewer, now)}) as late
    from vito.commitment c
    join unnest(${topics}::text[], ${forms}::text[]) as t (topic, forms) on c.terms @@ t.forms::tsquery
    where c.hidden is null and c.terms @@ ${forms.join(' | ')}::tsquery and ${only}
    group by 1`.execute(reader);
  return topics.flatMap((topic) => {
    const row = rows.find((one) => one.topic === topic);
    const of = (n: number, more: Asked) => figure(n, { ...query, topic, ...more });
    return row
      ? [
          {
            topic,
            all: of(row.n, {}),
            open: of(row.open, { open: 'true' }),
            overdue: of(row.late, { overdue: 'true' }),
          },
        ]
      : [];
  });
}
