// Dues in words: which group a due falls into, how far away it is, and what it says in full.
import { type CivilDay, daysBetween, longDay, plainDay, shortDay, wallClock, weekday } from './civil.js';

/** Where and when somebody looks. */
export interface Clock {
  /** IANA zone of the profile. */
  zone: string;
  /** Milliseconds since 1970. */
  now: number;
}

export const dueGroups = ['overdue', 'today', 'this-week', 'next-week', 'later', 'none'] as const;
export type DueGroup = (typeof dueGroups)[number];
export type DueTone = 'late' | 'today' | 'soon' | 'later' | 'none';

/** The civil day of a due: a civil due stays what it says, a due with an offset is read in the looker's zone. */
export function dueDay(due: string, zone: string): CivilDay {
  return atInstant(due) ? wallClock(Date.parse(due), zone).day : due.slice(0, 10);
}

/** HH:mm in the looker's zone where a time of day was said; null for a civil day. */
export function dueTime(due: string, zone: string): string | null {
  if (due.length <= 10) return null;
  return atInstant(due) ? wallClock(Date.parse(due), zone).time : due.slice(11, 16);
}

/** True once the due has passed: a day passes at its end, a time of day at that minute. */
export function isPast(due: string, clock: Clock): boolean {
  if (atInstant(due)) return Date.parse(due) < clock.now;
  const here = wallClock(clock.now, clock.zone);
  const day = due.slice(0, 10);
  if (day !== here.day || due.length <= 10) return day < here.day;
  return due.slice(11, 16) < here.time;
}

/** The group of an open commitment's due. Weeks run from Monday to Sunday. */
export function dueGroup(due: string | null, clock: Clock): DueGroup {
  if (due === null) return 'none';
  if (isPast(due, clock)) return 'overdue';
  const today = wallClock(clock.now, clock.zone).day;
  const away = daysBetween(today, dueDay(due, clock.zone));
  if (away <= 0) return 'today';
  const restOfWeek = 7 - weekday(today);
  if (away <= restOfWeek) return 'this-week';
  return away <= restOfWeek + 7 ? 'next-week' : 'later';
}

/** How a due stands to now, short: "Today 17:00", "Tomorrow", "in 3 days", "2 days late", "12 Apr". */
export function relativeDue(due: string | null, clock: Clock, open: boolean): { text: string; tone: DueTone } {
  if (due === null) return { text: 'No date', tone: 'none' };
  const today = wallClock(clock.now, clock.zone).day;
  const day = dueDay(due, clock.zone);
  const time = dueTime(due, clock.zone);
  const away = daysBetween(today, day);
  const late = open && isPast(due, clock);
  const tone: DueTone = late ? 'late' : away <= 0 ? 'today' : away <= 3 ? 'soon' : 'later';
  if (!open) return { text: dated(day, today), tone: 'later' };
  if (late && away < 0) return { text: `${span(-away)} late`, tone };
  if (away === 0) return { text: time ? `Today ${time}` : 'Today', tone };
  if (away === 1) return { text: time ? `Tomorrow ${time}` : 'Tomorrow', tone };
  if (away < 14) return { text: `in ${away} days`, tone };
  return { text: dated(day, today), tone };
}

/** The whole due, for a tooltip: "Thursday, 26 March 2026, 17:00 (Europe/Berlin)". */
export function absoluteDue(due: string | null, zone: string): string {
  if (due === null) return 'No date was said';
  const time = dueTime(due, zone);
  if (time === null) return longDay(dueDay(due, zone));
  const said = atInstant(due) && due.slice(11, 16) !== time ? `, said as ${due.slice(11, 16)} ${offsetOf(due)}` : '';
  return `${longDay(dueDay(due, zone))}, ${time} (${zone}${said})`;
}

/** A due as a column of dates: "Thu 26 Mar", "Thu 26 Mar 17:00". */
export function columnDue(due: string, clock: Clock): string {
  const day = shortDay(dueDay(due, clock.zone), wallClock(clock.now, clock.zone).day.slice(0, 4));
  const time = dueTime(due, clock.zone);
  return time ? `${day} ${time}` : day;
}

function atInstant(due: string): boolean {
  return /T.*(Z|[+-]\d{2}:\d{2})$/.test(due);
}

function offsetOf(due: string): string {
  return due.endsWith('Z') ? 'UTC' : `UTC${due.slice(-6)}`;
}

function dated(day: CivilDay, today: CivilDay): string {
  return day.slice(0, 4) === today.slice(0, 4) ? plainDay(day) : `${plainDay(day)} ${day.slice(0, 4)}`;
}

function span(days: number): string {
  if (days < 14) return days === 1 ? '1 day' : `${days} days`;
  if (days < 60) return `${Math.round(days / 7)} weeks`;
  if (days < 730) return `${Math.round(days / 30.4)} months`;
  return `${Math.floor(days / 365)} years`;
}
