// Commitments as people read them: a table with wrapped quotes on a terminal, one line each in a pipe.
import type { CommitmentStatus, Side } from '@vito/contracts/commitment';
import type { Party } from '@vito/contracts/reading';
import { dueDistance, dueParts, dueStyle } from './due.js';
import type { Output, Style } from './output.js';
import { fromTo, partyName } from './party.js';
import { type Cell, type Column, table } from './table.js';

/** What is shown of a commitment, whether it was just extracted or comes from the server. */
export interface ShownCommitment {
  id?: string;
  quote: string;
  debtor: Party | null;
  creditor: Party | null;
  action: string;
  due: string | null;
  condition: string | null;
  status: CommitmentStatus;
  page: number | null;
  side?: Side;
  /** What a message lets one think, with its words. */
  suggestion?: { status: CommitmentStatus; evidence: { quote: string } } | null;
}

const sideWords: Record<Side, string> = {
  'i-owe': 'I owe',
  'owed-to-me': 'owed to me',
  'between-others': '',
};
const statusStyles: Record<CommitmentStatus, Style> = {
  proposed: 'cyan',
  accepted: 'green',
  renegotiated: 'yellow',
  delegated: 'magenta',
  fulfilled: 'dim',
  declined: 'dim',
  cancelled: 'dim',
};

// Wide enough for what they can hold, so that tables printed one after the other line up.
const terminalColumns: Column[] = [
  { head: 'DUE'.padEnd(15) },
  { head: 'WHO AND WHAT', flexible: true, fill: true },
  { head: 'STATUS'.padEnd(12) },
];
const readable = 100;

/** Lines for all of them, the heads first, aligned with each other. `now` is what "in 3 days" counts from. */
export function commitmentRows(items: readonly ShownCommitment[], out: Output, now: Date): string[] {
  if (out.terminal) {
    const rows = items.map((item) => terminalRow(item, now));
    return table(terminalColumns, rows, { width: Math.min(out.width, readable), paint: out.paint });
  }
  const withIds = items.some((item) => item.id !== undefined);
  const names = ['DUE', 'DEBTOR', 'CREDITOR', 'STATUS', ...(withIds ? ['ID'] : []), 'ACTION', 'QUOTE'];
  return table(
    names.map((head) => ({ head })),
    items.map((item) => pipeRow(item, withIds)),
    out,
  );
}

function terminalRow(item: ShownCommitment, now: Date): Cell[] {
  const style = dueStyle(item.due, item.status, now);
  const page = item.page === null ? '' : ` (page ${item.page})`;
  const due = [...dueParts(item.due), dueDistance(item.due, now)].filter((text) => text !== '');
  const what: Cell = [
    { text: fromTo(item.debtor, item.creditor), style: 'bold' },
    { text: item.action },
    ...(item.condition === null ? [] : [{ text: `if: ${item.condition}` }]),
    { text: `“${item.quote.trim()}”${page}`, style: 'dim' },
    ...(item.suggestion ? [{ text: suggested(item.suggestion), style: 'yellow' as const }] : []),
    ...(item.id === undefined ? [] : [{ text: item.id, style: 'dim' as const }]),
    { text: '' },
  ];
  const side = item.side === undefined ? '' : sideWords[item.side];
  return [
    due.map((text) => ({ text, style })),
    what,
    [{ text: item.status, style: statusStyles[item.status] }, { text: side }],
  ];
}

const suggested = ({ status, evidence }: NonNullable<ShownCommitment['suggestion']>): string =>
  `looks ${status}: “${evidence.quote}”`;

function pipeRow(item: ShownCommitment, withId: boolean): Cell[] {
  const cells = [item.due, partyName(item.debtor), partyName(item.creditor), item.status];
  return [...cells, ...(withId ? [item.id] : []), item.action, item.quote].map(
    (text) => text?.replace(/\s+/g, ' ').trim() || '-',
  );
}
