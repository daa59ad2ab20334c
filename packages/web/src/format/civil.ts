// Civil days (YYYY-MM-DD) counted as whole days, so that no browser's zone can ever shift one.

export type CivilDay = string;

const dayLength = 86_400_000;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const longMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** Days since 1970-01-01 of a civil day. */
function dayNumber(day: CivilDay): number {
  const [year = 1970, month = 1, date = 1] = day.slice(0, 10).split('-').map(Number);
  return Math.floor(Date.UTC(year, month - 1, date) / dayLength);
}

function civilDay(number: number): CivilDay {
  return new Date(number * dayLength).toISOString().slice(0, 10);
}

export function addDays(day: CivilDay, days: number): CivilDay {
  return civilDay(dayNumber(day) + days);
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: CivilDay, to: CivilDay): number {
  return dayNumber(to) - dayNumber(from);
}

/** 1 for Monday to 7 for Sunday. */
export function weekday(day: CivilDay): number {
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}

/** Adds calendar months; the 31st of a month that has none becomes its last day. */
export function addMonths(day: CivilDay, count: number): CivilDay {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return civilDay(Math.floor(Date.UTC(year, month - 1 + count, Math.min(date, last)) / dayLength));
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of a zone at an instant (milliseconds): its civil day and its HH:mm. */
export function wallClock(instant: number, zone: string): { day: CivilDay; time: string } {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    clocks.set(zone, clock);
  }
  const parts = new Map(clock.formatToParts(instant).map((part) => [part.type, part.value]));
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '00';
  return { day: `${read('year')}-${read('month')}-${read('day')}`, time: `${read('hour')}:${read('minute')}` };
}

/** "Thu 26 Mar", with the year where it is not `thisYear`. */
export function shortDay(day: CivilDay, thisYear: string): string {
  const year = day.slice(0, 4);
  const name = weekdays[weekday(day) - 1]?.slice(0, 3);
  return `${name} ${plainDay(day)}${year === thisYear ? '' : ` ${year}`}`;
}

/** "26 Mar". */
export function plainDay(day: CivilDay): string {
  return `${Number(day.slice(8, 10))} ${months[Number(day.slice(5, 7)) - 1]}`;
}

/** "Thursday, 26 March 2026". */
export function longDay(day: CivilDay): string {
  const month = longMonths[Number(day.slice(5, 7)) - 1];
  return `${weekdays[weekday(day) - 1]}, ${Number(day.slice(8, 10))} ${month} ${day.slice(0, 4)}`;
}
