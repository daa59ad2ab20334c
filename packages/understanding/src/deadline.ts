// Dues: what "by EOD Friday", "antes del 18" or "within 10 business days of receipt" means, said at a known time and place.
import type { DuePrecision } from '@vito/contracts/commitment';
import { DateTime } from 'luxon';
import { type EventDay, resolveDay } from './deadline/day.js';
import { type Mention, mentions } from './deadline/mention.js';
import { otherMention } from './deadline/other-languages.js';
import { isZone, zoneOfOffset } from './deadline/zone.js';

export interface SaidAt {
  /** ISO 8601 with the speaker's offset, or a civil day. */
  now: string;
  /** The speaker's IANA zone where it is known. */
  zone: string | null;
  /** The company's IANA zone: used where nothing else says. */
  fallbackZone: string;
  /** The addressee's zone, for "your time". */
  theirZone?: string | null;
  /** Finds the day of an event named in the text ("receipt of the unit"); without it such dues stay open. */
  eventDay?: EventDay;
  /** 3/7 is 3 July; by default told from the zone (month first in the Americas and in UTC). */
  dayFirst?: boolean;
}

export interface ResolvedDue {
  /** YYYY-MM-DD, or ISO with offset where a time of day was said; null where the start of the period is not known yet. */
  due: string | null;
  precision: DuePrecision;
  /** Range of the expression in the text. */
  start: number;
  end: number;
}

export interface FoundDue extends ResolvedDue {
  lead: Mention['lead'];
  /** True where it lies before the day it was said on. */
  past: boolean;
  /** True for a whole week, month or longer, which a day named beside it makes exact. */
  vague: boolean;
  /** True where the text names the year too, so that the time of speaking does not matter. */
  absolute: boolean;
}

/** The due that a text names, or null where it names none. Deadlines ("by Friday") win over other dates. */
export function resolveDue(text: string, at: SaidAt): ResolvedDue | null {
  const best = bestDue(findDues(text, at)) ?? otherDue(text, at);
  return best && { due: best.due, precision: best.precision, start: best.start, end: best.end };
}

function otherDue(text: string, at: SaidAt): FoundDue | null {
  const now = reference(at);
  const mention = now && otherMention(text, now);
  const found = mention && resolved(mention, now, at);
  return found
    ? { ...found, start: mention.start, end: mention.end, lead: mention.lead, absolute: false, vague: false }
    : null;
}

const rank = { deadline: 3, on: 2, bare: 2, other: 1 };

/** The one that is most likely meant as the due: deadlines first, then what comes first. */
export function bestDue(found: readonly FoundDue[]): FoundDue | null {
  let best: FoundDue | null = null;
  const weight = (due: FoundDue) => rank[due.lead] - (due.vague ? 0.5 : 0);
  for (const due of found) if (best === null || weight(due) > weight(best)) best = due;
  return best;
}

/** Every date of a text, resolved. An unreadable reference time finds nothing. */
export function findDues(text: string, at: SaidAt): FoundDue[] {
  const now = reference(at);
  if (now === null) return [];
  const dayFirst = at.dayFirst ?? !/^(?:America\/|UTC|Etc\/)/.test(now.zoneName ?? '');
  return mentions(text, { dayFirst }).flatMap((mention) => {
    const found = resolved(mention, now, at);
    return found
      ? [
          {
            ...found,
            start: mention.start,
            end: mention.end,
            lead: mention.lead,
            absolute: isAbsolute(mention.day),
            vague: (mention.day?.kind === 'period' || mention.day?.kind === 'week-number') && !mention.clock,
          },
        ]
      : [];
  });
}

/** The time of speaking in the speaker's zone: the known zone, else one that fits the header's offset, else the company's. */
export function reference(at: SaidAt): DateTime | null {
  const day = /^\d{4}-\d\d-\d\d$/.test(at.now);
  const said = isZone(at.zone) ? at.zone : null;
  const company = isZone(at.fallbackZone) ? at.fallbackZone : 'UTC';
  const zone = said ?? (day ? company : (zoneOfOffset(at.now, [company], null) ?? company));
  const now = day ? DateTime.fromISO(at.now, { zone }) : DateTime.fromISO(at.now, { zone });
  return now.isValid ? now : null;
}

function resolved(
  mention: Mention,
  now: DateTime,
  at: SaidAt,
): Omit<FoundDue, 'start' | 'end' | 'lead' | 'absolute' | 'vague'> | null {
  const zone =
    mention.zone && 'zone' in mention.zone
      ? mention.zone.zone
      : mention.zone?.whose === 'yours'
        ? (at.theirZone ?? null)
        : null;
  const there = isZone(zone) ? now.setZone(zone) : now;
  let clock = mention.clock;
  if (clock && !clock.sure) clock = { ...clock, hour: officeHour(clock, mention) };
  if (mention.day === null && clock) {
    let day = there.startOf('day');
    if (clock.fallsOn === 'tomorrow') day = day.plus({ days: 1 });
    else if (clock.fallsOn === 'next-to-come' && atClock(day, clock) < now) day = day.plus({ days: 1 });
    return told(atClock(day, clock), now, true);
  }
  if (mention.day === null) return null;
  // The day is counted where the speaker is; the time is told in the zone named beside it.
  const day = resolveDay(mention.day, now, at.eventDay ?? (() => null));
  if (day === null) return hasEvent(mention.day) ? { due: null, precision: 'none', past: false } : null;
  if (day.exact || !clock) return told(day.at, now, day.exact);
  return told(atClock(day.at.setZone(there.zone, { keepLocalTime: true }), clock), now, true);
}

function atClock(day: DateTime, clock: { hour: number; minute: number; second: number }): DateTime {
  if (clock.hour === 24) return day.set({ hour: 23, minute: 59, second: 0 });
  return day.set({ hour: clock.hour, minute: clock.minute, second: clock.second });
}

/** A bare hour: in the evening where the text says so; else office hours, so that "by 3" is 15:00 and "before 10" is 10:00. */
function officeHour({ hour, minute }: { hour: number; minute: number }, mention: Mention): number {
  if (mention.partOfDay === 'evening') return hour < 12 ? hour + 12 : hour;
  const early = hour < 6 || (hour === 6 && minute < 30);
  return early && mention.partOfDay === null ? hour + 12 : hour;
}

function told(
  at: DateTime,
  now: DateTime,
  exact: boolean,
): Omit<FoundDue, 'start' | 'end' | 'lead' | 'absolute' | 'vague'> {
  const due = exact
    ? at.toISO({ suppressMilliseconds: true, includeOffset: true, format: 'extended' })
    : at.toISODate();
  const past = exact ? at < now : at.startOf('day') < now.startOf('day');
  if (due === null || at.year > 9999 || at.year < 1) return { due: null, precision: 'none', past };
  return { due: exact ? due.replace(/Z$/, '+00:00') : due, precision: exact ? 'time' : 'day', past };
}

function hasEvent(day: NonNullable<Mention['day']>): boolean {
  return day.kind === 'event' || (day.kind === 'shift' && day.from !== null && hasEvent(day.from));
}

function isAbsolute(day: Mention['day']): boolean {
  return (
    (day?.kind === 'date' && day.year !== null) ||
    ((day?.kind === 'period' || day?.kind === 'week-number') && day.year !== null) ||
    (day?.kind === 'shift' && day.from !== null && (isAbsolute(day.from) || day.from.kind === 'event'))
  );
}
