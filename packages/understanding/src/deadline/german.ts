// Date expressions of German and French that are counted from now: "bis morgen", "nächsten Freitag", "d'ici vendredi".
import type { Groups } from '../pattern.js';
import type { Day } from './day.js';
import { type DayRule, days, inMonth, inPeriod, numberOf, onWeekday, part, rule, span, weekdayOf } from './rule.js';

const { weekday, month, number, orMore, unit, year, after } = part;
const partOfDay = '(?:vormittag|nachmittag|mittag|abend|morgen|fruh|nacht)s?';
const wdDe = `(?<wd>${weekday})(?:s|${partOfDay})?`;
const wdFr = `(?<wd>${weekday})`;
const quarters: Record<string, number> = { ersten: 1, zweiten: 2, dritten: 3, vierten: 4 };
const monthday = (groups: Groups): Day => ({
  kind: 'monthday',
  day: numberOf(groups.d),
  shift: null,
  weekday: groups.wd ? weekdayOf(groups.wd) : null,
});

export const german: readonly DayRule[] = [
  rule('ubermorgen', () => days(2)),
  rule(`(?<!(?:guten|am|jeden|heute|${weekday}) +)morgen(?: (?:fruh|vormittag|mittag|nachmittag|abend))?`, () =>
    days(1),
  ),
  rule(`heute(?: (?:noch|fruh|morgen|vormittag|mittag|nachmittag|abend|nacht))?`, () => days(0)),
  rule('nachher|spater heute|im laufe des tages', () => days(0)),
  rule('vorgestern', () => days(-2)),
  rule('gestern', () => days(-1)),
  rule(`(?:am )?${wdDe},? (?:den |dem )?(?<d>0?[1-9]|[12]\\d|3[01])\\.(?!\\d| ?${month})`, monthday),
  rule(`(?:am |bis )?(?:nachsten|kommenden|nachster|kommender) ${wdDe}`, (g) => onWeekday(g)),
  rule(`(?:am |bis )?(?:diesen|diesem) ${wdDe}`, (g) => onWeekday(g, 'this')),
  rule(
    `(?:am )?${wdDe} (?:der )?(?:nachste|kommende)[nr]? woche|(?:nachste|kommende)[nr]? woche (?:am )?${wdDe}`,
    (g) => onWeekday(g, 'ahead', 1),
  ),
  rule(`(?:am )?${wdDe} in einer woche`, (g) => onWeekday(g, 'coming', 1)),
  rule(`(?:am )?(?:letzten|vergangenen|vorigen) ${wdDe}`, (g) => onWeekday(g, 'last')),
  rule(`(?:am )?${wdDe}(?: (?:fruh|vormittag|nachmittag|abend|mittag|morgen))?`, (g) => onWeekday(g)),
  rule(
    `(?<=\\b(?:am|zum|den|dem|vom|bis) +)(?<d>0?[1-9]|[12]\\d|3[01])\\.(?!\\d| ?${month}| [a-z]*(?:stock|etage|platz|quartal|version|entwurf))`,
    monthday,
  ),
  rule('(?:bis )?(?:zum )?(?:ende der woche|ende dieser woche|wochenende)|diese woche|in dieser woche', () =>
    inPeriod('week'),
  ),
  rule('(?:bis )?ende (?:der )?(?:nachste|kommende)[rn]? woche|(?:in der )?(?:nachste|kommende)[rn]? woche', () =>
    inPeriod('week', 'end', { shift: 1 }),
  ),
  rule('anfang (?:der )?(?:nachste|kommende)[rn]? woche', () => inPeriod('week', 'start', { shift: 1 })),
  rule('mitte (?:der )?(?:nachste|kommende)[rn]? woche', () => inPeriod('week', 'mid', { shift: 1 })),
  rule('(?:zum )?(?:monatsende|ende (?:des|dieses) monats)|diesen monat|in diesem monat', () => inPeriod('month')),
  rule('(?:ende )?(?:nachste|kommende)[ns] monats?', () => inPeriod('month', 'end', { shift: 1 })),
  rule(`(?:ende|letzte woche (?:im|des)) (?<mon>${month})(?: (?<year>${year}))?`, (g) => inMonth(g)),
  rule(`mitte (?<mon>${month})(?: (?<year>${year}))?`, (g) => inMonth(g, 'mid')),
  rule(`anfang (?<mon>${month})(?: (?<year>${year}))?`, (g) => inMonth(g, 'start')),
  rule('mitte (?:des|dieses) monats', () => inPeriod('month', 'mid')),
  rule(`(?<=\\b(?:im|bis|noch im) +)(?<mon>${month})(?: (?<year>${year}))?`, (g) => inMonth(g)),
  rule(`(?:zum )?(?:quartalsende|ende (?:des|dieses) quartals)`, () => inPeriod('quarter')),
  rule(`(?:ende )?(?:des |im )?(?<q>ersten|zweiten|dritten|vierten) quartals?`, (g) =>
    inPeriod('quarter', 'end', { index: quarters[g.q ?? ''] ?? 1 }),
  ),
  rule('(?:zum )?(?:jahresende|ende (?:des|dieses) jahres)', () => inPeriod('year')),
  rule(
    `(?:in|innerhalb von|binnen|innerhalb|innert)(?: den nachsten| der nachsten)? ${orMore}(?<n>${number})(?: \\(\\d+\\))? (?<unit>${unit})`,
    (g) => span(g),
    1,
  ),
  rule(`(?<n>${number})(?: \\(\\d+\\))? (?<unit>${unit})(?= (?:nach|ab|seit)\\b)`, (g) => span(g), 1),
  rule(`vor (?<n>${number}) (?<unit>${unit})`, (g) => span(g, -1)),
  rule(`(?<n>${number}) (?<unit>${unit})(?= vor (?:dem|der|den)\\b)`, (g) => span(g, -1), -1),
  rule('(?:am )?tag(?= vor (?:dem|der|den)\\b)', () => days(-1), -1),
];

export const french: readonly DayRule[] = [
  rule('apres-demain', () => days(2)),
  rule("tout a l'heure|tantot", () => days(0)),
  rule(`(?:le )?${wdFr} en huit`, (g) => onWeekday(g, 'coming', 1)),
  rule(`(?:le )?${wdFr}(?: en huit| prochain)?, le (?<d>0?[1-9]|[12]\\d|3[01])(?![\\d:.]| ?${month}| ?h)`, monthday),
  rule('sous huitaine|dans la huitaine', () => days(8)),
  rule('sous quinzaine|dans la quinzaine', () => days(15)),
  rule('(?:la )?veille(?= d[eu] )', () => days(-1), -1),
  rule('demain(?: (?:matin|midi|soir|apres-midi))?', () => days(1)),
  rule("aujourd'hui|ce (?:matin|soir|midi)|cet apres-midi|cette apres-midi", () => days(0)),
  rule('hier', () => days(-1)),
  rule(`(?:le )?${wdFr} (?<d>0?[1-9]|[12]\\d|3[01])(?![\\d:.]| ?${month}| ?h|${part.asHour})`, monthday),
  rule(`(?:le )?${wdFr} (?:de la )?semaine prochaine`, (g) => onWeekday(g, 'ahead', 1)),
  rule(`(?:le )?${wdFr} (?:prochain|suivant|qui vient)`, (g) => onWeekday(g)),
  rule(`(?:le )?${wdFr} (?:dernier|passe)`, (g) => onWeekday(g, 'last')),
  rule(`(?:ce |le )?${wdFr}(?: (?:matin|midi|soir|apres-midi))?`, (g) => onWeekday(g)),
  rule(
    `(?<=\\b(?:le|du|au|avant le|d'ici le) +)(?<d>0?[1-9]|[12]\\d|3[01])(?:${after}|(?= (?:au plus|a|et|ou|si|pour|dans|en|avant|matin|sans)\\b))`,
    monthday,
  ),
  rule('(?:en |la )?fin de (?:la )?semaine|cette semaine', () => inPeriod('week')),
  rule('(?:(?:en |la )?fin de )?(?:la )?semaine prochaine', () => inPeriod('week', 'end', { shift: 1 })),
  rule('debut de (?:la )?semaine prochaine', () => inPeriod('week', 'start', { shift: 1 })),
  rule('(?:a la |en )?fin (?:du|de) mois|ce mois-ci', () => inPeriod('month')),
  rule('(?:(?:a la |en )?fin du )?mois prochain', () => inPeriod('month', 'end', { shift: 1 })),
  rule(`(?:a la |en |la )?(?:fin|derniere semaine)(?: de| d')? ?(?<mon>${month})(?: (?<year>${year}))?`, (g) =>
    inMonth(g),
  ),
  rule(`mi-(?<mon>${month})(?: (?<year>${year}))?`, (g) => inMonth(g, 'mid')),
  rule(`(?:en )?debut (?<mon>${month})(?: (?<year>${year}))?`, (g) => inMonth(g, 'start')),
  rule('(?:a la |en )?fin (?:du|de) trimestre', () => inPeriod('quarter')),
  rule("(?:a la |en )?fin (?:de l'annee|d'annee)", () => inPeriod('year')),
  rule(
    `(?:dans(?: les| un delai (?:maximum |maximal )?de)?(?: prochaine?s)?|sous|d'ici|en) ${orMore}(?<n>${number})(?: \\(\\d+\\))? (?<unit>${unit})`,
    (g) => span(g),
    1,
  ),
  rule(
    `(?<n>${number})(?: \\(\\d+\\))? (?<unit>${unit})(?= (?:apres|a compter d|suivant|a partir d))`,
    (g) => span(g),
    1,
  ),
  rule(`il y a (?<n>${number}) (?<unit>${unit})`, (g) => span(g, -1)),
];
