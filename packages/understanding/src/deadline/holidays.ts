// Days that have a name and no number: Christmas Eve, Thanksgiving, Good Friday, Silvester, Nochevieja.
import type { Day } from './day.js';
import { oneOf } from './lexicon.js';
import { type DayRule, part, rule } from './rule.js';

const on = (month: number, day: number) => (year: number | null) =>
  ({ kind: 'date', year, month, day, weekday: null }) as const;
const nth = (count: number, weekday: number, month: number) => (year: number | null) =>
  ({ kind: 'nth', nth: count, weekday, month, shift: 0, year }) as const;
const easter = (plus: number) => (year: number | null) => ({ kind: 'easter', plus, year }) as const;

type Named = Record<string, (year: number | null) => Day>;

/** Names that can only be a day. */
const sure: Named = {
  'christmas eve': on(12, 24),
  'christmas day': on(12, 25),
  'boxing day': on(12, 26),
  "new year's eve": on(12, 31),
  "new year's day": on(1, 1),
  "valentine's day": on(2, 14),
  "saint patrick's day": on(3, 17),
  "st patrick's day": on(3, 17),
  "st. patrick's day": on(3, 17),
  'fourth of july': on(7, 4),
  'independence day': on(7, 4),
  'veterans day': on(11, 11),
  'martin luther king day': nth(3, 1, 1),
  'mlk day': nth(3, 1, 1),
  "presidents' day": nth(3, 1, 2),
  'presidents day': nth(3, 1, 2),
  "mother's day": nth(2, 7, 5),
  'memorial day': nth(-1, 1, 5),
  "father's day": nth(3, 7, 6),
  'labor day': nth(1, 1, 9),
  'columbus day': nth(2, 1, 10),
  'thanksgiving day': nth(4, 4, 11),
  'ash wednesday': easter(-46),
  'palm sunday': easter(-7),
  'maundy thursday': easter(-3),
  'good friday': easter(-2),
  'easter sunday': easter(0),
  'easter monday': easter(1),
  'whit monday': easter(50),
  heiligabend: on(12, 24),
  silvester: on(12, 31),
  karfreitag: easter(-2),
  ostersonntag: easter(0),
  ostermontag: easter(1),
  pfingstmontag: easter(50),
  nochebuena: on(12, 24),
  nochevieja: on(12, 31),
  'viernes santo': easter(-2),
};

/** Names of a season or a feast too: a day only behind a word that leads to one, and not as in "Christmas party". */
const led: Named = {
  christmas: on(12, 25),
  xmas: on(12, 25),
  'new year': on(1, 1),
  "new year's": on(1, 1),
  halloween: on(10, 31),
  thanksgiving: nth(4, 4, 11),
  easter: easter(0),
  weihnachten: on(12, 25),
  neujahr: on(1, 1),
  ostern: easter(0),
  pfingsten: easter(49),
  navidad: on(12, 25),
};

const said = (names: Named) => `(?<name>${oneOf(Object.keys(names))})(?:,? (?<year>${part.year}))?`;
const lead = '(?:on|by|before|until|till|at|around|due|next|this|bis|vor|zu|an|antes de|hasta|en|para)(?: the)?';
const end = '(?= ?(?:[.,;:!?)\'"]|-(?! ?\\p{L})|$)| (?:at|by|and|or|so|if|but|then|please|we|i|you|this|next)\\b)';

export const holidays: readonly DayRule[] = [
  rule(said(sure), (g) => sure[g.name ?? '']?.(g.year ? Number(g.year) : null) ?? null),
  rule(`(?<=\\b${lead} +)${said(led)}${end}`, (g) => led[g.name ?? '']?.(g.year ? Number(g.year) : null) ?? null),
];
