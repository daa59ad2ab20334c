// Date expressions of Spanish and Portuguese that are counted from now: "mañana", "el lunes que viene", "até sexta-feira".
import type { Groups } from '../pattern.js';
import type { Day } from './day.js';
import { type DayRule, days, inMonth, inPeriod, numberOf, onWeekday, part, rule, span, weekdayOf } from './rule.js';

const { weekday, month, number, orMore, unit, year, after } = part;
const wd = `(?<wd>${weekday})`;
const wdPt = '(?<wd>segunda|terca|quarta|quinta|sexta)(?:-feira)?';
const end = '(?:finales|final|fines|fin|cierre|ultimos dias|fim|finais)';
const functionWord =
  '(?= (?:y|o|e|ou|a las?|as|por la|por|si|se|en|em|como|para|sin|sem|con|com|no|de este mes|del mes|deste mes|a primera|a mediodia|al mediodia|antes|sin falta|como muy tarde)\\b)';
const monthday = (groups: Groups): Day => ({
  kind: 'monthday',
  day: numberOf(groups.d),
  shift: null,
  weekday: groups.wd ? weekdayOf(groups.wd) : null,
});

/** The weekday of a Portuguese name: "segunda, dia 22". */
const monthdayPt = (groups: Groups): Day => ({
  kind: 'monthday',
  day: numberOf(groups.d),
  shift: null,
  weekday: weekdayOf(groups.wd),
});

export const spanish: readonly DayRule[] = [
  rule('pasado manana', () => days(2)),
  rule('(?<!(?:la|esta|de|misma|buena) +)manana(?: mismo| por la (?:manana|tarde|noche))?', () => days(1)),
  rule('hoy(?: mismo)?|esta (?:manana|tarde|noche|misma tarde)', () => days(0)),
  rule('ahora mismo|ahora', () => ({ kind: 'shift', amounts: [{ n: 0, unit: 'minute' }], from: null })),
  rule('ayer|anoche', () => days(-1)),
  rule('anteayer', () => days(-2)),
  rule(
    `(?:el |este )?${wd} (?<d>0?[1-9]|[12]\\d|3[01])(?![\\d:.]| (?:de )?${month}| ?h\\b| horas|${part.asHour})`,
    monthday,
  ),
  rule(`(?:el |este )?${wd} (?:que viene|proximo|siguiente)|(?:el )?proximo ${wd}`, (g) => onWeekday(g)),
  rule(`(?:el )?${wd} (?:de la )?(?:semana que viene|proxima semana|semana proxima)`, (g) => onWeekday(g, 'ahead', 1)),
  rule(`(?:el )?${wd} (?:pasado|ultimo)|(?:el )?(?:pasado|ultimo) ${wd}`, (g) => onWeekday(g, 'last')),
  rule(`este ${wd}`, (g) => onWeekday(g, 'this')),
  rule(`(?:el )?${wd}`, (g) => onWeekday(g)),
  rule(`(?:(?<=\\b(?:el|del|al|dia) +))(?<d>0?[1-9]|[12]\\d|3[01])(?:${after}|${functionWord})`, monthday),
  rule(`(?:a |para |antes de )?${end} (?:de|del) (?:este )?(?:la )?semana|esta semana`, () => inPeriod('week')),
  rule(`(?:(?:a |para )?${end} de )?(?:la )?(?:semana que viene|proxima semana|semana proxima)`, () =>
    inPeriod('week', 'end', { shift: 1 }),
  ),
  rule('(?:a )?(?:principios|comienzos|inicios) de (?:la )?(?:semana que viene|proxima semana)', () =>
    inPeriod('week', 'start', { shift: 1 }),
  ),
  rule('(?:a )?mediados de (?:la )?(?:semana que viene|proxima semana)', () => inPeriod('week', 'mid', { shift: 1 })),
  rule('(?:este |el )?fin de semana', () => ({ kind: 'weekday', weekday: 7, week: 'this', weeks: 0 })),
  rule(`(?:a |para |antes de )?${end} (?:de|del) (?:este )?mes|este mes`, () => inPeriod('month')),
  rule(`(?:(?:a )?${end} (?:de|del) )?(?:el |del )?(?:mes que viene|proximo mes|mes proximo)`, () =>
    inPeriod('month', 'end', { shift: 1 }),
  ),
  rule(`(?:a )?${end} de (?<mon>${month})(?: de(?:l)? (?<year>${year}))?`, (g) => inMonth(g)),
  rule(`(?:a )?mediados de (?<mon>${month})(?: de(?:l)? (?<year>${year}))?`, (g) => inMonth(g, 'mid')),
  rule(`(?:a )?(?:principios|comienzos|primeros) de (?<mon>${month})(?: de(?:l)? (?<year>${year}))?`, (g) =>
    inMonth(g, 'start'),
  ),
  rule(`(?:a )?mediados de mes`, () => inPeriod('month', 'mid')),
  rule(`(?<=\\b(?:en|para|durante|antes de|hasta) +)(?<mon>${month})(?: de(?:l)? (?<year>${year}))?`, (g) =>
    inMonth(g),
  ),
  rule(`(?:la )?ultima semana de (?<mon>${month})`, (g) => inMonth(g)),
  rule(`(?:la )?primera semana de (?<mon>${month})`, (g) => inMonth(g, 'start')),
  rule(`(?:a )?${end} (?:de|del) (?:este )?trimestre|este trimestre`, () => inPeriod('quarter')),
  rule(`(?:a )?${end} de(?:l)? (?:este )?ano|este ano`, () => inPeriod('year')),
  rule(
    `(?:en|dentro de|en un (?:plazo )?(?:maximo )?(?:de)?|en el plazo (?:maximo )?de|a mas tardar en)(?: unos| unas)?(?: l[ao]s)?(?: proxim[oa]s)? ${orMore}(?<n>${number})(?: \\(\\d+\\))? (?<unit>${unit})`,
    (g) => span(g),
    1,
  ),
  rule(
    `(?<n>${number})(?: \\(\\d+\\))? (?<unit>${unit})(?= (?:despues de|tras|desde|a partir de|a contar desde|contados desde|siguientes a)\\b)`,
    (g) => span(g),
    1,
  ),
  rule(`(?<n>${number}) (?<unit>${unit})(?= antes de(?:l)?\\b)`, (g) => span(g, -1), -1),
  rule(`hace (?<n>${number}) (?<unit>${unit})`, (g) => span(g, -1)),
  rule('el dia(?= antes de(?:l)?\\b)', () => days(-1), -1),
];

export const portuguese: readonly DayRule[] = [
  rule('depois de amanha', () => days(2)),
  rule(`(?:na |a )?${wdPt},? dia (?<d>0?[1-9]|[12]\\d|3[01])(?![\\d:.]| de ${month})`, monthdayPt),
  rule('(?:na )?vespera(?= d[ao] )', () => days(-1), -1),
  rule(`(?:na |a )?ultima semana de (?<mon>${month})`, (g) => inMonth(g)),
  rule('amanha(?: de manha| a tarde| a noite)?', () => days(1)),
  rule('hoje(?: mesmo)?|esta (?:manha|tarde|noite)', () => days(0)),
  rule('ontem', () => days(-1)),
  rule(`(?:a |na )?proxima ${wdPt}|(?:na |a )?${wdPt} (?:que vem|proxima)`, (g) => onWeekday(g)),
  rule(`(?:na |a )?${wdPt} da (?:proxima semana|semana que vem)`, (g) => onWeekday(g, 'ahead', 1)),
  rule(
    `(?<=\\b(?:ate|ate a|na|a|antes de|para|nesta|esta|proxima) +)${wdPt}|(?<wd>segunda|terca|quarta|quinta|sexta)-feira`,
    (g) => onWeekday(g),
  ),
  rule(`(?<=\\bdia +)(?<d>0?[1-9]|[12]\\d|3[01])(?:${after}|${functionWord})`, monthday),
  rule(`(?:no |ate ao |ate o )?${end} da semana`, () => inPeriod('week')),
  rule('(?:na )?(?:proxima semana|semana que vem)', () => inPeriod('week', 'end', { shift: 1 })),
  rule(`(?:no |ate ao |ate o )?${end} do mes`, () => inPeriod('month')),
  rule(`(?:no |ate ao |ate o )?${end} do (?:proximo mes|mes que vem)`, () => inPeriod('month', 'end', { shift: 1 })),
  rule('meados do mes', () => inPeriod('month', 'mid')),
  rule(`meados de (?<mon>${month})`, (g) => inMonth(g, 'mid')),
  rule(`(?:no |ate ao |ate o )?${end} do ano`, () => inPeriod('year')),
  rule(`(?:no |ate ao |ate o )?${end} do trimestre`, () => inPeriod('quarter')),
  rule(
    `(?:em(?: ate)?|dentro de|no prazo (?:maximo )?de|daqui a|nos|nas)(?: uns| umas)?(?: proxim[oa]s)? ${orMore}(?<n>${number})(?: \\(\\d+\\))? (?<unit>${unit})`,
    (g) => span(g),
    1,
  ),
  rule(
    `(?<n>${number})(?: \\(\\d+\\))? (?<unit>${unit})(?= (?:apos|depois d[aeo]|a contar d[aeo]|contados d[aeo]|a partir d[aeo])\\b)`,
    (g) => span(g),
    1,
  ),
  rule(`ha (?<n>${number}) (?<unit>${unit})`, (g) => span(g, -1)),
];
