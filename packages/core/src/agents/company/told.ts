// A commitment as steps, gates and people get it from a tool: plain, with what day it is reckoned in.
import { type CommitmentView, openStatuses } from '@vito/contracts/commitment';
import { DateTime } from 'luxon';
import type { Json } from '../tool.js';
import { nameOf } from './company.js';

export type ToldCommitment = ReturnType<typeof told>;

export const isOpen = ({ hidden, status }: CommitmentView): boolean => hidden === null && openStatuses.includes(status);

/** `zone`: where the company's days end. */
export const dayOf = (now: Date, zone: string): string =>
  DateTime.fromJSDate(now, { zone }).toISODate() ?? now.toISOString().slice(0, 10);

export const dayAfter = (day: string, days: number): string =>
  DateTime.fromISO(day, { zone: 'UTC' }).plus({ days }).toISODate() ?? day;

/** The day of a due, in that zone. */
export const dueDay = (due: string | null, zone: string): string | null =>
  due === null || due.length === 10 ? due : DateTime.fromISO(due, { zone }).toISODate();

/** Days past its due; below 0: days that are left. Null without a due. */
export function daysLate(due: string | null, today: string, zone: string): number | null {
  const day = dueDay(due, zone);
  if (day === null) return null;
  const days = DateTime.fromISO(today, { zone: 'UTC' }).diff(DateTime.fromISO(day, { zone: 'UTC' }), 'days').days;
  return Number.isFinite(days) ? Math.round(days) : null;
}

export function told(one: CommitmentView, { today, zone }: { today: string; zone: string }) {
  return {
    id: one.id,
    side: one.side,
    status: one.status,
    open: isOpen(one),
    debtor: nameOf(one.debtor),
    creditor: nameOf(one.creditor),
    action: one.action,
    due: one.due,
    daysLate: daysLate(one.due, today, zone),
    condition: one.condition,
    quote: one.quote,
    document: one.documentId,
    documentName: one.documentName,
    saidAt: one.saidAt,
    suggested: one.suggestion?.status ?? null,
  } satisfies Json;
}

/** "Ada Quill: send the drawings (due 2026-03-06, 3 days late)". */
export function lineOf(one: ToldCommitment): string {
  const due = one.due === null ? 'no date' : `due ${one.due.slice(0, 10)}`;
  return `${one.debtor ?? 'nobody named'}: ${one.action} (${[due, ...lateWords(one)].join(', ')})`;
}

function lateWords({ open, daysLate: days }: ToldCommitment): string[] {
  if (!open || days === null || days < 0) return [];
  if (days === 0) return ['today'];
  return [`${days} ${days === 1 ? 'day' : 'days'} late`];
}
