// A due date as a person reads it, and how far away it is.
import type { CommitmentStatus } from '@vito/contracts/commitment';
import type { Style } from './output.js';

// The statuses under which something is still owed; openStatuses of contracts, without loading its schemas.
const open: ReadonlySet<CommitmentStatus> = new Set(['proposed', 'accepted', 'renegotiated', 'delegated']);
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const distance = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const day = 86_400_000;

/** `Thu 12 Mar 2026` and, where a time of day was said, `10:00 -07:00`: in the offset it was said in. */
export function dueParts(due: string | null): string[] {
  if (due === null) return ['no date'];
  const [date = '', time] = due.split('T');
  const at = new Date(`${date}T00:00:00Z`);
  const text = `${weekdays[at.getUTCDay()]} ${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
  if (time === undefined) return [text];
  const offset = time.slice(8);
  return [text, `${time.slice(0, 5)}${offset === 'Z' ? ' UTC' : offset === '' ? '' : ` ${offset}`}`];
}

/** `today`, `in 3 days`, `2 weeks ago`; '' without a date. A civil day is compared with the reader's own calendar. */
export function dueDistance(due: string | null, now: Date): string {
  if (due === null) return '';
  const days = Math.round((civil(due) - civil(localDay(now))) / day);
  const size = Math.abs(days);
  if (size < 14) return distance.format(days, 'day');
  if (size < 60) return distance.format(Math.trunc(days / 7), 'week');
  if (size < 700) return distance.format(Math.trunc(days / 30.44), 'month');
  return distance.format(Math.trunc(days / 365.25), 'year');
}

/** Red when overdue, yellow within two days, otherwise plain; ended ones are dim. */
export function dueStyle(due: string | null, status: CommitmentStatus, now: Date): Style | undefined {
  if (!open.has(status) || due === null) return 'dim';
  const left = (civil(due) - civil(localDay(now))) / day;
  const past = due.includes('T') && hasOffset(due) ? Date.parse(due) < now.getTime() : left < 0;
  return past ? 'red' : left <= 2 ? 'yellow' : undefined;
}

const hasOffset = (due: string) => /(Z|[+-]\d\d:\d\d)$/.test(due);
const civil = (date: string) => Date.parse(`${date.slice(0, 10)}T00:00:00Z`);

function localDay(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
