// Moments in words: when something happened or was said, in the looker's zone.
import { addDays, longDay, shortDay, wallClock } from './civil.js';
import type { Clock } from './due.js';

/** HH:mm of an instant in a zone. */
export function timeOf(iso: string, zone: string): string {
  return wallClock(Date.parse(iso), zone).time;
}

/** The civil day on which an instant falls in a zone; a civil day is itself. */
export function dayOf(iso: string, zone: string): string {
  return iso.length <= 10 ? iso : wallClock(Date.parse(iso), zone).day;
}

/** The heading over a day of the log: "Today", "Yesterday", "Thu 26 Mar". */
export function dayHeading(day: string, clock: Clock): string {
  const today = wallClock(clock.now, clock.zone).day;
  if (day === today) return 'Today';
  if (day === addDays(today, -1)) return 'Yesterday';
  return shortDay(day, today.slice(0, 4));
}

/** Day and time, short: "26 Mar 18:05" today's date left out; a civil day has no time. */
export function shortMoment(iso: string, clock: Clock): string {
  const today = wallClock(clock.now, clock.zone).day;
  const day = dayOf(iso, clock.zone);
  const date = shortDay(day, today.slice(0, 4));
  if (iso.length <= 10) return date;
  const time = timeOf(iso, clock.zone);
  return day === today ? time : `${date}, ${time}`;
}

/** The time of today, the day of any other: for a column that must stay narrow. */
export function briefMoment(iso: string, clock: Clock): string {
  const today = wallClock(clock.now, clock.zone).day;
  const day = dayOf(iso, clock.zone);
  return day === today && iso.length > 10 ? timeOf(iso, clock.zone) : shortDay(day, today.slice(0, 4));
}

/** Everything about a moment, for a tooltip. */
export function fullMoment(iso: string, zone: string): string {
  if (iso.length <= 10) return longDay(iso);
  const at = wallClock(Date.parse(iso), zone);
  return `${longDay(at.day)}, ${at.time} (${zone})`;
}
