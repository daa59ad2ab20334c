// How a calendar is reached: its address and what signs in there, and the window of time that is read of it.
import { z } from 'zod';
import { SourceProblem } from '../source-problem.js';

const CalendarConfig = z.strictObject({
  /** https:// or webcal://: of a feed (ICS), or of a CalDAV server, an account or a calendar there. */
  url: z.string().min(1).max(2000),
  /** Without it: `caldav` where something signs in and the address is no file's. */
  protocol: z.enum(['ics', 'caldav']).optional(),
  username: z.string().max(500).optional(),
  password: z.string().max(2000).optional(),
  token: z.string().max(20_000).optional(),
  /** The IANA zone of times that name none; without it, the calendar's own, or UTC. */
  zone: z.string().max(100).optional(),
  pastDays: z.number().int().min(0).max(3660).default(90),
  futureDays: z.number().int().min(1).max(1830).default(365),
});
export type CalendarConfig = z.infer<typeof CalendarConfig> & { protocol: 'ics' | 'caldav' };

export const calendarSpec = z.toJSONSchema(CalendarConfig, { io: 'input' }) as Record<string, unknown>;

/** Throws SourceProblem. */
export function configOf(given: unknown): CalendarConfig {
  const parsed = CalendarConfig.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new SourceProblem('malformed', `its configuration: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { url, protocol, ...rest } = parsed.data;
  const isFeed = /^webcals?:/i.test(url) || /\.ics($|\?)/i.test(url) || !(rest.username || rest.token);
  return {
    ...rest,
    url: url.replace(/^webcals?:\/\//i, 'https://'),
    protocol: protocol ?? (isFeed ? 'ics' : 'caldav'),
  };
}

/** Whole days (UTC), so that the same day reads the same window; `as` tells one reading of one address from another. */
export function windowOf({ url, pastDays, futureDays, zone }: CalendarConfig, now: number) {
  const day = 24 * 3_600_000;
  const today = Math.floor(now / day) * day;
  const iso = (at: number) => new Date(at).toISOString();
  const [from, to] = [iso(today - pastDays * day), iso(today + futureDays * day)];
  return { as: [url, from, to, zone].join(' '), from, to, zone: zone ?? null };
}
