// A calendar feed as its occurrences within a window of time: recurrences expanded with their exceptions, in the zone of each.
import ICAL from 'ical.js';
import { decodeText } from '../readers/characters.js';
import { componentsOf, nameOf } from './components.js';
import { type CalendarEvent, type Occurrence, occurrenceOf } from './event.js';
import { existsBy } from './no-such-day.js';
import { registerZones } from './zones.js';

export interface Window {
  /** ISO instants: what ends after `from` and begins before `to`. */
  from: string;
  to: string;
  /** The IANA zone of times that name none; null: the calendar's own, or UTC. */
  zone: string | null;
}

export interface Calendar {
  name: string | null;
  events: CalendarEvent[];
  /** What could not be read, in words; and the ids of events of which nothing, or not all, can be said. */
  problems: string[];
  unsure: string[];
  /** Whether the feed came to its end, and all of it was read. */
  whole: boolean;
}

const most = { occurrences: 1000, steps: 100_000, events: 100_000, problems: 50, ms: 12_000 };

/** Throws where it is no calendar at all. What is wrong with one event costs that event only. */
export function occurrencesIn(bytes: Uint8Array, window: Window): Calendar {
  const { properties, zones, events: texts, problems, ...found } = componentsOf(decodeText(bytes));
  const unsure: string[] = [];
  let { whole } = found;
  const began = Date.now();
  const clock = registerZones(zones, texts, window.zone ?? nameOf(properties, 'X-WR-TIMEZONE'));
  const span = { from: Date.parse(window.from), to: Date.parse(window.to) };
  const events: CalendarEvent[] = [];
  const say = (problem: string) => void (problems.length < most.problems && problems.push(problem));
  for (const [uid, parts] of byUid(texts, say, unsure)) {
    if (Date.now() - began > most.ms || events.length >= most.events) {
      say('this calendar holds more than can be read: the rest is left out');
      whole = false;
      break;
    }
    try {
      for (const one of expanded(parts, span, say)) {
        const event = occurrenceOf(uid, one, clock);
        if (event && Date.parse(event.endsAt) >= span.from && Date.parse(event.startsAt) < span.to) events.push(event);
      }
    } catch (error) {
      unsure.push(uid);
      say(`${uid}: ${error instanceof Error ? error.message : 'it cannot be read'}`.slice(0, 300));
    }
  }
  return { name: nameOf(properties, 'X-WR-CALNAME'), events, problems, unsure, whole };
}

/** The events of one id: the one itself, and those in place of single occurrences. */
interface Parts {
  master: ICAL.Event | null;
  instead: ICAL.Event[];
}

function byUid(texts: string[], say: (problem: string) => void, unsure: string[]): Map<string, Parts> {
  const found = new Map<string, Parts>();
  for (const text of texts) {
    try {
      const event = parsed(text);
      const uid = String(event.uid || `${event.startDate} ${event.summary}`).slice(0, 500);
      const parts = found.get(uid) ?? { master: null, instead: [] };
      found.set(uid, parts);
      if (event.isRecurrenceException()) parts.instead.push(event);
      else if (!parts.master || sequenceOf(event) >= sequenceOf(parts.master)) parts.master = event;
    } catch (error) {
      unsure.push(/^UID(?:;[^:]*)?:(.*)$/im.exec(text)?.[1]?.trim() ?? '');
      say(`an event cannot be read: ${error instanceof Error ? error.message : ''}`.slice(0, 300));
    }
  }
  return found;
}

function parsed(text: string): ICAL.Event {
  const root = new ICAL.Component(ICAL.parse(`BEGIN:VCALENDAR\r\n${text}\r\nEND:VCALENDAR`));
  const event = new ICAL.Event(root.getFirstSubcomponent('vevent') as ICAL.Component, {
    strictExceptions: false,
    exceptions: [],
  });
  if (!event.startDate) throw new Error('it has no start');
  return event;
}

const sequenceOf = (event: ICAL.Event): number => Number(event.sequence) || 0;

function* expanded(
  { master, instead }: Parts,
  span: { from: number; to: number },
  say: (problem: string) => void,
): Generator<Occurrence> {
  if (!master) {
    for (const item of instead) yield { item, original: item.recurrenceId, start: item.startDate, end: item.endDate };
    return;
  }
  if (!master.isRecurring())
    return yield { item: master, original: null, start: master.startDate, end: master.endDate };
  for (const item of instead) master.relateException(item);
  const seen = new Set<string>();
  // A day more on both sides: where a zone is, is told later, and an exception may have moved.
  const [from, to] = [span.from - 2 * day, span.to + 2 * day];
  const repeated = master.iterator();
  const exists = existsBy(master);
  let given = 0;
  for (let steps = 0; ; steps++) {
    const next: ICAL.Time | undefined = repeated.next();
    if (!next || roughly(next) > to) break;
    if (steps >= most.steps || given >= most.occurrences) {
      say(`${master.uid}: it recurs too often to be shown whole`);
      break;
    }
    if (roughly(next) < from - longest || !exists(next)) continue;
    const { recurrenceId, item, startDate, endDate } = master.getOccurrenceDetails(next);
    if (roughly(endDate) < from) continue;
    seen.add(String(recurrenceId));
    given++;
    yield { item, original: recurrenceId, start: startDate, end: endDate };
  }
  // Moved into the window from beyond it.
  for (const item of instead)
    if (!seen.has(String(item.recurrenceId)))
      yield { item, original: item.recurrenceId, start: item.startDate, end: item.endDate };
}

const day = 24 * 3_600_000;
const longest = 400 * day; // of one occurrence

/** As if it were UTC: within a day. */
const roughly = (time: ICAL.Time): number =>
  Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
