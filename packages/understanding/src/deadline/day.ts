// What a date expression says, before it is known when it was said; and how it is resolved against a reference time.
import type { DateTime } from 'luxon';
import type { Unit } from './lexicon.js';

export interface Amount {
  n: number;
  unit: Unit;
}

export type Day =
  /** So much time after (or before, when negative) another day; from null counts from the reference time. */
  | { kind: 'shift'; amounts: readonly Amount[]; from: Day | null }
  /** A weekday: the first to come, of this week, of `weeks` weeks on, or the one past. */
  | { kind: 'weekday'; weekday: number; week: 'coming' | 'this' | 'ahead' | 'last'; weeks: number }
  | { kind: 'date'; year: number | null; month: number; day: number; weekday: number | null }
  /** "The 15th": of the month `shift` months on, or (null) the next to come. */
  | { kind: 'monthday'; day: number; shift: number | null; weekday: number | null }
  | {
      kind: 'period';
      unit: 'week' | 'month' | 'quarter' | 'half' | 'year';
      part: 'start' | 'mid' | 'end';
      shift: number;
      /** Number of the month, quarter or half in its year; null for the one `shift` away. */
      index: number | null;
      year: number | null;
    }
  /** A day of a numbered week of the year (ISO 8601: the first is the one that holds 4 January). */
  | { kind: 'week-number'; week: number; weekday: number; year: number | null }
  /** The nth (-1: last) weekday, business day, or day where weekday is null, of a month. */
  | {
      kind: 'nth';
      nth: number;
      weekday: number | 'business' | null;
      month: number | null;
      shift: number;
      year: number | null;
    }
  /** So many days after Easter Sunday. */
  | { kind: 'easter'; plus: number; year: number | null }
  /** Something that happens on a day the expression does not name: "receipt of the unit", "that date". */
  | { kind: 'event'; words: string };

/** Finds the day of an event in the surrounding text, as YYYY-MM-DD, or null where the text does not say. */
export type EventDay = (words: string) => string | null;

export interface ResolvedDay {
  at: DateTime;
  /** True where hours or minutes were counted, so that the time of day is meant. */
  exact: boolean;
}

/** The day an expression means when said at `now`, or null (no such day, or an event nobody dated). */
export function resolveDay(day: Day, now: DateTime, eventDay: EventDay): ResolvedDay | null {
  const at = day.kind === 'shift' ? shifted(day, now, eventDay) : whole(civil(day, now, eventDay));
  return at?.at.isValid ? at : null;
}

function whole(at: DateTime | null): ResolvedDay | null {
  return at && { at: at.startOf('day'), exact: false };
}

function civil(day: Exclude<Day, { kind: 'shift' }>, now: DateTime, eventDay: EventDay): DateTime | null {
  switch (day.kind) {
    case 'weekday':
      return weekday(day, now);
    case 'date':
      return calendarDate(day, now);
    case 'monthday':
      return monthday(day, now);
    case 'period':
      return period(day, now);
    case 'week-number':
      return weekNumber(day, now);
    case 'nth':
      return nth(day, now);
    case 'easter':
      return fromEaster(day, now);
    case 'event': {
      const iso = eventDay(day.words);
      return iso ? dayOf(now, iso) : null;
    }
  }
}

function dayOf(now: DateTime, iso: string): DateTime {
  const [year, month, day] = iso.slice(0, 10).split('-').map(Number);
  return now.startOf('day').set({ year: year ?? 1, month: month ?? 1, day: day ?? 1 });
}

function shifted(day: Extract<Day, { kind: 'shift' }>, now: DateTime, eventDay: EventDay): ResolvedDay | null {
  const from = day.from === null ? { at: now, exact: false } : resolveDay(day.from, now, eventDay);
  if (from === null) return null;
  let at = from.at;
  let exact = from.exact;
  for (const { n, unit } of day.amounts) {
    if (Math.abs(n) > 100_000) return null;
    if (unit === 'business') at = businessDaysOn(at, n);
    else if (unit === 'fortnight') at = at.plus({ days: 14 * n });
    else if (unit === 'quarter') at = at.plus({ months: 3 * n });
    else at = at.plus({ [`${unit}s`]: n });
    if (unit === 'hour' || unit === 'minute') exact = true;
  }
  return { at: exact ? at.startOf('minute') : at.startOf('day'), exact };
}

/** Day 1 is the first business day after the event; Monday to Friday, holidays are not taken out. */
function businessDaysOn(from: DateTime, n: number): DateTime {
  const step = n < 0 ? -1 : 1;
  let at = from;
  // Whole weeks first, so that a large number costs nothing.
  const weeks = Math.trunc(Math.max(0, Math.abs(n) - 7) / 5);
  at = at.plus({ weeks: weeks * step });
  for (let left = Math.abs(n) - weeks * 5; left > 0; ) {
    at = at.plus({ days: step });
    if (at.weekday <= 5) left--;
  }
  return at;
}

function weekday(day: Extract<Day, { kind: 'weekday' }>, now: DateTime): DateTime {
  const ahead = (day.weekday - now.weekday + 7) % 7 || 7;
  const inWeek = now.startOf('week').plus({ days: day.weekday - 1 });
  if (day.week === 'coming') return now.plus({ days: ahead, weeks: day.weeks });
  if (day.week === 'ahead') return inWeek.plus({ weeks: day.weeks });
  if (day.week === 'last') {
    const back = (now.weekday - day.weekday + 7) % 7 || 7;
    return day.weeks ? inWeek.minus({ weeks: day.weeks }) : now.minus({ days: back });
  }
  return inWeek < now.startOf('day') ? inWeek.plus({ weeks: 1 }) : inWeek;
}

function calendarDate(day: Extract<Day, { kind: 'date' }>, now: DateTime): DateTime | null {
  const on = (year: number) => {
    const at = now.startOf('day').set({ year, month: 1, day: 1 }).set({ month: day.month });
    return day.day <= (at.daysInMonth ?? 0) ? at.set({ day: day.day }) : null;
  };
  if (day.year !== null) return on(day.year);
  // 29 February: up to eight years ahead.
  const tried = Array.from({ length: 9 }, (_, i) => on(now.year + i)).filter((at) => at !== null);
  const next = tried.find((at) => at >= now.startOf('day')) ?? null;
  if (day.weekday === null || next?.weekday === day.weekday) return next;
  const past = on(now.year - 1);
  const recent = past && now.diff(past, 'days').days < 183 ? past : null;
  return [on(now.year), recent, on(now.year + 1)].find((at) => at?.weekday === day.weekday) ?? next;
}

function monthday(day: Extract<Day, { kind: 'monthday' }>, now: DateTime): DateTime | null {
  const on = (shift: number) => {
    const at = now.startOf('month').plus({ months: shift });
    return day.day <= (at.daysInMonth ?? 0) ? at.set({ day: day.day }) : null;
  };
  if (day.shift !== null) return on(day.shift);
  const order = day.weekday === null ? [0, 1, 2] : [0, -1, 1, 2, 3];
  const found = order.map(on).filter((at) => at !== null);
  if (day.weekday !== null) {
    const named = found.find((at) => at.weekday === day.weekday);
    if (named) return named;
  }
  return found.find((at) => at >= now.startOf('day')) ?? null;
}

function period(day: Extract<Day, { kind: 'period' }>, now: DateTime): DateTime | null {
  if (day.unit === 'week') {
    const late = day.shift === 0 && now.weekday > 5 ? 1 : 0;
    const monday = now.startOf('week').plus({ weeks: day.shift + late });
    return monday.plus({ days: { start: 0, mid: 2, end: 4 }[day.part] });
  }
  const length = { month: 1, quarter: 3, half: 6, year: 12 }[day.unit];
  const year = day.year ?? now.year;
  const index = day.index ?? Math.floor((now.month - 1) / length) + 1 + day.shift;
  const first = now
    .startOf('year')
    .set({ year })
    .plus({ months: (index - 1) * length });
  const at = inPeriod(first, length, day.part);
  const past = day.year === null && day.index !== null && at < now.startOf('day');
  return past ? inPeriod(first.plus({ years: 1 }), length, day.part) : at;
}

/** In this year or, where that has passed, in the next; null where the year has no such week. */
function weekNumber({ week, weekday, year }: Extract<Day, { kind: 'week-number' }>, now: DateTime): DateTime | null {
  const on = (weekYear: number) => {
    const at = now
      .startOf('year')
      .set({ year: weekYear, month: 1, day: 4 })
      .startOf('week')
      .plus({ weeks: week - 1 });
    return at.weekYear === weekYear ? at.plus({ days: weekday - 1 }) : null;
  };
  if (year !== null) return on(year);
  const at = on(now.weekYear);
  return at !== null && at >= now.startOf('day') ? at : on(now.weekYear + 1);
}

function inPeriod(first: DateTime, months: number, part: 'start' | 'mid' | 'end'): DateTime {
  if (part === 'end') return first.plus({ months }).minus({ days: 1 });
  if (part === 'mid') return months === 1 ? first.set({ day: 15 }) : first.plus({ months: Math.ceil(months / 2) });
  return first.plus({ days: (5 - first.weekday + 7) % 7 }); // the Friday of its first days
}

function nth(day: Extract<Day, { kind: 'nth' }>, now: DateTime): DateTime | null {
  const month = (year: number) =>
    day.month === null
      ? now.startOf('month').plus({ months: day.shift })
      : now.startOf('year').set({ year, month: day.month });
  const pick = (first: DateTime) => {
    if (day.weekday === null) return day.nth < 0 ? first.endOf('month') : first.set({ day: day.nth });
    if (day.weekday === 'business')
      return businessDaysOn(day.nth < 0 ? first.plus({ months: 1 }) : first.minus({ days: 1 }), day.nth);
    const last = first.endOf('month');
    if (day.nth < 0) return last.minus({ days: (last.weekday - day.weekday + 7) % 7 });
    const at = first.plus({ days: ((day.weekday - first.weekday + 7) % 7) + 7 * (day.nth - 1) });
    return at.month === first.month ? at : null;
  };
  const at = pick(month(day.year ?? now.year));
  const past = day.month !== null && day.year === null && at !== null && at < now.startOf('day');
  return past ? pick(month(now.year + 1)) : at;
}

function fromEaster(day: Extract<Day, { kind: 'easter' }>, now: DateTime): DateTime {
  const on = (year: number) => easter(now.startOf('year').set({ year })).plus({ days: day.plus });
  const at = on(day.year ?? now.year);
  return day.year === null && at < now.startOf('day') ? on(now.year + 1) : at;
}

/** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
function easter(newYear: DateTime): DateTime {
  const { year } = newYear;
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return newYear.set({ month: Math.floor(n / 31), day: (n % 31) + 1 });
}
