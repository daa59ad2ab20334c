// How well dates are resolved: public date specifications, every second case to tune with and the others held back.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveDue } from '@vito/understanding/deadline';
import type { Part } from '../setup/report.js';

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

const share = ({ right, total }: DateScore) => right / Math.max(1, total);

/** The part of the bench: both halves, and each miss of the half tuned with. */
export function dates(): Part {
  if (!hasDates()) {
    const missing = `No date specifications: looked for ${files.join(' and ')} in ${datesFolder}`;
    return { figures: {}, checks: [['dates: the specifications are there', false]], lines: [missing] };
  }
  const { dev, held, misses } = scoreDates();
  const row = (name: string, { right, total }: DateScore) =>
    `${name.padEnd(18)} ${String(right).padStart(5)} of ${String(total).padStart(3)}   ${(right / Math.max(1, total)).toFixed(3)}`;
  // Only misses of the tuned half are shown: who has seen the others cannot measure with them.
  const shown = misses.filter((miss) => miss.half === 'dev');
  return {
    figures: { dates: { dev: { ...dev, share: share(dev) }, held: { ...held, share: share(held) } } },
    checks: [
      ['dates, tuned half >= 0.95', share(dev) >= 0.95],
      ['dates, other half >= 0.85', share(held) >= 0.85],
    ],
    lines: [
      'dates (Recognizers-Text) right          share',
      row('tuned half', dev),
      row('other half', held),
      ...shown.map(
        ({ text, now, wanted, got }) =>
          `  miss: "${text}" said ${now}: wanted ${wanted ?? 'no date'}, got ${got ?? 'no date'}`,
      ),
    ],
  };
}
