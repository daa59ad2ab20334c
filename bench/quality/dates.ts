// How well dates are resolved: public date specifications, every second case to tune with and the others held back.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveDue } from '@vito/understanding/deadline';

export interface DateScore {
  right: number;
  total: number;
}

export interface DateMiss {
  half: 'dev' | 'held';
  text: string;
  now: string;
  wanted: string | null;
  got: string | null;
}

export interface DateScores {
  dev: DateScore;
  held: DateScore;
  misses: DateMiss[];
}

/** Beside the repository, where a working copy has it. */
export const datesFolder = join(import.meta.dirname, '../../../shared/data/dates');
const files = ['DateParser.json', 'DateTimeParser.json'];

/** As the specifications write a case; there is more in them than is used here. */
interface Case {
  Input: string;
  Context: { ReferenceDateTime: string };
  Results: { Type: 'date' | 'datetime'; Value: { FutureResolution: { date?: string; dateTime?: string } } }[];
}

export const hasDates = (folder = datesFolder): boolean => files.every((file) => existsSync(join(folder, file)));

/** Cases with exactly one date or date-time, against the future resolution; even indices are `dev`, odd ones `held`. */
export function scoreDates(folder = datesFolder): DateScores {
  const scores: DateScores = { dev: { right: 0, total: 0 }, held: { right: 0, total: 0 }, misses: [] };
  for (const file of files) {
    const all = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case[];
    for (const [index, { Input: text, Context, Results }] of all.entries()) {
      const [only, second] = Results;
      if (!only || second) continue;
      const half = index % 2 === 0 ? 'dev' : 'held';
      const now = Context.ReferenceDateTime;
      const future = only.Value.FutureResolution;
      const wanted = noSuchDay(future.dateTime ?? future.date ?? null);
      const got = asTheDataSays(resolveDue(text, { now, zone: 'UTC', fallbackZone: 'UTC' })?.due ?? null);
      scores[half].total++;
      if (got === wanted) scores[half].right++;
      else scores.misses.push({ half, text, now, wanted, got });
    }
  }
  return scores;
}

/** The data writes a day that does not exist ("31st of this month" in November) as the first day of year 1. */
const noSuchDay = (said: string | null) => (said?.startsWith('0001-01-01') ? null : said);

/** "2016-11-08T17:00:00+00:00" is "2016-11-08 17:00:00" there; a civil day stays as it is. */
const asTheDataSays = (due: string | null) => due?.slice(0, 19).replace('T', ' ') ?? null;
