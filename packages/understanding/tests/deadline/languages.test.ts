// The same dues in German, Spanish, French and Portuguese, said on Wednesday, 4 March 2026 at ten.
import { expect, test } from 'vitest';
import { dueOf, wednesday } from './said.js';

const table = {
  German: [
    ['innert 5 Arbeitstagen', '2026-03-11'],
    ['nachher', '2026-03-04'],
    ['bis morgen', '2026-03-05'],
    ['übermorgen', '2026-03-06'],
    ['bis Freitag', '2026-03-06'],
    ['bis spätestens Montag', '2026-03-09'],
    ['bis Ende der Woche', '2026-03-06'],
    ['bis zum 15. März', '2026-03-15'],
    ['bis 15.3.2026', '2026-03-15'],
    ['bis zum 20.', '2026-03-20'],
    ['bis Monatsende', '2026-03-31'],
    ['innerhalb von 5 Werktagen', '2026-03-11'],
    ['in zwei bis drei Wochen', '2026-03-25'],
    ['innerhalb von 10 Kalendertagen', '2026-03-14'],
    ['in zwei Wochen', '2026-03-18'],
    ['morgen um 14 Uhr', '2026-03-05T14:00:00+01:00'],
    ['bis Freitag 17:30 Uhr', '2026-03-06T17:30:00+01:00'],
  ],
  Spanish: [
    ['dentro de las próximas dos semanas', '2026-03-18'],
    ['en un máximo de cinco días', '2026-03-09'],
    ['la última semana de marzo', '2026-03-31'],
    ['mañana', '2026-03-05'],
    ['para el viernes', '2026-03-06'],
    ['antes del 18 de marzo', '2026-03-18'],
    ['a finales de mes', '2026-03-31'],
    ['en dos semanas', '2026-03-18'],
    ['en 2 o 3 días', '2026-03-07'],
    ['en un plazo de 10 días naturales', '2026-03-14'],
    ['en un plazo de 3 días hábiles', '2026-03-09'],
    ['mañana a las 16:00', '2026-03-05T16:00:00+01:00'],
    ['el lunes a mediodía', '2026-03-09T12:00:00+01:00'],
  ],
  French: [
    ['vendredi en huit', '2026-03-13'],
    ['sous huitaine', '2026-03-12'],
    ['sous quinzaine', '2026-03-19'],
    ['fin octobre', '2026-10-31'],
    ['mardi prochain, le 10', '2026-03-10'],
    ['demain', '2026-03-05'],
    ["d'ici vendredi", '2026-03-06'],
    ['avant le 18 mars', '2026-03-18'],
    ["d'ici la fin du mois", '2026-03-31'],
    ['lundi prochain', '2026-03-09'],
    ['dans deux semaines', '2026-03-18'],
    ['sous 5 jours ouvrés', '2026-03-11'],
    ['demain à 14h30', '2026-03-05T14:30:00+01:00'],
  ],
  Portuguese: [
    ['em até 5 dias úteis', '2026-03-11'],
    ['na quarta-feira, dia 18', '2026-03-18'],
    ['nas próximas duas semanas', '2026-03-18'],
    ['amanhã', '2026-03-05'],
    ['até sexta-feira', '2026-03-06'],
    ['até 18 de março', '2026-03-18'],
    ['até o fim do mês', '2026-03-31'],
    ['em duas semanas', '2026-03-18'],
    ['em 5 dias úteis', '2026-03-11'],
  ],
} as const;

test.each(Object.entries(table).flatMap(([language, rows]) => rows.map(([words, due]) => [language, words, due])))(
  '%s: %s',
  (_, words, due) => {
    expect(dueOf(words ?? '', { ...wednesday, dayFirst: true })).toBe(due);
  },
);
