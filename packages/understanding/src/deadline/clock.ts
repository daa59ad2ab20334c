// Times of day as people write them, in any of the languages: "by 3pm", "12 Uhr", "a mediodía", "EOD", "first thing".
import { compile, type Groups, groupsOf } from '../pattern.js';
import { numbers, oneOf, spoken } from './lexicon.js';
import { numberOf } from './rule.js';

export interface Clock {
  start: number;
  end: number;
  hour: number;
  minute: number;
  second: number;
  /** False for a bare hour from 1 to 12, which a part of the day or office hours must place. */
  sure: boolean;
  /** True for figures of a clock face ("8:30") that "tonight" beside them moves to the evening. */
  face?: boolean;
  /** "first thing" with no day named means the next morning; "EOD" means today's. */
  fallsOn: 'next-to-come' | 'today' | 'tomorrow';
}

const hourWord = oneOf([
  ...Object.keys(numbers).filter(
    (word) => (numbers[word] ?? 99) <= 12 && !/^(?:an?|few|several|eine?[mnrs]?|une?|uma?)$|\|/.test(word),
  ),
  ...Object.keys(spoken).filter((word) => (spoken[word] ?? 99) <= 12),
]);
const h = '(?<h>[01]?\\d|2[0-4])';
const m = '(?<m>[0-5]\\d)';
const partOfDay = '(?: in the (?<pe>morning|afternoon|evening)| at (?<pe>night))';
const inPartOfDay = `${partOfDay}?`;
const minuteWord = 'fifteen|twenty|thirty|forty|fifty|(?:twenty|thirty|forty|fifty)[ -]five|oh[ -]five|ten';
const ap = '(?<ap>a\\.?m\\.?|p\\.?m\\.?)';
const at = '(?:at|by|before|until|till|til|around|about|past|from|after|than)';
/** What follows a bare hour: an end, a day, a zone, but never what is counted ("10 people"). */
const hourEnds =
  "(?= ?(?:[.,;:!?)'\"](?!\\d)|$)| -| (?:on|at the latest|latest|sharp|today|tomorrow|tonight|this|next|monday|tuesday|wednesday|thursday|friday|saturday|sunday|in the|so|and|or|if|but|then|please|your|our|my|local|pt|et|ct|mt|gmt|utc|cet|bst|instead|too|as|when|because|for|o'clock)\\b)";

interface ClockRule {
  pattern: RegExp;
  read: (groups: Groups) => Omit<Clock, 'start' | 'end'> | null;
}
const rule = (source: string, read: ClockRule['read']): ClockRule => ({
  pattern: compile(`(?<![\\p{L}\\p{N}:./-])(?:${source})(?![\\p{L}\\p{N}])`, 'gu'),
  read,
});
const fixed =
  (hour: number, fallsOn: Clock['fallsOn'] = 'next-to-come', minute = 0) =>
  () => ({ hour, minute, second: 0, sure: true, fallsOn });

const rules: readonly ClockRule[] = [
  rule(
    '(?:e\\.?o\\.?d|c\\.?o\\.?b|e\\.?o\\.?b)\\.?|end of(?= (?:tomorrow|today|monday|tuesday|wednesday|thursday|friday))|(?:close|end) of (?:business|play|the day|day|the business day|the working day|work|office hours)|last thing',
    fixed(17, 'today'),
  ),
  rule(
    '(?:a |al )?(?:ultima hora|fin(?:al)? del? dia|cierre(?: del dia)?)|(?:no |ate ao )?(?:fim|final) do dia|ende des (?:arbeits)?tages|(?:zum )?(?:geschaftsschluss|feierabend|buroschluss|tagesende)|(?:en )?fin de (?:journee|la journee)',
    fixed(17, 'today'),
  ),
  rule(
    'first thing(?: in the morning)?|(?:a )?primera hora(?: de la manana)?|gleich (?:in der fruh|fruh|morgens?(?= fruh))|als erstes|(?:a la )?premiere heure|logo cedo|logo pela manha',
    fixed(9, 'tomorrow'),
  ),
  rule(
    '(?:at |by |before )?(?:12 )?(?:noon|midday|mid-day|lunch ?time|(?<=(?:by|before|until|at) )lunch(?! (?:with|break|menu|meeting)))|(?:a |al )?medio ?dia|mittags|(?:am |bis )?mittag|midi|(?:ao )?meio-dia',
    fixed(12),
  ),
  rule('(?:at |by |before )?midnight|(?:a )?medianoche|mitternacht|minuit|(?:a )?meia-noite', fixed(24, 'today')),
  rule(`(?:${at} )?${h}(?:[:.]${m}(?:[:.](?<s>[0-5]\\d))?)? ?${ap}(?: in the (?:morning|afternoon|evening))?`, digits),
  rule(
    `(?:t|(?:at|by|um|gegen|bis|a|as|a las|para las|de las|antes de las) )?${h}:${m}(?::(?<s>[0-5]\\d))?(?: ?(?:uhr|h|hs|hrs|horas|heures))?(?: de la (?<pt>manana|tarde|noche))?(?: in the (?<pe>morning|afternoon|evening))?`,
    digits,
  ),
  rule(
    `(?:um |gegen |bis |ab |vor )?${h}(?:[.:]${m})? uhr(?: (?<pd>morgens|vormittags|mittags|nachmittags|abends))?`,
    digits,
  ),
  rule(`(?:a |as |vers |avant |ate as |pelas )?${h} ?h(?: ?${m})?`, digits),
  rule(
    `(?:a|para|sobre|hasta|de|antes de|ate|as)(?: a)? (?:las?|as) (?:${h}(?:[:.]${m})?|(?<hw>una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|duas|quatro|oito|nove|dez|onze|doze))(?<half> y media)?(?: (?:de|da|por) (?:la |a )?(?<pt>manana|manha|tarde|noche|noite))?(?: h(?:oras)?)?`,
    iberian,
  ),
  rule(
    `(?:${at} )?(?:a )?(?:(?<past>quarter|half|${minuteWord}|five|\\d\\d?)(?: minutes)?) (?<dir>past|to|after) (?<hw>\\d{1,2}|${hourWord})(?: ${ap})?${hourEnds}`,
    spokenTime,
  ),
  rule(
    `${at} (?:around |about )?(?<hw>1[0-2]|[1-9]|${hourWord})(?: o'clock)?(?: in the (?<pe>morning|afternoon|evening))?(?<! a)${hourEnds}`,
    bareHour,
  ),
  rule(`(?<hw>1[0-2]|[1-9]|${hourWord}) o'clock${inPartOfDay}`, bareHour),
  rule(`(?<hw>1[0-2]|[1-9])(?=,? tonight\\b)`, bareHour),
  // 8 in the evening, ten at night; 7 tomorrow morning
  rule(`(?:${at} )?(?<hw>1[0-2]|[1-9])${partOfDay}`, bareHour),
  rule(`${at} (?<hw>${hourWord})${partOfDay}`, bareHour),
  rule(`(?<hw>three|four|five|six|seven|eight|nine|ten|eleven)${partOfDay}`, bareHour),
  rule(`(?<hw>1[0-2]|[1-9])(?= (?:tomorrow|\\p{L}+day) (?:morning|afternoon|evening|night)\\b)`, bareHour),
  // at three thirty, by nine forty-five pm
  rule(`${at} (?<hw>${hourWord})[ -](?<mw>${minuteWord})(?: ${ap}|${partOfDay})?${hourEnds}`, bareHour),
  rule(`(?<hw>${hourWord})[ -](?<mw>${minuteWord})(?: ${ap}|${partOfDay})`, bareHour),
  // tomorrow at 9.45: a price without the day
  rule(
    `(?<=(?:tomorrow|today|tonight|morning|afternoon|evening|\\p{L}day),? (?:at|by) +)${h}\\.${m}(?![.\\d%]| (?:%|per|eur|usd|each))`,
    digits,
  ),
  // at 1430 hours
  rule(`(?:at|by) (?<h>[01]\\d|2[0-3])${m} ?(?:hours|hrs|h)(?! of\\b| per\\b)`, digits),
];

/** All times of day in folded text, in order; where two overlap the longer one. */
export function clocks(folded: string): Clock[] {
  const found: Clock[] = [];
  for (const { pattern, read } of rules) {
    for (const match of folded.matchAll(pattern)) {
      const clock = read(groupsOf(match));
      if (clock) found.push({ ...clock, start: match.index, end: match.index + match[0].length });
    }
  }
  found.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const kept: Clock[] = [];
  for (const clock of found) if (kept.every((k) => clock.end <= k.start || clock.start >= k.end)) kept.push(clock);
  return kept.sort((a, b) => a.start - b.start);
}

function digits(groups: Groups): Omit<Clock, 'start' | 'end'> | null {
  const meridiem = groups.ap?.charAt(0);
  const partOfDay = groups.pt ?? groups.pe ?? groups.pd ?? '';
  let hour = Number(groups.h);
  if (meridiem === 'p' || /tarde|noche|noite|afternoon|evening|nachmittags|abends/.test(partOfDay))
    hour = (hour % 12) + 12;
  else if (meridiem === 'a' && hour === 12) hour = 0;
  if (meridiem !== undefined && Number(groups.h) > 12) return null;
  const minute = groups.half ? 30 : Number(groups.m ?? 0);
  const face = meridiem === undefined && partOfDay === '' && hour < 12 && !groups.h?.startsWith('0');
  return { hour, minute, second: Number(groups.s ?? 0), sure: true, face, fallsOn: 'next-to-come' };
}

const iberianHours = 'una dos tres cuatro cinco seis siete ocho nueve diez once doce'.split(' ');
const portugueseHours = 'uma duas tres quatro cinco seis sete oito nove dez onze doze'.split(' ');

/** "a las cinco y media", "às 14": figures or words. */
function iberian(groups: Groups): Omit<Clock, 'start' | 'end'> | null {
  if (groups.hw === undefined) return digits(groups);
  const hour = Math.max(iberianHours.indexOf(groups.hw), portugueseHours.indexOf(groups.hw)) + 1;
  const read = digits({ ...groups, h: String(hour) });
  return read && { ...read, sure: groups.pt !== undefined };
}

function bareHour(groups: Groups): Omit<Clock, 'start' | 'end'> | null {
  const hour = numberOf(groups.hw);
  if (!(hour >= 1 && hour <= 12)) return null;
  const minute = groups.mw === undefined ? 0 : groups.mw.startsWith('oh') ? 5 : minutesOf(groups.mw);
  const said = groups.pe ?? groups.ap ?? '';
  const late = /^(?:afternoon|evening|p)/.test(said) || (said === 'night' && hour > 5);
  return {
    hour: late ? (hour % 12) + (hour === 12 && said === 'night' ? 24 : 12) : /^a/.test(said) ? hour % 12 : hour,
    minute,
    second: 0,
    sure: groups.pe !== undefined || groups.ap !== undefined,
    fallsOn: 'next-to-come',
  };
}

const minutesOf = (words: string) => words.split(/[ -]+/).reduce((sum, word) => sum + numberOf(word), 0);

function spokenTime(groups: Groups): Omit<Clock, 'start' | 'end'> | null {
  const base = bareHour({ hw: groups.hw });
  const said = groups.past ?? '';
  const minutes = said === 'quarter' ? 15 : said === 'half' ? 30 : minutesOf(said);
  if (!base || !(minutes > 0 && minutes < 60)) return null;
  const total = base.hour * 60 + (groups.dir === 'to' ? -minutes : minutes);
  const hour = Math.floor(total / 60);
  const placed = groups.ap === undefined ? hour : (hour % 12) + (groups.ap.startsWith('p') ? 12 : 0);
  return { ...base, hour: placed, minute: total % 60, sure: groups.ap !== undefined };
}
