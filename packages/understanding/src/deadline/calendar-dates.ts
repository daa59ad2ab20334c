// Dates of the calendar in figures or with the month's name, in any of the languages.
import type { Groups } from '../pattern.js';
import type { Day } from './day.js';
import { type DayRule, monthOf, numberOf, part, type RuleContext, rule, weekdayOf } from './rule.js';

const { anyWeekday, month, year, ordinal, spoken } = part;
const weekdayBefore = `(?:(?<wd>${anyWeekday})[.,]{0,2} (?:the |den |dem |der |le |el |dia |o dia )?)?`;
const dayNumber = '(?<d>0?[1-9]|[12]\\d|3[01])';
const shortYear = ",? ?'(?<year>\\d\\d)(?!\\d)";
const yearAfter = `(?:,? (?:de |del |of |do )?(?<year>${year})|${shortYear})?`;

export const calendarDates: readonly DayRule[] = [
  // 2026-03-27, 2026/3/27, 2019/sep/01
  rule(`(?<year>${year})[-/.](?<mon>0?[1-9]|1[0-2]|${month})[-/.]${dayNumber}`, byName),
  // Friday 6 March 2026, 18 de septiembre, den 3. November, 1er mai, 16. Nov. 2016
  rule(
    `${weekdayBefore}${dayNumber}(?:st|nd|rd|th|er|ro)?[.º]?(?: of| de| do)?[ /-]?(?<mon>${month})\\.?${yearAfter}`,
    byName,
  ),
  // 05-Jan-27, 5/Jan/2027, Jan-05-27; 5 Jan 27 where the last figures have nothing to count
  rule(`${dayNumber}(?<sep>[-/.])(?<mon>${month})\\k<sep>(?<year>${year}|\\d\\d)`, byName),
  rule(`(?<mon>${month})(?<sep>[-/.])${dayNumber}\\k<sep>(?<year>${year}|\\d\\d)`, byName),
  rule(`${dayNumber}(?:st|nd|rd|th)? (?<mon>${month})\\.? (?<year>\\d\\d)(?= ?(?:[.,;!?)](?!\\d)|$))`, byName),
  // March 6, 2026; Oct-2; Oct/2; June the 3rd
  rule(
    `${weekdayBefore}(?<mon>${month})\\.?[ ,/-]{0,2}(?:the )?${dayNumber}(?:st|nd|rd|th)?(?![\\d:%]| ?(?:am|pm|a\\.m|p\\.m))(?:,?[ /-](?<year>${year})|${shortYear}|(?= +\\d\\d:\\d\\d(?::\\d\\d)? (?<year>${year}))|)`,
    byName,
  ),
  // the twenty second of June; the tenth of September, two thousand; May twenty one; Jan first
  rule(
    `${weekdayBefore}(?:the )?(?<d>${ordinal}) (?:of )?(?<mon>${month})${yearAfter}(?<words>,? ${yearInWords()})?`,
    byName,
  ),
  rule(
    `${weekdayBefore}(?<mon>${month}) (?:the )?(?<d>${ordinal}|${spoken})${yearAfter}(?<words>,? ${yearInWords()})?`,
    byName,
  ),
  // 21/04/2016, 9-18-15, 13.5.2015
  rule(
    `(?<wd>${anyWeekday})?[.,]{0,2} ?(?<a>\\d{1,2})(?<sep>[-/.])(?<b>\\d{1,2})\\k<sep>(?<year>\\d{4}|\\d\\d)`,
    inFigures,
  ),
  // 04/21, 2016 and 04/21,16
  rule(`(?<a>\\d{1,2})/(?<b>\\d{1,2}),(?: ?(?<year>${year})|(?<year>\\d\\d))(?![.,/:]\\d)`, inFigures),
  // 23.10. and Mo., 5.1.
  rule(
    `(?:(?<wd>${anyWeekday}|mo|di|mi|do|fr|sa|so)[.,]{0,2} (?:den |dem )?)?(?<a>\\d{1,2})\\.(?<b>\\d{1,2})\\.`,
    (g) => inFigures(g, { dayFirst: true }),
  ),
  // on 4/22, by 3/7; 4/22 alone only where it cannot be a share
  rule(
    `(?<=\\b(?:on|by|before|until|till|due|from|for|el|del|le|am|bis|ate|avant) +)(?<a>\\d{1,2})[/-](?<b>\\d{1,2})`,
    inFigures,
  ),
  rule(`(?<a>\\d{1,2})/(?<b>1[3-9]|2\\d|3[01])`, inFigures),
  // KW 23, calendar week 7, Monday of week 32, Freitag der KW 23/2026; "week 3" alone may be the third of a plan
  rule(
    `(?:(?<wd>${anyWeekday})[.,]{0,2} (?:(?:of|in|der|in der|de la|da) )?)?(?:(?:calendar week|cw|kw|kalenderwoche)\\.? ?(?<n>[1-9]|[1-4]\\d|5[0-3])|(?:week|wk|woche|semaine|semana)\\.? (?<n>[1-4]\\d|5[0-3]))(?: ?/ ?(?<year>${year}|\\d\\d)|,? (?:of )?(?<year>${year}))?(?! ?%| (?:of|hours|years))`,
    inWeek,
  ),
];

function byName(groups: Groups): Day | null {
  const named = groups.mon ?? '';
  return date(numberOf(groups.d), /^\d/.test(named) ? Number(named) : monthOf(named), groups);
}

function inFigures(groups: Groups, context: RuleContext): Day | null {
  const [a, b] = [Number(groups.a), Number(groups.b)];
  const dayFirst = a > 12 || (b <= 12 && (context.dayFirst || groups.sep === '.'));
  return dayFirst ? date(a, b, groups) : date(b, a, groups);
}

/** The Friday, where no day of the week is named. */
function inWeek({ n, wd, year: said }: Groups): Day {
  const full = said === undefined ? null : yearOf(said);
  return { kind: 'week-number', week: Number(n), weekday: wd ? weekdayOf(wd) : 5, year: full };
}

function date(day: number, monthNumber: number, groups: Groups): Day | null {
  if (!(day >= 1 && day <= 31 && monthNumber >= 1 && monthNumber <= 12)) return null;
  const said = groups.year;
  const spelled = groups.words ? yearOfWords(groups.words) : null;
  const full = said === undefined ? spelled : yearOf(said);
  const weekday = groups.wd ? weekdayOf(groups.wd) : null;
  return { kind: 'date', day, month: monthNumber, year: full, weekday };
}

/** A year in four figures or in two: then 70 to 99 are of the last century. */
function yearOf(said: string): number {
  const year = Number(said);
  return said.length !== 2 ? year : year >= 70 ? 1900 + year : 2000 + year;
}

function yearInWords(): string {
  const tens =
    'ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety';
  const ones = 'one|two|three|four|five|six|seven|eight|nine';
  return `(?:two thousand(?: and)?(?: (?:${tens}|${ones})(?:[ -](?:${ones}))?)?|(?:nineteen|twenty) (?:${tens})(?:[ -](?:${ones}))?)`;
}

const tensOf: Record<string, number> = {
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  thirty: 30,
};

function yearOfWords(words: string): number | null {
  const value = (word: string) => tensOf[word] ?? numberOf(word);
  const parts = words
    .replace(/[,-]/g, ' ')
    .trim()
    .split(/ +/)
    .filter((word) => word !== 'and');
  const thousands = parts[0] === 'two' && parts[1] === 'thousand';
  const rest = parts.slice(thousands ? 2 : 1).reduce((sum, word) => sum + value(word), 0);
  const base = thousands ? 2000 : parts[0] === 'nineteen' ? 1900 : 2000;
  return Number.isNaN(rest) ? null : base + rest;
}
