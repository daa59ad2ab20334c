// The stamps of WhatsApp's exports: which lines start a message, and which of the two numbers of a date is the day.
import { isDay } from './transcript-cues.js';

export interface Stamped {
  /** The numbers of the date as they stand: day and month in an unknown order, or year, month, day. */
  date: readonly [number, number, number];
  yearFirst: boolean;
  dotted: boolean;
  time: string;
  /** What follows the stamp, with its marks of direction. */
  rest: string;
}

const date = '(\\d{1,4})([./-])(\\d{1,2})\\2(\\d{4}|\\d{1,2})';
const time = '(\\d{1,2})[:.](\\d\\d)(?:[:.](\\d\\d))?(?:\\s?([ap])\\.?\\s?m\\b\\.?)?';
const bracketed = new RegExp(`^\\[${date},?\\s{1,3}${time}\\] ?(.*)$`, 'i');
const dashed = new RegExp(`^${date},?\\s{1,3}${time} [-–] (.*)$`, 'i');
/** The beginning of a stamp and nothing behind it: where a file was cut. */
const cutStamp =
  /^(?:\[\d{1,4}[./-]\d{1,2}[./-]\d{0,4}(?:,\s{0,3}[\d:.]{0,8}(?:\s?[AP]?M?))?|\d{1,4}[./-]\d{1,2}[./-]\d{2,4},\s{0,3}[\d:.]{0,8}(?:\s?[AP]M)?(?: -)?)\s?$/i;
const marks = /^[\u200e\u200f\u202a-\u202e\u2066-\u2069]+/;

/** The stamp at the start of a line, or null where the line goes on with the message before. */
export function stampOf(line: string): Stamped | null {
  const plain = line.replace(marks, '');
  const match = /^\[?\d/.test(plain) ? (bracketed.exec(plain) ?? dashed.exec(plain)) : null;
  if (!match) return null;
  const [, first = '', separator, second = '', third = '', hour = '', minute = '', seconds, half, rest = ''] = match;
  const hours = hourOf(Number(hour), half);
  if (hours === null || Number(minute) > 59 || Number(seconds ?? 0) > 59) return null;
  const [a, b, c] = [Number(first), Number(second), Number(third)];
  const yearFirst = first.length === 4;
  if (first.length === 3 || (yearFirst ? third.length > 2 : third.length === 1)) return null;
  const stamp = { date: [a, b, c] as const, yearFirst, dotted: separator === '.', time: '', rest };
  if (dayOf(stamp, true) === null && dayOf(stamp, false) === null) return null;
  const two = (number: number) => String(number).padStart(2, '0');
  return { ...stamp, time: `${two(hours)}:${minute}:${seconds ?? '00'}` };
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** YYYY-MM-DD of a stamp, or null where there is no such day in that order. */
export function dayOf(stamp: Pick<Stamped, 'date' | 'yearFirst'>, dayFirst: boolean): string | null {
  const [a, b, c] = stamp.date;
  const [year, month, day] = stamp.yearFirst ? [a, b, c] : dayFirst ? [c, b, a] : [c, a, b];
  const full = year < 100 ? 2000 + year : year;
  const two = (number: number) => String(number).padStart(2, '0');
  const iso = `${String(full).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return full >= 1000 && isDay(iso) ? iso : null;
}

/** Whether days stand before months: told by a number over 12, else by the order of time; `sure` is false where neither tells. */
export function dayOrder(stamps: readonly Stamped[]): { dayFirst: boolean; sure: boolean } {
  const open = stamps.filter(({ yearFirst }) => !yearFirst);
  const dayOver = open.filter(({ date: [first] }) => first > 12).length;
  const monthOver = open.filter(({ date: [, second] }) => second > 12).length;
  if (dayOver !== monthOver) return { dayFirst: dayOver > monthOver, sure: true };
  const backwards = (dayFirst: boolean) => {
    const moments = stamps.map((stamp) => `${dayOf(stamp, dayFirst) ?? ''}T${stamp.time}`);
    return moments.filter((moment, i) => moment < (moments[i - 1] ?? '')).length;
  };
  const difference = backwards(true) - backwards(false);
  if (difference !== 0) return { dayFirst: difference < 0, sure: true };
  // Nobody writes months first with dots, and 5/5 is the same either way.
  return { dayFirst: true, sure: open.every(({ dotted, date: [a, b] }) => dotted || a === b) };
}

/** True for a line that is the beginning of a stamp and no more. */
export function isCutStamp(line: string): boolean {
  return line.length < 40 && cutStamp.test(line.replace(marks, '')) && stampOf(line) === null;
}

/** True for text whose first line starts a message of an export, and that has a second one or a name. */
export function looksLikeWhatsApp(text: string): boolean {
  const lines = text.trimStart().split('\n', 60);
  const [first = ''] = lines;
  const stamp = stampOf(first);
  if (!stamp) return false;
  return /^[^:]{1,80}: /.test(stamp.rest) || lines.slice(1).some((line) => stampOf(line) !== null);
}
