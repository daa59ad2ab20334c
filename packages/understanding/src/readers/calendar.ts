// A calendar file (iCalendar, RFC 5545): each event or task a message of summary, description, location and time.
import type { Message, Party } from '@vito/contracts/reading';
import type { DateWithTimeZone } from 'node-ical';
import { Unreadable } from '../unreadable.js';
import { cleanText, decodeText } from './characters.js';
import { plainResult, type ReadResult } from './result.js';
import { localIso } from './zoned-time.js';

/** What is used of an event or a task; the parser gives texts with or without their parameters. */
interface Item {
  type: 'VEVENT' | 'VTODO';
  uid?: string;
  summary?: unknown;
  description?: unknown;
  location?: unknown;
  organizer?: unknown;
  attendee?: unknown;
  status?: unknown;
  method?: unknown;
  dtstamp?: DateWithTimeZone;
  start?: DateWithTimeZone;
  end?: DateWithTimeZone;
  due?: DateWithTimeZone;
  recurrences?: Record<string, Item>;
}

/** Rules of repetition and alarms say nothing about what was agreed, and the parser prints about odd ones. */
const unused = /^(RRULE|EXRULE|EXDATE|RDATE|DURATION|SEQUENCE|TRIGGER|REPEAT|X-APPLE-[A-Z-]+)[;:]/i;

/** `meta.date` is the start of the first event: days such as "the day before the meeting" count from it. */
export async function readCalendar(bytes: Uint8Array): Promise<ReadResult> {
  const source = decodeText(bytes);
  if (!/^END:VCALENDAR\s*$/im.test(source)) {
    throw new Unreadable('truncated', 'This calendar file is cut off: its end is missing. Export it again.');
  }
  const { default: ical } = await import('node-ical');
  const unfolded = source.replace(/\n[ \t]/g, '').split('\n');
  const parsed = parsedBy(() => ical.sync.parseICS(unfolded.filter((line) => !unused.test(line)).join('\r\n')));
  const zone = calendarZone(parsed.vcalendar);
  const items = Object.values(parsed).flatMap(itemsOf);
  const messages: Message[] = [];
  let text = '';
  for (const item of items) {
    if (text !== '') text += '\n\n';
    const words = itemText(item, zone);
    messages.push({ ...itemMessage(item, zone), start: text.length, end: text.length + words.length });
    text += words;
  }
  const [first] = items;
  const title = first ? plain(first.summary) : null;
  const warnings = first ? [] : ['This calendar holds no event and no task.'];
  const meta = { title, date: first ? whenIso(startOf(first), zone) : null, language: null, warnings };
  return plainResult({ kind: 'calendar', text, messages, meta });
}

/** The parser falls over items that end without having begun, and over days that no calendar has. */
function parsedBy<T>(parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    const message = 'This calendar file is damaged: its items cannot be told apart. Export it again.';
    throw new Unreadable('malformed', message, { cause });
  }
}

function itemsOf(component: unknown): Item[] {
  const item = component as Item | undefined;
  if (item?.type !== 'VEVENT' && item?.type !== 'VTODO') return [];
  const changed = new Set(Object.values(item.recurrences ?? {})); // each stands there under two keys
  changed.delete(item);
  return [item, ...changed];
}

function itemText(item: Item, zone: string | null): string {
  const lines = [plain(item.summary), plain(item.description), plain(item.location), whenLine(item, zone)];
  if (item.status === 'CANCELLED' || item.method === 'CANCEL') lines.push('Status: cancelled');
  return lines.filter((line) => line !== null).join('\n');
}

function itemMessage(item: Item, calendar: string | null): Omit<Message, 'start' | 'end'> {
  const zone = zoneOf(startOf(item)) ?? calendar;
  return {
    id: item.uid ? String(item.uid) : null,
    inReplyTo: null,
    references: [],
    threadId: null,
    from: [item.organizer].flat().flatMap(person)[0] ?? null,
    to: [item.attendee].flat().flatMap(person),
    cc: [],
    subject: plain(item.summary),
    sentAt: isDate(item.dtstamp) ? localIso(item.dtstamp.getTime(), zone) : null,
    zone,
    automatic: false,
    bulk: false,
    quoted: [],
    signature: null,
  };
}

/** "When: Thursday 14 May 2026, 10:00 to 11:00 (Europe/London)", or "Due: …" for a task. */
function whenLine(item: Item, zone: string | null): string | null {
  const start = startOf(item);
  const from = whenIso(start, zone);
  if (!start || !from) return null;
  const end = item.type === 'VEVENT' ? item.end : undefined;
  const to = whenIso(end, zone);
  const hours = (iso: string | null) => (iso && iso.length > 10 ? iso.slice(11, 16) : null);
  const sameDay = to !== null && to.slice(0, 10) === from.slice(0, 10);
  const until = sameDay && hours(to) !== hours(from) ? ` to ${hours(to)}` : '';
  const where = hours(from) === null ? '' : ` (${zoneOf(start) ?? zone ?? (isFloating(start) ? 'local time' : 'UTC')})`;
  const time = hours(from) === null ? '' : `, ${hours(from)}${until}`;
  return `${item.type === 'VTODO' ? 'Due' : 'When'}: ${dayName(from)}${time}${where}`;
}

function dayName(iso: string): string {
  const day = new Date(`${iso.slice(0, 10)}T12:00:00Z`);
  const format = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en-GB', format).format(day).replace(',', '');
}

const startOf = (item: Item) => (item.type === 'VTODO' ? (item.due ?? item.start) : item.start);
const isFloating = (date: DateWithTimeZone) => date.tz === undefined;

/** A day for all-day items, a time with its zone's offset for others; floating times are taken in the calendar's zone. */
function whenIso(date: DateWithTimeZone | undefined, zone: string | null): string | null {
  if (!isDate(date)) return null;
  const local = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
  if (date.dateOnly) return local.join('-');
  if (!isFloating(date)) return localIso(date.getTime(), zoneOf(date) ?? zone);
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0'));
  return `${local.join('-')}T${clock.join(':')}`;
}

/** The IANA zone in which a date was written; UTC says nothing about where people are. */
function zoneOf(date: DateWithTimeZone | undefined): string | null {
  return isDate(date) && date.tz && !/^(etc\/)?(utc|gmt)$/i.test(date.tz) ? validZone(date.tz) : null;
}

function calendarZone(properties: unknown): string | null {
  const values = properties as Record<string, unknown> | undefined;
  const named = values?.['WR-TIMEZONE'];
  return typeof named === 'string' ? validZone(named) : null;
}

function validZone(zone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) && zone;
  } catch {
    return null;
  }
}

const isDate = (value: unknown): value is DateWithTimeZone => value instanceof Date && Number.isFinite(value.getTime());

/** A property's value with or without parameters; null where there is none. */
function plain(value: unknown): string | null {
  const inner = typeof value === 'object' && value !== null && 'val' in value ? value.val : value;
  return typeof inner === 'string' ? cleanText(inner).trim() || null : null;
}

function person(value: unknown): Party[] {
  const address = plain(value)?.replace(/^mailto:/i, '') ?? null;
  const params = typeof value === 'object' && value !== null && 'params' in value ? value.params : null;
  const named = params as Record<string, unknown> | null;
  const name = plain(named?.CN)?.replace(/^"|"$/g, '') ?? null;
  if (!address && !name) return [];
  return [
    { name: name === address ? null : name, address: address?.includes('@') ? address : null, organisation: null },
  ];
}
