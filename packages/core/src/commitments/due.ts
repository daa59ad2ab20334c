// The last moment of a due: what orders commitments and tells whether one is overdue. A civil day ends in its zone.
import { DateTime } from 'luxon';

/** ISO instant at which a due has passed; null without a due. `zone` is where a civil day ends. */
export function dueEnd(due: string | null, zone: string): string | null {
  if (due === null) return null;
  const at =
    due.length > 10 ? DateTime.fromISO(due, { setZone: true }) : DateTime.fromISO(due, { zone }).endOf('day').startOf('second');
  return storableInstant(at);
}

/** Years beyond four digits, and the year 0, are written in ways that PostgreSQL does not read. */
function storableInstant(at: DateTime): string | null {
  const utc = at.toUTC();
  return utc.isValid && utc.year >= 1 && utc.year <= 9999 ? utc.toISO({ suppressMilliseconds: true }) : null;
}

export function precisionOf(due: string | null): 'none' | 'day' | 'time' {
  if (due === null) return 'none';
  return due.length > 10 ? 'time' : 'day';
}

/** The instant of an ISO time or civil day (its start, UTC); null for none. */
export function instantOf(said: string | null): string | null {
  if (said === null) return null;
  return storableInstant(DateTime.fromISO(said, { zone: 'UTC' }));
}
