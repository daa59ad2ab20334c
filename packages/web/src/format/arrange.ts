// Arranges commitments for a list: searching, grouping by due or by person, and the order inside a group.
import { type CommitmentStatus, type CommitmentView, openStatuses } from '@vito/contracts/commitment';
import { type Clock, type DueGroup, dueDay, dueGroup, dueGroups, dueTime, isPast } from './due.js';
import { counterpart, fold } from './people.js';

export interface Group {
  key: string;
  title: string;
  items: CommitmentView[];
  late: number;
  /** The person of the directory whose group it is. */
  who?: string;
}

const groupTitles: Record<DueGroup, string> = {
  overdue: 'Overdue',
  today: 'Today',
  'this-week': 'This week',
  'next-week': 'Next week',
  later: 'Later',
  none: 'No date',
};

export function isOpen(commitment: { status: CommitmentStatus; hidden: string | null }): boolean {
  return commitment.hidden === null && openStatuses.includes(commitment.status);
}

export function isLate(commitment: CommitmentView, clock: Clock): boolean {
  return isOpen(commitment) && commitment.due !== null && isPast(commitment.due, clock);
}

/** Keeps what holds every word of the query in its action, quote, people, condition or document. */
export function search(items: readonly CommitmentView[], query: string): CommitmentView[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...items];
  return items.filter((item) => {
    const hay = searchText(item);
    return words.every((word) => hay.includes(word));
  });
}

/** Groups in the order of their dues. With `doneApart`, ended ones stand in a group of their own at the end. */
export function byDue(items: readonly CommitmentView[], clock: Clock, doneApart: boolean): Group[] {
  const done = doneApart ? items.filter((item) => !isOpen(item)) : [];
  const rest = doneApart ? items.filter(isOpen) : items;
  const groups = dueGroups.map((key) => ({
    key,
    title: groupTitles[key],
    items: inOrder(
      rest.filter((item) => dueGroup(item.due, clock) === key),
      clock.zone,
    ),
    late: key === 'overdue' ? rest.filter((item) => isLate(item, clock)).length : 0,
  }));
  const all = [
    ...groups,
    { key: 'done', title: 'Done and closed', items: inOrder(done, clock.zone).reverse(), late: 0 },
  ];
  return all.filter((group) => group.items.length > 0);
}

/** Groups by the one on the other side: most overdue first, then most owed, then by name. */
export function byPerson(items: readonly CommitmentView[], clock: Clock): Group[] {
  const people = new Map<string, Group>();
  for (const item of items) {
    const person = counterpart(item);
    const id = item.side === 'i-owe' ? item.creditorId : item.debtorId;
    const key = id ?? fold(person.name);
    const group = people.get(key) ?? { key, title: person.name, items: [], late: 0, ...(id ? { who: id } : {}) };
    group.items.push(item);
    if (isLate(item, clock)) group.late += 1;
    people.set(key, group);
  }
  return [...people.values()]
    .map((group) => ({ ...group, items: inOrder(group.items, clock.zone) }))
    .sort((a, b) => b.late - a.late || b.items.length - a.items.length || a.title.localeCompare(b.title));
}

/** By due, those without one last; then as they stand in their documents. */
export function inOrder(items: readonly CommitmentView[], zone: string): CommitmentView[] {
  const key = (item: CommitmentView) =>
    item.due === null ? '9999' : `${dueDay(item.due, zone)}T${dueTime(item.due, zone) ?? '24:00'}`;
  return [...items].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left !== right) return left < right ? -1 : 1;
    return a.documentId === b.documentId ? a.start - b.start : a.id < b.id ? -1 : 1;
  });
}

function searchText(item: CommitmentView): string {
  const people = [item.debtor, item.creditor].flatMap((party) => [party?.name, party?.organisation, party?.address]);
  return fold([item.action, item.quote, item.documentName, item.condition, ...people].filter(Boolean).join(' '));
}
