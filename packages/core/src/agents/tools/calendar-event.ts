// Makes the text of a calendar file (RFC 5545) for one event: for a mail, or for whoever wants to import it.
import { createHash } from 'node:crypto';
import { Failure } from '@vito/runtime/failure';
import ICAL from 'ical.js';
import { z } from 'zod';
import { defineTool, type Tool } from '../tool.js';
import { Addressed, mailboxOf } from './mail-fields.js';

const when = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?$/,
    'a day as 2026-10-31, or a time with its offset as 2026-10-31T14:00:00+01:00',
  );
const input = z.strictObject({
  title: z.string().trim().min(1).max(500).describe('What it is.'),
  start: when.describe('When it begins: a day, or a time with its offset.'),
  end: when.optional().describe('When it ends, of the same kind; of days, the last. Without it: an hour, or the day.'),
  location: z.string().trim().min(1).max(500).optional(),
  description: z.string().trim().min(1).max(5000).optional(),
  attendees: z.array(Addressed).max(100).default([]).describe('Who is to come.'),
  remindMinutes: z.number().int().min(0).max(40_320).optional().describe('Minutes before it, for a reminder.'),
});

export function createCalendarEvent(): Tool {
  return defineTool({
    name: 'calendar-event',
    title: 'Make a calendar event',
    description: 'Makes the text of a calendar file (.ics) for one event. Nobody is invited by it.',
    effect: 'read',
    input,
    summary: ({ title, start }) => `Calendar event: ${title}, ${start}`,
    run: async ({ key, now }, event) => {
      const uid = `${createHash('sha256').update(key).digest('hex').slice(0, 32)}@vito`;
      return { result: { uid, ics: icsOf(event, uid, now) } };
    },
  });
}

function icsOf(event: z.output<typeof input>, uid: string, now: Date): string {
  const [start, end] = spanOf(event);
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('prodid', '-//ViTo//runs//EN');
  calendar.addPropertyWithValue('version', '2.0');
  const vevent = new ICAL.Component('vevent');
  vevent.addPropertyWithValue('uid', uid);
  vevent.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(now, true));
  vevent.addPropertyWithValue('dtstart', start);
  vevent.addPropertyWithValue('dtend', end);
  vevent.addPropertyWithValue('summary', plain(event.title));
  if (event.location) vevent.addPropertyWithValue('location', plain(event.location));
  if (event.description) vevent.addPropertyWithValue('description', plain(event.description));
  for (const { name, address } of event.attendees.map(mailboxOf)) {
    const attendee = vevent.addPropertyWithValue('attendee', `mailto:${address}`);
    if (name) attendee.setParameter('cn', name);
  }
  if (event.remindMinutes !== undefined) vevent.addSubcomponent(alarmOf(event.title, event.remindMinutes));
  calendar.addSubcomponent(vevent);
  return `${calendar.toString()}\r\n`;
}

/** The library escapes line feeds, but writes other control characters as they are: a CR would end the line. */
const plain = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');

function alarmOf(title: string, minutes: number) {
  const alarm = new ICAL.Component('valarm');
  alarm.addPropertyWithValue('action', 'DISPLAY');
  alarm.addPropertyWithValue('description', plain(title));
  alarm.addPropertyWithValue('trigger', ICAL.Duration.fromSeconds(-60 * minutes));
  return alarm;
}

/** Days end on the day after (RFC 5545, 3.6.1); times are told in UTC. Throws Failure('invalid'). */
function spanOf({ start, end }: z.output<typeof input>): [ICAL.Time, ICAL.Time] {
  if (end !== undefined && end.length > 10 !== start.length > 10)
    throw new Failure('invalid', 'give `start` and `end` both as days, or both as times');
  const from = instantOf(start);
  const isDay = start.length === 10;
  const until = end === undefined ? from + (isDay ? 0 : 3_600_000) : instantOf(end);
  if (until < from || (!isDay && until === from)) throw new Failure('invalid', '`end` lies before `start`');
  if (!isDay) return [ICAL.Time.fromJSDate(new Date(from), true), ICAL.Time.fromJSDate(new Date(until), true)];
  const day = (at: number) => ICAL.Time.fromDateString(new Date(at).toISOString().slice(0, 10));
  return [day(from), day(until + 86_400_000)];
}

function instantOf(text: string): number {
  const at = Date.parse(text);
  const isReal =
    Number.isFinite(at) &&
    new Date(Date.parse(`${text.slice(0, 10)}T00:00:00Z`)).toISOString().startsWith(text.slice(0, 10));
  if (!isReal) throw new Failure('invalid', `${text} is in no calendar: give a time that there is`);
  return at;
}
