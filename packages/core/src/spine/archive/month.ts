// A month of the log, in UTC as partitions are cut: 2026-03.
import { Failure } from '@vito/runtime/failure';

/** Reads `2026-03`. Throws Failure('invalid'). */
export function readMonth(text: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw new Failure('invalid', `"${text}" is no month: write it as 2026-03`);
  return text;
}

/** Its first moment and that of the next one, as PostgreSQL takes them. */
export function boundsOf(month: string): { from: string; to: string } {
  return { from: `${month}-01 00:00:00+00`, to: `${laterMonth(month, 1)}-01 00:00:00+00` };
}

/** `count` months later, or with a negative count earlier. */
export function laterMonth(month: string, count: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

export const monthOf = (at: Date): string => at.toISOString().slice(0, 7);

/** Of the partition, without its schema. */
export const partitionOf = (month: string): string => `events_${month.replace('-', '_')}`;
