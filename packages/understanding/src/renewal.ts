// Clauses that end or renew a contract: their words and section, the day they speak of, the notice, and the last day to act. Pure.
import type { Reading } from '@vito/contracts/reading';
import { DateTime } from 'luxon';
import { numbers, type Unit, units } from './deadline/lexicon.js';
import { findDues } from './deadline.js';
import { foldSpaces } from './fold.js';
import { type Passage, passages } from './passage.js';

export interface Period {
  amount: number;
  unit: Unit;
}

export interface RenewalClause {
  /** Offsets into the reading's text. */
  start: number;
  end: number;
  quote: string;
  /** The number before its words, or the heading above them. */
  section: string | null;
  kind: 'renewal' | 'termination' | 'notice';
  /** YYYY-MM-DD: when the term ends, or the day that the clause names. */
  date: string | null;
  /** How long before. */
  notice: Period | null;
  /** The term that follows by itself, again and again. */
  renewsFor: Period | null;
}

const renews =
  /\brenew(?:s|ed|al|als|ing)?\b|\b(?:automatically |be )extend(?:ed|s)?\b|\bverlanger\w*|\bprorrog\w*|\brenova\w*|\brenouvel\w*|\breconduction\b|\breconduit\w*/;
const ends =
  /\bterminat\w+|\bcancel(?:led|lation|s)?\b|\bkundig\w*|\bgekundigt\b|\bkundbar\b|\bresili\w+|\bdenunci\w+|\brescind\w+|\brescis\w+/;
const notices = /\bnotice\b|frist\b|\bpreavis\b|\bpre-?aviso\b|\baviso previo\b/;
const termEnds =
  /\b(?:expires?|expiry|ends? on|until|through|up to|endet|lauft bis|bis zum|befristet|vence|hasta el|expire|jusqu'au|prend fin|termina|ate|vigora)\b/;

const words = (table: Record<string, unknown>) =>
  Object.keys(table)
    .sort((a, b) => b.length - a.length)
    .join('|');
const period = new RegExp(
  `(?:(?<![\\p{L}\\d])(?<word>\\d{1,3}|${words(numbers)}|\\p{L}{3,12}(?= \\(\\d)) )(?:\\((?<figure>\\d{1,3})\\) )?(?:[a-z]+ )?(?<unit>${words(units)})(?![\\p{L}])`,
  'gu',
);
/** What stands after a period of notice, and what before it. */
const noticeAfter =
  /^'?s?'?,? ?(?:(?:written|prior|advance|calendar) )*(?:notice|before|prior|in advance|vor\b|zum\b|avant|antes|de antelacion|de antecedencia|de preavis|de preaviso)/;
const noticeBefore =
  /(?:notice (?:period )?of|notice of at least|frist von|preavis de|pre-?aviso (?:minimo )?de|aviso previo de|antelacion (?:minima )?de|antecedencia (?:minima )?de)(?: (?:at least|not less than|mindestens|au moins|al menos|pelo menos))? $/;

/** `zone`: where the company's days end. Messages are no contracts: what their writers say is not looked at. */
export function renewalsIn(reading: Reading, { zone }: { zone: string }): RenewalClause[] {
  const all = passages(reading).filter(({ message, question }) => message === null && !question);
  const dayIn = (passage: Passage) => namedDay(reading, passage, zone);
  const term = all.find((passage) => termEnds.test(passage.fold) && dayIn(passage) !== null);
  const termEnd = term ? dayIn(term) : null;
  return all.flatMap((passage) => {
    const kind = kindOf(passage.fold);
    if (kind === null) return [];
    const own = dayIn(passage);
    const { notice, other } = periodsIn(passage.fold);
    if (own === null && notice === null) return [];
    const { start, end } = passage;
    return [
      {
        ...{ start, end, kind, notice },
        quote: foldSpaces(reading.text.slice(start, end)),
        section: sectionOf(reading.text, passage),
        date: own ?? termEnd,
        renewsFor: kind === 'renewal' ? other : null,
      },
    ];
  });
}

function kindOf(fold: string): RenewalClause['kind'] | null {
  if (renews.test(fold)) return 'renewal';
  if (ends.test(fold)) return 'termination';
  return notices.test(fold) ? 'notice' : null;
}

/** A day with its year: what a clause means does not depend on when it was written. */
function namedDay({ meta }: Reading, { text }: Passage, zone: string): string | null {
  const now = meta.date ?? '2000-01-01';
  const found = findDues(text, { now, zone: null, fallbackZone: zone, dayFirst: !zone.startsWith('America/') });
  return found.find(({ absolute, due }) => absolute && due !== null)?.due?.slice(0, 10) ?? null;
}

function periodsIn(fold: string): { notice: Period | null; other: Period | null } {
  let notice: Period | null = null;
  let other: Period | null = null;
  for (const match of fold.matchAll(period)) {
    const { word = '', figure, unit = '' } = match.groups ?? {};
    const amount = figure ? Number(figure) : /^\d/.test(word) ? Number(word) : numbers[word];
    const kind = units[unit];
    if (!amount || !kind || kind === 'minute' || kind === 'hour') continue;
    const isNotice =
      noticeAfter.test(fold.slice(match.index + match[0].length)) || noticeBefore.test(fold.slice(0, match.index));
    if (isNotice) notice ??= { amount, unit: kind };
    else other ??= { amount, unit: kind };
  }
  return { notice, other };
}

/** "9.2", "§ 7", "Clause 12": at the head of its line; else the heading that it stands under. */
function sectionOf(text: string, { start, heading }: Passage): string | null {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start + 20);
  const numbered =
    /^\s*((?:§|clause|section|article|art\.|ziffer|cl[aá]usula|art[ií]culo|artigo)?\s?\d{1,3}(?:\.\d{1,3})*)[.)]?\s/iu.exec(
      line,
    );
  return numbered?.[1]?.trim() ?? heading;
}

/** The day by which notice has to be given, and the day that it is about: of a term that renews itself, the next one. */
export function lastDayOf(
  { date, notice, renewsFor }: Pick<RenewalClause, 'date' | 'notice' | 'renewsFor'>,
  today: string,
): { date: string; lastDay: string } | null {
  if (date === null) return null;
  let end = DateTime.fromISO(date, { zone: 'UTC' });
  const step = renewsFor ? durationOf(renewsFor) : null;
  const last = () => (notice ? end.minus(durationOf(notice)) : end);
  for (let i = 0; step && (last().toISODate() ?? today) < today && i < 400; i++) end = end.plus(step);
  const [day, lastDay] = [end.toISODate(), last().toISODate()];
  return day && lastDay ? { date: day, lastDay } : null;
}

function durationOf({ amount, unit }: Period): { days: number } | { months: number } {
  switch (unit) {
    case 'week':
      return { days: amount * 7 };
    case 'fortnight':
      return { days: amount * 14 };
    case 'month':
      return { months: amount };
    case 'quarter':
      return { months: amount * 3 };
    case 'year':
      return { months: amount * 12 };
    case 'business':
      return { days: Math.ceil((amount * 7) / 5) + 2 }; // rather too early than too late
    default:
      return { days: amount };
  }
}
