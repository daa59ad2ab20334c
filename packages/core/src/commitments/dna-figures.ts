// Figures: a count with the query that lists exactly what it counted. Pure.
import type { Outcome } from '@vito/contracts/commitment-filter';
import type { DnaPerson, Figure, Keeping } from '@vito/contracts/dna';
import type { Counted, Somebody, Tally, WhoIsWho } from './dna-counts.js';

export type Asked = Record<string, string>;

export const figure = (n: number, query: Asked): Figure => ({ n, query });

/** `query`: what all of these have in common. */
export function keepingOf(tally: Tally, query: Asked): Keeping {
  const of = (outcome: Outcome) => figure(tally[outcome] ?? 0, { ...query, outcome });
  return {
    onTime: of('kept-on-time'),
    late: of('kept-late'),
    overdue: of('overdue'),
    undated: of('kept-undated'),
    open: of('open'),
    openUndated: of('open-undated'),
    off: of('off'),
  };
}

export const sumOf = (tally: Tally): number => Object.values(tally).reduce((sum, n) => sum + n, 0);

export function together(tallies: readonly (Tally | undefined)[]): Tally {
  const all: Tally = {};
  for (const tally of tallies)
    for (const [kind, n] of Object.entries(tally ?? {})) all[kind as Outcome] = (all[kind as Outcome] ?? 0) + n;
  return all;
}

/** Somebody's figures. `members`: further ids that count as theirs, as an organisation's people do. */
export function personOf(
  counted: Counted,
  people: WhoIsWho,
  who: Somebody,
  members: readonly string[] | null,
): DnaPerson {
  const ids = [who.id, ...(members ?? [])];
  const asked: Asked = { person: who.id, ...(members ? { members: 'true' } : {}) };
  const organisation = who.organisation === null ? null : people.byId(who.organisation);
  const moved = ids.reduce((sum, id) => sum + (counted.moved.get(id) ?? 0), 0);
  return {
    id: who.id,
    kind: who.kind,
    name: who.name,
    mine: who.mine,
    organisation: organisation && { id: organisation.id, name: organisation.name },
    owes: keepingOf(together(ids.map((id) => counted.owes.get(id))), { ...asked, role: 'debtor' }),
    owed: keepingOf(together(ids.map((id) => counted.owed.get(id))), { ...asked, role: 'creditor' }),
    moved: figure(moved, { ...asked, role: 'debtor', moved: 'true' }),
  };
}

/** Everybody who owes or is owed anything: people, and organisations with their people; most first. */
export function everybody(counted: Counted, people: WhoIsWho): { people: DnaPerson[]; organisations: DnaPerson[] } {
  const ids = [...new Set([...counted.owes.keys(), ...counted.owed.keys()])].filter((id) => id !== '');
  const known = ids.flatMap((id) => people.byId(id) ?? []);
  const members = new Map<string, string[]>();
  for (const who of known) {
    const at = who.kind === 'organisation' ? who.id : who.organisation;
    if (at === null) continue;
    members.set(at, [...(members.get(at) ?? []), ...(who.kind === 'organisation' ? [] : [who.id])]);
  }
  const weight = ({ owes, owed }: DnaPerson) => [owes, owed].flatMap(Object.values).reduce((sum, { n }) => sum + n, 0);
  const order = (a: DnaPerson, b: DnaPerson) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1);
  const persons = known
    .filter(({ kind }) => kind !== 'organisation')
    .map((who) => personOf(counted, people, who, null));
  const organisations = [...members].flatMap(([id, list]) => {
    const who = people.byId(id);
    return who ? [personOf(counted, people, who, list)] : [];
  });
  return { people: persons.sort(order), organisations: organisations.sort(order) };
}
