// Days with a name: fixed, counted in their month, or counted from Easter; and the same names where no day is meant.
import { findDues } from '@vito/understanding/deadline';
import { expect, test } from 'vitest';
import { dueOf, wednesday } from './said.js';

test.each([
  ['by Christmas', '2026-12-25'],
  ['by Christmas Eve', '2026-12-24'],
  ['before Christmas 2027', '2027-12-25'],
  ["by New Year's Eve", '2026-12-31'],
  ["on New Year's Day", '2027-01-01'],
  ['on Thanksgiving', '2026-11-26'],
  ['by Labor Day', '2026-09-07'],
  ['by Memorial Day 2027', '2027-05-31'],
  ['before Easter', '2026-04-05'],
  ['by Easter 2027', '2027-03-28'],
  ['by Good Friday', '2026-04-03'],
  ['on Easter Monday', '2026-04-06'],
  ['by Ash Wednesday', '2027-02-10'],
  ['bis Weihnachten', '2026-12-25'],
  ['bis Karfreitag', '2026-04-03'],
  ['antes de Navidad', '2026-12-25'],
])('%s', (words, due) => {
  expect(dueOf(words)).toBe(due);
});

test.each([
  'Merry Christmas!',
  'Happy Easter and all the best',
  'The Christmas party is on us',
  'at Christmas parties',
])('a feast, not a day: %s', (words) => {
  expect(findDues(words, wednesday)).toEqual([]);
});
