// Which commitments a filter means, as SQL over the projection. Lists and counts share it, so that they agree.
import type { Outcome, outcomeGroups } from '@vito/contracts/commitment-filter';
import { nameKey } from '@vito/contracts/party-key';
import type { routes } from '@vito/contracts/routes';
import { type RawBuilder, sql } from 'kysely';
import { DateTime } from 'luxon';
import type { z } from 'zod';
import { formsOf } from './topics.js';

export type Query = z.output<typeof routes.listCommitments.query>;
type Condition = RawBuilder<boolean>;

/** How "I" am known, to tell the sides apart, and who everybody is. */
export interface Viewer {
  keys: string[];
  zone: string;
  /** The directory's id of a party of a commitment. */
  idOf(documentId: string | null, key: string | null): string | null;
}

/** Which mentions mean somebody, as the directory says: keys, and `document key` where only the thread tells. */
export interface Match {
  keys: readonly string[];
  also: readonly string[];
  not: readonly string[];
}

/** `match`: whom `query.person` means; by its own words where nobody knows. */
export function conditions(viewer: Viewer, query: Partial<Query>, now: Date, match: Match | null): Condition[] {
  const mine = sql`${viewer.keys}::text[]`;
  const owed = sql<boolean>`c.debtor_keys && ${mine}`;
  const owing = sql<boolean>`c.creditor_keys && ${mine}`;
  const list: Condition[] = [sql<boolean>`true`];
  if (query.side === 'i-owe') list.push(owed);
  if (query.side === 'owed-to-me') list.push(sql`not ${owed} and ${owing}`);
  if (query.side === 'between-others') list.push(sql`not ${owed} and not ${owing}`);
  if (query.status) list.push(sql`c.status = ${query.status}`);
  if (query.open !== undefined) list.push(sql`c.open = ${query.open}`);
  if (query.overdue === true) list.push(sql`c.open and ${overdue(viewer, now)}`);
  if (query.overdue === false) list.push(sql`not (c.open and coalesce(${overdue(viewer, now)}, false))`);
  if (query.document) list.push(toldIn(query.document));
  if (query.person !== undefined) list.push(match ? stands(match, query.role) : named(query.person, query.role));
  if (query.outcome) list.push(ofOutcome(query.outcome, viewer, now));
  if (query.dueFrom) list.push(sql`left(c.due, 10) >= ${query.dueFrom}`);
  if (query.dueTo) list.push(sql`left(c.due, 10) <= ${query.dueTo}`);
  if (query.timed !== undefined) list.push(sql`(c.due_at is not null and c.said_time is not null) = ${query.timed}`);
  if (query.moved !== undefined) list.push(sql`(c.moved > 0) = ${query.moved}`);
  if (query.topic !== undefined) list.push(about(query.topic));
  return list;
}

/** For the first time, or by one that tells it again; or changed there. */
const toldIn = (documentId: string): Condition => sql`(c.document_id = ${documentId}
  or c.commitment_id in (select again.restates from vito.commitment again where again.document_id = ${documentId})
  or c.heard @> ${JSON.stringify([{ documentId }])}::jsonb)`;

/** A civil day is over when the viewer's calendar says so; a time of day when its instant has passed. */
export function overdue(viewer: Pick<Viewer, 'zone'>, now: Date): Condition {
  const today = todayOf(viewer, now).toISODate();
  return sql`(case when c.precision = 'day' then c.due < ${today} else c.due_at < ${now.toISOString()}::timestamptz end)`;
}

export const todayOf = (viewer: Pick<Viewer, 'zone'>, now: Date): DateTime =>
  DateTime.fromJSDate(now, { zone: viewer.zone }).startOf('day');

/** The outcome of each commitment; `Outcome` says what they mean. One of which nobody knows when it was fulfilled counts as undated. */
export function outcome(viewer: Pick<Viewer, 'zone'>, now: Date): RawBuilder<Outcome> {
  return sql`case
    when c.status in ('declined', 'cancelled') then 'off'
    when c.status = 'fulfilled' then
      case when c.due_at is null or c.ended_at is null then 'kept-undated'
           when c.ended_at <= c.due_at then 'kept-on-time' else 'kept-late' end
    when c.due_at is null then 'open-undated'
    when ${overdue(viewer, now)} then 'overdue'
    else 'open' end`;
}

const groups: Record<keyof typeof outcomeGroups, readonly Outcome[]> = {
  kept: ['kept-on-time', 'kept-late'],
  decided: ['kept-on-time', 'kept-late', 'overdue'],
};

function ofOutcome(wanted: NonNullable<Query['outcome']>, viewer: Viewer, now: Date): Condition {
  const list = wanted === 'kept' || wanted === 'decided' ? groups[wanted] : [wanted];
  return sql`(${outcome(viewer, now)}) = any(${list}::text[])`;
}

function stands({ keys, also, not }: Match, role: Query['role']): Condition {
  const on = (side: 'debtor' | 'creditor'): Condition => {
    const who = side === 'debtor' ? sql`c.debtor_who` : sql`c.creditor_who`;
    const plain = sql<boolean>`${who} = any(${keys}::text[])`;
    if (also.length === 0 && not.length === 0) return plain;
    const mention = sql`(coalesce(c.document_id, '') || ' ' || ${who})`;
    const [alsoKeys, notKeys] = [keysOf(also), keysOf(not)]; // so that few mentions are put together and looked up
    return sql`((${plain} and not (${who} = any(${notKeys}::text[]) and ${mention} = any(${not}::text[])))
      or (${who} = any(${alsoKeys}::text[]) and ${mention} = any(${also}::text[])))`;
  };
  if (role) return on(role);
  return sql`(coalesce(${on('debtor')}, false) or coalesce(${on('creditor')}, false))`;
}

const keysOf = (mentions: readonly string[]): string[] => [
  ...new Set(mentions.map((mention) => mention.slice(mention.indexOf(' ') + 1))),
];

/** Whom the directory does not know, or knows several of: by the words themselves. */
function named(person: string, role: Query['role']): Condition {
  const key = nameKey(person);
  const keys = sql`${[`address ${person.toLowerCase()}`, `name ${key}`, `organisation ${key}`]}::text[]`;
  const [debtor, creditor] = [sql<boolean>`c.debtor_keys && ${keys}`, sql<boolean>`c.creditor_keys && ${keys}`];
  if (role) return role === 'debtor' ? debtor : creditor;
  return sql`(${debtor} or ${creditor})`;
}

/** Commitments whose action has the word, or its plural. */
function about(topic: string): Condition {
  return sql`c.terms @@ to_tsquery('pg_catalog.simple', ${formsOf(topic).join(' | ')})`;
}
