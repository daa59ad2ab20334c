// When a sending that failed is tried again: the schedule that Standard Webhooks publishes, more than three days in all.

const minute = 60;
const hour = 60 * minute;
/** Seconds before the second attempt, the third, and so on; after the last one it is given up. */
const delays = [5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];
const longestAsked = 24 * hour;

/**
 * Seconds until the next attempt after `attempts` of them; null when it is to be given up. `asked`: what the endpoint wants
 * one to wait, which can only make it longer. `chance`: 0 to 1; up to a fifth is added, so that many do not come at once.
 */
export function delayAfter(attempts: number, asked: number, chance: number): number | null {
  const delay = delays[attempts - 1];
  if (delay === undefined) return null;
  return Math.max(delay * (1 + chance / 5), Math.min(asked, longestAsked));
}

/** Retry-After (RFC 9110): seconds, or a date; 0 where it says nothing. */
export function retryAfterOf(header: string | undefined, now: number): number {
  if (!header) return 0;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isFinite(at) ? Math.max(0, (at - now) / 1000) : 0;
}
