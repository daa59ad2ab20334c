// Timeline entries as people read them: one row each, aligned also while they come in one by one.
import type { TimelineEntry } from '@vito/contracts/timeline';
import { dueParts } from './due.js';
import type { Output } from './output.js';
import { fromTo } from './party.js';
import { type Cell, table } from './table.js';

const timeFormat = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' });

/** Lines for these entries; the first columns keep their widths from call to call. */
export function timelineRows(entries: readonly TimelineEntry[], out: Output): string[] {
  const columns = [{ head: '', align: 'right' as const }, { head: '' }, { head: '' }, { head: '', flexible: true }];
  return table(
    columns,
    entries.map((entry) => row(entry)),
    out,
  );
}

function row(entry: TimelineEntry): Cell[] {
  const by = entry.actor.kind === 'system' ? '' : `by ${entry.actor.name ?? entry.actor.kind}`;
  return [
    [{ text: String(entry.seq).padStart(6), style: 'dim' }],
    [{ text: localTime(entry.at), style: 'dim' }],
    [{ text: entry.type.replace(/[.-]/g, ' ').padEnd(23), style: 'bold' }],
    [whatOf(entry), by].filter((part) => part !== '').join(' · '),
  ];
}

/** `2026-03-26 18:05:30` in the reader's own zone. */
export function localTime(at: string): string {
  return timeFormat.format(new Date(at));
}

function whatOf({ commitment, document, fact, run, change }: TimelineEntry): string {
  const parts: string[] = [];
  if (commitment) {
    const due = commitment.due === null ? '' : ` · due ${dueParts(commitment.due).join(' ')}`;
    parts.push(`${fromTo(commitment.debtor, commitment.creditor)}: ${commitment.action}${due}`);
  } else if (document) {
    parts.push(document.problem === null ? document.name : `${document.name}: ${document.problem.message}`);
  } else if (fact) {
    parts.push(fact.gone ? `${fact.title} (no longer there)` : fact.title);
  } else if (run) {
    parts.push(run.said === null ? run.title : `${run.title}: ${run.said}`);
  }
  if (change?.status?.from) parts.push(`${change.status.from} → ${change.status.to}`);
  if (change?.due) parts.push(`due ${change.due.from ?? 'no date'} → ${change.due.to ?? 'no date'}`);
  if (change?.suggests) parts.push(`looks ${change.suggests}: ${document?.name ?? ''}`);
  if (change?.note) parts.push(`“${change.note}”`);
  return parts.join(' · ');
}
