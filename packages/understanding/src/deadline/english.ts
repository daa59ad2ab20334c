// Date expressions of English that are counted from now: "tomorrow", "next Friday", "by the 15th", "end of Q1".
import type { Groups } from '../pattern.js';
import type { Day } from './day.js';
import { holidays } from './holidays.js';
import { oneOf } from './lexicon.js';
import { type DayRule, days, inMonth, inPeriod, numberOf, onWeekday, part, rule, span, weekdayOf } from './rule.js';

const { weekday, anyWeekday, month, number, orMore, unit, ordinal, spoken, year, after } = part;
const before =
  '(?:on|by|before|until|till|til|next|this|coming|cob|eod|eob|from|to|for|and|or|due|last|due on|latest|than)';
const short = 'mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun';
/** Short names of days that are no other words. */
const plainShort =
  '(?:tues|weds|thurs?|fri)(?=\\.?(?:[,;!]| (?:\\d|at|by|am|pm|morning|afternoon|evening|latest)|$| *\\|))';
const wd = `(?:(?<wd>${weekday})|(?<wd>${plainShort})|(?<wd>(?<=(?:^|[,;:(|-] ?|\\b${before} +))(?:${short})|(?:${short})(?=\\.? +\\d{1,2}(?:[:.]\\d\\d|am|pm| ?[ap]m)))\\.?)`;
const monthday = '(?:(?:the )?(?<d>0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th))';
const functionWord =
  '(?= (?:and|or|at|so|if|but|to|in|with|from|then|instead|as|we|i|you|please|expect|everything|all|your|our|my|both|it|she|he|they|sharp|which|when|because|noon|eod|cob|latest|sharp|too|already|for|before|by|rather|morning|afternoon|evening|this|next)\\b)';
const next = '(?<next>this|next|the following|the coming)';
const shift = (groups: Groups) => (/next|following|coming/.test(groups.next ?? '') ? 1 : 0);
const edges: Record<string, 'start' | 'mid' | 'end'> = {
  early: 'start',
  beginning: 'start',
  start: 'start',
  mid: 'mid',
  middle: 'mid',
};
const edge = (groups: Groups) => edges[groups.edge ?? ''] ?? 'end';
const early = '(?:(?<edge>early|mid|late|beginning|start|middle|end)(?: of| in)?[ -])';
const atMonth = (groups: Groups, d: string | undefined): Day => ({
  kind: 'monthday',
  day: numberOf(d),
  shift: groups.next === undefined ? null : shift(groups),
  weekday: groups.wd ? weekdayOf(groups.wd) : null,
});
const quarters: Record<string, number> = {
  '1': 1,
  first: 1,
  '2': 2,
  second: 2,
  '3': 3,
  third: 3,
  '4': 4,
  fourth: 4,
  last: 4,
};

const nths: Record<string, number> = {
  ...{ first: 1, second: 2, third: 3, fourth: 4, fifth: 5, last: -1 },
  ...{ '1st': 1, '2nd': 2, '3rd': 3, '4th': 4, '5th': 5 },
};
const nthWord = oneOf(Object.keys(nths));
const minutes = (n: number): Day => ({ kind: 'shift', amounts: [{ n, unit: 'minute' }], from: null });

export const english: readonly DayRule[] = [
  rule('day after tomorrow|the day after tomorrow', () => days(2)),
  rule('tomorrow|tmrw|tomorow', () => days(1)),
  rule('today|tonight|this (?:morning|afternoon|evening|night|day|arvo)', () => days(0)),
  rule(
    '(?<!(?:day|morrow|today|tonight|[ap]m|\\d|clock|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) )(?<=[\\p{L}] )in the morning',
    () => days(1),
  ),
  rule('that (?:morning|afternoon|evening)', () => ({ kind: 'event', words: 'that part of the day' })),
  rule('right now|now', () => ({ kind: 'shift', amounts: [{ n: 0, unit: 'minute' }], from: null })),
  rule('yesterday|last night|the last day', () => days(-1)),
  rule('(?:the )?day before yesterday', () => days(-2)),
  rule('next day|the (?:next|following) (?:business |working )?day', (g) => (g[0] ? days(1) : days(1))),
  rule(`${wd} the (?<d>\\d{1,2}(?:st|nd|rd|th)?|${ordinal}|${spoken})`, (g) =>
    atMonth(g, g.d?.replace(/(?<=\d)\D+/, '')),
  ),
  rule(
    `${wd},? (?<d>0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?(?![\\d:.]| ?(?:am|pm|h\\b|o'clock|${month})|${part.asHour})`,
    (g) => atMonth(g, g.d),
  ),
  rule(`(?:on )?${wd},? (?:of )?${next} week|${next} week'?s?,? (?:on )?(?<wd>${anyWeekday})`, (g) =>
    onWeekday(g, 'ahead', shift(g)),
  ),
  rule(`last week'?s? (?<wd>${weekday})|(?<wd>${weekday}) (?:of )?last week`, (g) => onWeekday(g, 'last', 1)),
  rule(`(?:last|previous|(?:this|the|last) past) ${wd}`, (g) => onWeekday(g, 'last')),
  rule(`(?:the )?next ${wd}`, (g) => onWeekday(g, 'ahead', 1)),
  rule(`(?:the )?${wd} after next|${wd},? (?:of )?the week after next`, (g) => onWeekday(g, 'ahead', 2)),
  rule(`${wd},? (?:in )?(?<n>${number}) weeks(?: from (?:now|today))?`, (g) => onWeekday(g, 'ahead', numberOf(g.n))),
  rule('a week tomorrow|tomorrow week', () => days(8)),
  rule('a week today|today week', () => days(7)),
  rule(`this (?:coming )?${wd}`, (g) => onWeekday(g, 'this')),
  rule(`(?:the )?coming ${wd}`, (g) => onWeekday(g)),
  rule(`${wd} week|a week (?:on|from) ${wd}`, (g) => onWeekday(g, 'coming', 1)),
  rule(`(?<n>${number}) ${wd}s? later`, (g) => onWeekday(g, 'coming', numberOf(g.n) - 1)),
  rule(wd, (g) => onWeekday(g)),
  rule(
    `(?:the )?(?<nth>${nthWord}) (?<wd>${weekday}|week|day)(?: (?:of|in) (?:${next} month|the month|(?<mon>${month})(?:,? (?<year>${year}))?))?`,
    nthOf,
  ),
  rule(
    `(?:the )?(?<nth>${nthWord}) (?<wd>week|day|(?:business|working) day) (?:of|in) (?:${next} month|the month|(?<mon>${month})(?:,? (?<year>${year}))?)`,
    nthOf,
  ),
  // "of the month" is of the next one that still has the day before it.
  rule(`(?:${monthday}|(?:the )?(?<d>${ordinal})) of (?:${next}|the) month`, (g) => atMonth(g, g.d)),
  rule(
    `(?:(?<=\\b(?:the|on|by|before|until|till|for|to|from|than) +)|the )(?<d>0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)(?:${after}|${functionWord})`,
    (g) => atMonth({}, g.d),
  ),
  rule(
    `(?<=\\bon +|\\b(?:for|by|until|before) +the +)(?<d>0?[1-9]|[12]\\d|3[01])(?:${after}|(?= (?:at|by|before)\\b))`,
    (g) => atMonth({}, g.d),
  ),
  rule(`(?<=\\b(?:for|by|on|until|till|til|before) +the +)(?<d>${ordinal})(?:${after}|(?= (?:at|by|before)\\b))`, (g) =>
    atMonth({}, g.d),
  ),
  rule(`eow|(?:the )?end of (?:the |this )?(?:work(?:ing)? ?)?week|(?:later )?this week|week's end`, () =>
    inPeriod('week'),
  ),
  rule(`(?:the )?end of next week|(?:late |later )?next week|(?:the )?following week`, () =>
    inPeriod('week', 'end', { shift: 1 }),
  ),
  rule('(?:the )?week after next', () => inPeriod('week', 'end', { shift: 2 })),
  rule(`${early}next week`, (g) => inPeriod('week', edge(g), { shift: 1 })),
  rule('mid[- ]?week', () => inPeriod('week', 'mid')),
  rule('(?<=\\b(?:before|ahead of) +)(?:the |this )?weekend', () => ({
    kind: 'weekday',
    weekday: 5,
    week: 'this',
    weeks: 0,
  })),
  rule('(?:(?:this|the|at the|over the) )?weekend', () => ({ kind: 'weekday', weekday: 7, week: 'this', weeks: 0 })),
  rule(`eom|(?:the )?month[- ]end|(?:the )?end of (?:the |this )?month|(?:later )?this month`, () => inPeriod('month')),
  rule(`(?:the )?end of next month|(?:late |later )?next month`, () => inPeriod('month', 'end', { shift: 1 })),
  rule(`${early}${next} month|(?:the )?${early}(?:of )?the month`, (g) =>
    inPeriod('month', edges[g.edge ?? ''] ?? 'end', { shift: shift(g) }),
  ),
  rule(`${early}(?<mon>${month})(?:,? (?<year>${year}))?`, (g) => inMonth(g, edge(g))),
  rule(`(?<=\\b(?:in|by|until|till|before|during|this|next|for) +)(?<mon>${month})(?:,? (?<year>${year}))?`, (g) =>
    inMonth(g),
  ),
  rule(`eoq|(?:the )?quarter[- ]end|(?:the )?end of (?:the |this )?quarter|(?:later )?this quarter`, () =>
    inPeriod('quarter'),
  ),
  rule(`(?:the )?(?:end of )?next quarter`, () => inPeriod('quarter', 'end', { shift: 1 })),
  rule(
    `(?:the )?(?:${early}(?:the )?)?(?:q(?<q>[1-4])|(?<q>first|second|third|fourth|last) quarter)(?:,? (?:of )?(?<year>${year}))?`,
    (g) => inPeriod('quarter', edge(g), { index: quarters[g.q ?? '1'] ?? 1, year: g.year }),
  ),
  rule(`(?:the )?(?:end of )?h(?<h>[12])(?: (?<year>${year}))?`, (g) =>
    inPeriod('half', 'end', { index: Number(g.h), year: g.year }),
  ),
  rule(`eoy|(?:the )?year[- ]?end|(?:the )?end of (?:the |this )?year|(?:later )?this year`, () => inPeriod('year')),
  rule(`(?:the )?end of (?<year>${year})`, (g) => inPeriod('year', 'end', { year: g.year })),
  rule(`(?:the )?(?:end of )?next year`, () => inPeriod('year', 'end', { shift: 1 })),
  rule(
    `(?<n>${number}) (?<unit>${unit}),?(?: and)? (?<n2>${number}) (?<unit2>${unit})(?:,?(?: and)? (?<n3>${number}) (?<unit3>${unit})(?:,?(?: and)? (?<n4>${number}) (?<unit4>${unit}))?)? (?<dir>ago|later|from now)`,
    manyAmounts,
  ),
  rule(`(?<n>${number}) (?<unit>${unit}) ago`, (g) => span(g, -1)),
  rule(`(?<n>${number}) (?<unit>${unit}) (?:later|from now|hence)`, (g) => span(g)),
  rule(
    `(?:(?:with)?in|under)(?: less than| no more than| about| around| the next| the)? ${orMore}(?<n>${number})(?: \\(\\d{1,3}\\))?(?: more)? (?<unit>${unit})(?:(?:,| and|) (?<n2>${number}) (?<unit2>${unit}))?(?:'s?)?(?: time)?`,
    (g) => span(g),
    1,
  ),
  rule(`within (?:the|a) (?<unit>hour|day|week|month)`, (g) =>
    g.unit === 'week' ? inPeriod('week') : span({ n: '1', ...g }),
  ),
  rule(
    `within (?:the )?(?<n>${number}) (?<unit>${unit}) (?:i|we|as|already) [\\p{L} ]{3,30},?(?= (?:counted|counting|starting|running) from\\b)`,
    (g) => span(g),
    1,
  ),
  rule(
    `(?:within )?(?:the )?(?<n>${number})(?: \\(\\d{1,3}\\))? (?<unit>${unit})(?= (?:after|from|following|of)\\b)`,
    (g) => span(g),
    1,
  ),
  rule(
    `(?:within )?(?:the )?(?<n>${number})(?: \\(\\d{1,3}\\))? (?<unit>${unit})(?= (?:before|prior to|ahead of)\\b)`,
    (g) => span(g, -1),
    -1,
  ),
  rule(`(?:with)?in half an hour|half an hour(?! ago)(?: from now| later)?`, () => minutes(30)),
  rule(`(?:with)?in (?:a|one) quarter of an hour`, () => minutes(15)),
  rule(`(?:with)?in three[ -]quarters of an hour`, () => minutes(45)),
  rule(
    `(?:(?:with)?in (?:(?<n>an|one) hours? and a half|(?<n>${number}) and a half hours)|(?:(?<n>an|one) hours? and a half|(?<n>${number}) and a half hours) (?:from now|later))`,
    (g) => minutes(60 * numberOf(g.n) + 30),
  ),
  rule(`the (?:day|evening|night|morning)(?= (?:before|prior to)\\b)`, () => days(-1), -1),
  rule(`the day(?= (?:after|following)\\b)`, () => days(1), 1),
  ...holidays,
];

function nthOf(groups: Groups): Day | null {
  const of = groups.wd ?? 'day';
  const counted = { day: null, week: 5, business: 'business', working: 'business' } as const;
  const weekdayNumber = counted[of.split(' ')[0] as keyof typeof counted];
  const month1 = groups.mon ? (inMonth(groups) as Extract<Day, { kind: 'period' }>).index : null;
  if (of === 'day' && month1 === null && groups.next === undefined && groups.nth !== 'last') return null;
  return {
    kind: 'nth',
    nth: nths[groups.nth ?? 'first'] ?? 1,
    weekday: weekdayNumber === undefined ? weekdayOf(of) : weekdayNumber,
    month: month1,
    shift: shift(groups),
    year: groups.year ? Number(groups.year) : null,
  };
}

function manyAmounts(groups: Groups): Day | null {
  const sign = groups.dir === 'ago' ? -1 : 1;
  const amounts = ['', '2', '3', '4'].flatMap((i) => {
    const one = groups[`n${i}`] ? span({ n: groups[`n${i}`], unit: groups[`unit${i}`] }, sign) : null;
    return one?.kind === 'shift' ? one.amounts : [];
  });
  return { kind: 'shift', amounts, from: null };
}
