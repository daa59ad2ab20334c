// Days told from the day of speaking: "tomorrow", "by Friday", "next week", and what Friday means on a Friday.
import { expect, test } from 'vitest';
import { dueOf, saidOn } from './said.js';

test.each([
  ['today', '2026-03-04'],
  ['by tomorrow', '2026-03-05'],
  ['the day after tomorrow', '2026-03-06'],
  ['by Friday', '2026-03-06'],
  ['by Fri', '2026-03-06'],
  ['on Monday', '2026-03-09'],
  ['by Tuesday at the latest', '2026-03-10'],
  ['this Friday', '2026-03-06'],
  ['Friday next week', '2026-03-13'],
  ['next week Monday', '2026-03-09'],
  ['by the end of the week', '2026-03-06'],
  ['EOW', '2026-03-06'],
  ['by the end of next week', '2026-03-13'],
  ['Friday in two weeks', '2026-03-20'],
  ['Friday two weeks from now', '2026-03-20'],
  ['Monday after next', '2026-03-16'],
  ['the Friday after next', '2026-03-20'],
  ['by the week after next', '2026-03-20'],
  ['Friday the week after next', '2026-03-20'],
  ['previous Tuesday', '2026-03-03'],
  ['this past Tuesday', '2026-03-03'],
  ['the day before yesterday', '2026-03-02'],
  ['day before yesterday', '2026-03-02'],
  ['a week from Friday', '2026-03-13'],
])('on a Wednesday: %s', (words, due) => {
  expect(dueOf(words)).toBe(due);
});

test.each([
  ['by Friday', '2026-03-13'],
  ['this Friday', '2026-03-06'],
  ['by Monday', '2026-03-09'],
  ['next Monday', '2026-03-09'],
  ['by the end of the week', '2026-03-06'],
  ['tomorrow', '2026-03-07'],
])('on a Friday: %s', (words, due) => {
  expect(dueOf(words, saidOn('2026-03-06T10:00:00+01:00'))).toBe(due);
});

test.each([
  ['by Monday', '2026-03-09'],
  ['tomorrow', '2026-03-08'],
  ['by the end of next week', '2026-03-13'],
])('on a Saturday: %s', (words, due) => {
  expect(dueOf(words, saidOn('2026-03-07T10:00:00+01:00'))).toBe(due);
});

test.each([
  ['tomorrow', '2027-01-01'],
  ['by Monday', '2027-01-04'],
  ['by the end of next week', '2027-01-08'],
])('on the last day of a year, a Thursday: %s', (words, due) => {
  expect(dueOf(words, saidOn('2026-12-31T10:00:00+01:00'))).toBe(due);
});

test.each([
  ['the 28th of February 2028 is a Monday', '2028-02-28T10:00:00+01:00', 'tomorrow', '2028-02-29'],
  ['no leap day in 2027', '2027-02-28T10:00:00+01:00', 'tomorrow', '2027-03-01'],
])('%s', (_, now, words, due) => {
  expect(dueOf(words, saidOn(now))).toBe(due);
});
