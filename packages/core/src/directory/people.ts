// People and organisations as the API shows them, with what they owe and are owed, counted from the commitments themselves.
import type { WhoPart, WhoRef, WhoRow, WhoView } from '@vito/contracts/directory';
import { nameKey } from '@vito/contracts/party-key';
import { Failure } from '@vito/runtime/failure';
import { sql } from 'kysely';
import type { Reader } from '../platform/database.js';
import { readCursor, writeCursor } from '../spine/cursor.js';
import type { Directory } from './directory.js';
import type { Who } from './gather.js';

export interface Counts {
  owes: number;
  owed: number;
  overdue: number;
}
export interface ListQuery {
  cursor?: string | undefined;
  limit: number;
  q?: string | undefined;
}

const none: Counts = { owes: 0, owed: 0, overdue: 0 };

/** Open commitments by who stands on which side. `isOverdue`: the condition over the row `c`. */
export async function countOpen(
  reader: Reader,
  directory: Directory,
  isOverdue: ReturnType<typeof sql<boolean>>,
): Promise<Map<string, Counts>> {
  const doubtful = sql`${directory.doubtful}::text[]`;
  const { rows } = await sql<{ side: 'owes' | 'owed'; who: string; document: string | null; n: number; late: number }>`
    with base as materialized (
      select debtor_who, creditor_who, document_id, ${isOverdue} as late from vito.commitment c where open and hidden is null
    )
    select 'owes' as side, debtor_who as who, case when debtor_who = any(${doubtful}) then document_id end as document,
           count(*) as n, count(*) filter (where late) as late
    from base where debtor_who is not null group by 2, 3
    union all
    select 'owed', creditor_who, case when creditor_who = any(${doubtful}) then document_id end, count(*), 0
    from base where creditor_who is not null group by 2, 3`.execute(reader);
  const counts = new Map<string, Counts>();
  for (const { side, who: key, document, n, late } of rows) {
    const who = directory.whoOf(document ?? '', key);
    if (!who) continue;
    const before = counts.get(who.id) ?? none;
    counts.set(who.id, { ...before, [side]: before[side] + n, overdue: before.overdue + late });
  }
  return counts;
}

/** Those with most that is open first. `kind`: only these. */
export function listWho(directory: Directory, counts: Map<string, Counts>, query: ListQuery, only?: Who['kind']) {
  const from = query.cursor ? Number(readCursor(query.cursor, 'people', (at) => /^\d{1,9}$/.test(at)).at) : 0;
  const words = nameKey(query.q ?? '')
    .split(' ')
    .filter(Boolean);
  const fitting = directory.all.filter(
    (who) => (!only || who.kind === only) && words.every((word) => spoken(who).includes(word)),
  );
  const open = ({ id }: Who) => (counts.get(id)?.owes ?? 0) + (counts.get(id)?.owed ?? 0);
  const order = (a: Who, b: Who) =>
    open(b) - open(a) || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1);
  const all = [...fitting].sort(order);
  const items = all.slice(from, from + query.limit).map((who) => rowOf(directory, counts, who));
  const next =
    all.length > from + query.limit ? writeCursor({ at: String(from + query.limit), id: '' }, 'people') : null;
  return { items, next };
}

const spoken = (who: Who): string => nameKey([who.name, ...who.keys].join(' '));

function rowOf(directory: Directory, counts: Map<string, Counts>, who: Who): WhoRow {
  const { id, kind, name, address, mine } = who;
  return {
    id,
    kind,
    name,
    address,
    organisation: refOf(directory, who.organisation),
    mine,
    candidates: who.candidates.flatMap((one) => refOf(directory, one) ?? []),
    ...(counts.get(id) ?? none),
  };
}

function refOf(directory: Directory, id: string | null): WhoRef | null {
  const who = id === null ? null : directory.byId(id);
  return who && { id: who.id, name: who.name };
}

/** One person or organisation, by any id, address or name. Throws Failure('not-found'). */
export function viewWho(directory: Directory, counts: Map<string, Counts>, text: string): WhoView {
  const who = needWho(directory, text);
  const people = directory.all.filter(({ organisation }) => who.kind === 'organisation' && organisation === who.id);
  return {
    ...rowOf(directory, counts, who),
    parts: who.keys.map((key) => partOf(directory, who, key)),
    people: people.map(({ id, name }) => ({ id, name })),
    alike: directory.alike(who).map(({ id, name, address }) => ({ id, name: address ? `${name} <${address}>` : name })),
  };
}

export function needWho(directory: Directory, text: string): Who {
  const who = directory.find(text);
  if (who) return who;
  throw new Failure('not-found', 'nobody is known by this id, address or name, or several are: see the list of people');
}

function partOf({ hash }: Directory, who: Who, key: string): WhoPart {
  const at = key.indexOf(' ');
  const kind = key.slice(0, at) as WhoPart['kind'];
  return {
    id: `${who.id.slice(0, 3)}_${hash(key)}`,
    kind,
    text: key.slice(at + 1),
    reason: who.reasons.get(key) ?? 'unclear',
  };
}
