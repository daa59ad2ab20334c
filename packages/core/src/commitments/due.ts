// The last moment of a due: what orders commitments and tells whether one is overdue. A civil day ends in its zone.
import { DateTime } from 'luxon';

/** ISO instant at which a due has passed; null without a due. `zone` is where a civil day ends. */
export function dueEnd(due: string | null, zone: string): string | null {
  if (due === null) return null;
  return due.length > 10 ? instantOf(due) : endOfDay(due, zone);
}

export function precisionOf(due: string | null): 'none' | 'day' | 'time' {
  if (due === null) return 'none';
  return due.length > 10 ? 'time' : 'day';
}

const iso = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** The instant of an ISO time or civil day (its start, UTC), in whole seconds; null for none and for days that do not exist. */
export function instantOf(said: string | null): string | null {
  const [, year, month, day, hour = '0', minute = '0', second = '0', offset = 'Z'] = iso.exec(said ?? '') ?? [];
  if (year === undefined || Number(year) === 0) return null; // PostgreSQL knows no year 0
  const local = new Date(
    Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)),
  );
  local.setUTCFullYear(Number(year), Number(month) - 1, Number(day)); // Date.UTC takes the years 0 to 99 for 1900 to 1999
  if (local.getUTCDate() !== Number(day) || local.getUTCMonth() !== Number(month) - 1 || Number(hour) > 23) return null;
  return storable(local.getTime() - offsetMs(offset));
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return (offset[0] === '-' ? -1 : 1) * minutes * 60_000;
}

// Asking the zone database costs some 50 microseconds, and a company's dues fall on few days.
const ends = new Map<string, string | null>();
const mostEnds = 4000;

function endOfDay(day: string, zone: string): string | null {
  const key = `${day} ${zone}`;
  const known = ends.get(key);
  if (known !== undefined) return known;
  const at = DateTime.fromISO(day, { zone }).endOf('day').startOf('second');
  const end = at.isValid ? storable(at.toMillis()) : null;
  if (ends.size >= mostEnds) ends.clear();
  ends.set(key, end);
  return end;
}

/** Years beyond four digits, and those before 1, are written in ways that PostgreSQL does not read. */
function storable(ms: number): string | null {
  const at = new Date(ms);
  const year = at.getUTCFullYear();
  return year >= 1 && year <= 9999 ? at.toISOString().replace(/\.\d+Z$/, 'Z') : null;
}
