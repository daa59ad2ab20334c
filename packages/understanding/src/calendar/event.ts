// An occurrence as it is told: when, where, who, and whether it takes place.
import type ICAL from 'ical.js';
import { cleanText } from '../readers/characters.js';
import type { Clock } from './zones.js';

export interface Occurrence {
  item: ICAL.Event;
  /** When it was to be; null for what does not recur. */
  original: ICAL.Time | null;
  start: ICAL.Time;
  end: ICAL.Time;
}

export interface CalendarEvent {
  uid: string;
  /** When it was to be by the rule that repeats it; empty for what does not recur. */
  occurrence: string;
  title: string | null;
  description: string | null;
  location: string | null;
  /** A day for what lasts whole days; else a time with its offset. */
  start: string;
  end: string;
  /** The same as instants, in UTC. */
  startsAt: string;
  endsAt: string;
  allDay: boolean;
  /** The zone that it is told in; null: none. */
  zone: string | null;
  status: 'confirmed' | 'tentative' | 'cancelled' | null;
  organizer: string | null;
  attendees: { name: string | null; address: string | null; status: string | null }[];
  url: string | null;
  changedAt: string | null;
}

const mostAttendees = 200;

/** Null where its time is none. */
export function occurrenceOf(
  uid: string,
  { item, original, start, end }: Occurrence,
  clock: Clock,
): CalendarEvent | null {
  const startsAt = clock.instant(start);
  const ends = end ?? start;
  if (!Number.isFinite(Date.parse(startsAt))) return null;
  const endsAt = clock.instant(ends);
  const own = item.component;
  const changed = own.getFirstPropertyValue('last-modified') ?? own.getFirstPropertyValue('dtstamp');
  return {
    uid,
    occurrence: original === null ? '' : original.isDate ? clock.local(original) : clock.instant(original),
    title: textOf(item.summary, 1000),
    description: textOf(item.description, 20_000),
    location: textOf(item.location, 1000),
    start: clock.local(start),
    end: clock.local(ends),
    startsAt,
    endsAt: Number.isFinite(Date.parse(endsAt)) && endsAt > startsAt ? endsAt : startsAt,
    allDay: start.isDate,
    zone: clock.zoneOf(start),
    status: statusOf(own.getFirstPropertyValue('status')),
    organizer: addressOf(own.getFirstProperty('organizer')),
    attendees: own.getAllProperties('attendee').slice(0, mostAttendees).map(attendeeOf),
    url: textOf(own.getFirstPropertyValue('url'), 2000),
    changedAt: isTime(changed) ? clock.instant(changed) : null,
  };
}

const isTime = (value: unknown): value is ICAL.Time => typeof value === 'object' && value !== null && 'isDate' in value;

function textOf(value: unknown, most: number): string | null {
  return value === null || value === undefined ? null : cleanText(String(value)).trim().slice(0, most) || null;
}

function statusOf(value: unknown): CalendarEvent['status'] {
  const word = String(value ?? '').toLowerCase();
  return word === 'confirmed' || word === 'tentative' || word === 'cancelled' ? word : null;
}

const addressOf = (property: ICAL.Property | null): string | null =>
  property ? textOf(String(property.getFirstValue()).replace(/^mailto:/i, ''), 500) : null;

const attendeeOf = (property: ICAL.Property): CalendarEvent['attendees'][number] => ({
  name: textOf(property.getFirstParameter('cn'), 500),
  address: addressOf(property),
  status: textOf(property.getFirstParameter('partstat'), 50)?.toLowerCase() ?? null,
});
