// How a rule for dates is written down: a pattern over folded text, and the day it stands for.
import { compile, type Groups } from '../pattern.js';
import type { Day } from './day.js';
import {
  businessDays,
  months,
  numbers,
  oneOf,
  ordinals,
  shortWeekdays,
  spoken,
  type Unit,
  units,
  weekdays,
} from './lexicon.js';

export interface RuleContext {
  /** 3/7 is 3 July (true) or March 7 (false). */
  dayFirst: boolean;
}
export interface DayRule {
  pattern: RegExp;
  make: (groups: Groups, context: RuleContext) => Day | null;
  /** A count of days whose start is said next: "10 days after …" (1) or "the day before …" (-1). */
  awaits?: 1 | -1;
}

/** Pieces that patterns are put together from. Word boundaries are the rule's own business. */
export const part = {
  weekday: `(?:${oneOf(Object.keys(weekdays))})`,
  anyWeekday: `(?:${oneOf([...Object.keys(weekdays), ...Object.keys(shortWeekdays)])})`,
  month: `(?:${oneOf(Object.keys(months))})`,
  number: `(?:\\d{1,4}|${oneOf(Object.keys(numbers))})`,
  /** "3-5 days", "two to three weeks": what stands before the longer span, which is the one that binds. */
  orMore: `(?:(?:\\d{1,3}|${oneOf(Object.keys(numbers))})(?:(?<!ty) ?- ?| - |-(?!(?:one|two|three|four|five|six|seven|eight|nine)\\b)| (?:to|or|bis|oder|o|ou|a) ))?`,
  unit: `(?:${businessDays}|${oneOf(Object.keys(units))})`,
  ordinal: `(?:${oneOf(Object.keys(ordinals))})`,
  spoken: `(?:${oneOf(Object.keys(spoken))})`,
  year: '(?:19|20)\\d\\d',
  /** Behind "Monday 8" this makes the 8 an hour, not a day of the month. */
  asHour: ' in the (?:morning|afternoon|evening)| at night',
  /** What may follow "the 15th" without making it the 15th of something else. */
  after: '(?= ?(?:[.,;:!?)\'"](?!\\d)|-|$))',
};

/** A rule from a pattern (see pattern.ts), bounded by word edges. */
export function rule(source: string, make: DayRule['make'], awaits?: 1 | -1): DayRule {
  const pattern = compile(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'gu');
  return awaits === undefined ? { pattern, make } : { pattern, make, awaits };
}

export function numberOf(word: string | undefined): number {
  if (word === undefined) return Number.NaN;
  const clean = word.replace(/ +/g, ' ');
  return /^\d+$/.test(clean) ? Number(clean) : (numbers[clean] ?? ordinals[clean] ?? spoken[clean] ?? Number.NaN);
}

export function unitOf(word: string | undefined): Unit {
  const clean = (word ?? 'day').replace(/ +/g, ' ');
  return units[clean] ?? 'business';
}

export function weekdayOf(word: string | undefined): number {
  const clean = word ?? '';
  return weekdays[clean] ?? shortWeekdays[clean] ?? 1;
}

export function monthOf(word: string | undefined): number {
  return months[word ?? ''] ?? 1;
}

/** So much time from now, or from a start that the text names next. */
export function span(groups: Groups, sign: 1 | -1 = 1): Day | null {
  const n = numberOf(groups.n);
  if (Number.isNaN(n)) return null;
  const amounts = [{ n: n * sign, unit: unitOf(groups.unit) }];
  const more = numberOf(groups.n2);
  if (!Number.isNaN(more)) amounts.push({ n: more * sign, unit: unitOf(groups.unit2) });
  return { kind: 'shift', amounts, from: null };
}

export const days = (n: number): Day => ({ kind: 'shift', amounts: [{ n, unit: 'day' }], from: null });

export const onWeekday = (groups: Groups, week: 'coming' | 'this' | 'ahead' | 'last' = 'coming', weeks = 0): Day => ({
  kind: 'weekday',
  weekday: weekdayOf(groups.wd),
  week,
  weeks,
});

export const inPeriod = (
  unit: 'week' | 'month' | 'quarter' | 'half' | 'year',
  edge: 'start' | 'mid' | 'end' = 'end',
  more: { shift?: number; index?: number; year?: string | undefined } = {},
): Day => ({
  kind: 'period',
  unit,
  part: edge,
  shift: more.shift ?? 0,
  index: more.index ?? null,
  year: more.year ? Number(more.year) : null,
});

export const inMonth = (groups: Groups, edge: 'start' | 'mid' | 'end' = 'end'): Day =>
  inPeriod('month', edge, { index: monthOf(groups.mon), year: groups.year });
