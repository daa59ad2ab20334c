// What the deadline tests share: words said on a known day in Berlin, and the due they mean.
import { resolveDue, type SaidAt } from '@vito/understanding/deadline';

/** Wednesday, 4 March 2026, 10:00 in Berlin. */
export const wednesday: SaidAt = { now: '2026-03-04T10:00:00+01:00', zone: 'Europe/Berlin', fallbackZone: 'UTC' };

/** The same speaker at another local time, offset included. */
export const saidOn = (now: string): SaidAt => ({ ...wednesday, now });

export const dueOf = (words: string, at: SaidAt = wednesday): string | null => resolveDue(words, at)?.due ?? null;
