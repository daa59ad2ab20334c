// Dates in full, in figures or with the month's name; and dates that do not exist.
import { findDues } from '@vito/understanding/deadline';
import { expect, test } from 'vitest';
import { dueOf, saidOn, wednesday } from './said.js';

test.each([
  ['by 18 September', '2026-09-18'],
  ['by 18th of September', '2026-09-18'],
  ['by September 18', '2026-09-18'],
  ['by Sept. 18th', '2026-09-18'],
  ['by March 6, 2027', '2027-03-06'],
  ['on Friday 6 March 2026', '2026-03-06'],
  ['by 2026-03-27', '2026-03-27'],
  ['by 27/03/2026', '2026-03-27'],
  ['by 27.3.2026', '2026-03-27'],
  ['by 27-03-26', '2026-03-27'],
  ['by 2 March', '2027-03-02'],
  ['by 4 March', '2026-03-04'],
  ['by 29 February', '2028-02-29'],
  ['by 05-Jan-27', '2027-01-05'],
  ['by 5/Jan/2027', '2027-01-05'],
  ['by Jan-05-2027', '2027-01-05'],
  ['by 5 Jan 27', '2027-01-05'],
  ["by January 5th, '28", '2028-01-05'],
  ['by 27/03, 2028', '2028-03-27'],
  ['by 27/03,28', '2028-03-27'],
  ['on June twenty-second, two thousand twenty seven', '2027-06-22'],
  ['on April 12 in the morning', '2026-04-12'],
  ['12-15 March', '2026-03-15'],
  ['5 Jan 10:30', '2027-01-05T10:30:00+01:00'],
  ['by 2026-03-27 at 14:00', '2026-03-27T14:00:00+01:00'],
  ['2026-03-27T14:00', '2026-03-27T14:00:00+01:00'],
  ['bis KW 23', '2026-06-05'],
  ['in calendar week 9', '2027-03-05'],
  ['by Tuesday of week 32', '2026-08-04'],
  ['am Montag der KW 12/2026', '2026-03-16'],
  ['pour la semaine 40', '2026-10-02'],
  ['in week 53', '2027-01-01'],
  ['in KW 53/2027', null],
  ['by week 3 of the plan', null],
  ['a week 40 hours long', null],
])('%s', (words, due) => {
  expect(dueOf(words)).toBe(due);
});

test('figures are read as where the speaker is, or as the caller says', () => {
  const inNewYork = { now: '2026-03-04T10:00:00-05:00', zone: 'America/New_York', fallbackZone: 'UTC' };
  expect(dueOf('by 5/6/2026')).toBe('2026-06-05');
  expect(dueOf('by 5/6/2026', inNewYork)).toBe('2026-05-06');
  expect(dueOf('by 5/6/2026', { ...inNewYork, dayFirst: true })).toBe('2026-06-05');
  expect(dueOf('by 25/6/2026', inNewYork)).toBe('2026-06-25');
});

test('a date a few days away over New Year is in the new year', () => {
  expect(dueOf('by 5 January', saidOn('2026-12-30T10:00:00+01:00'))).toBe('2027-01-05');
});

test.each([
  'by 31 June 2026',
  'by 29 February 2027',
  'I will send it',
  'you may march on',
  'version 3.2 of the plan',
  'it is in section 4. Please read it',
  'article 5, as amended',
  'the total 5,000',
  'we need 10 people',
  'it is 15% of the sum',
  'call 030 123456',
  'it costs 9.45.',
  'at 9.50 per unit',
  'two meetings, one in the afternoon',
  'give me a second',
  'by one of the teams',
  '',
])('no date is made up: %s', (words) => {
  expect(dueOf(words)).toBeNull();
});

test.each(['at level 2/3', 'in article 3-4'])('figures behind a word that only ends like "on" or "le": %s', (words) => {
  expect(findDues(words, wednesday)).toEqual([]);
});

test('a date that has gone by is told as past', () => {
  const [due] = findDues('It was sent on 2 February 2026.', wednesday);
  expect(due).toMatchObject({ due: '2026-02-02', past: true, absolute: true });
});

test('a deadline wins over another date', () => {
  expect(dueOf('The order of 2 March will ship by 20 March.')).toBe('2026-03-20');
  expect(dueOf('As discussed on Monday, you will have it by Friday.')).toBe('2026-03-06');
});

test.each([
  ['between 10 and 12 March', '2026-03-12'],
  ['10-12 March', '2026-03-12'],
  ['from 9 to 11 March', '2026-03-11'],
  ['between Monday and Wednesday', '2026-03-11'],
])('a range ends on its last day: %s', (words, due) => {
  expect(dueOf(words)).toBe(due);
});
