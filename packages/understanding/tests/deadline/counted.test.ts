// Spans of time: business days, weeks, hours, and what is counted from an event or another date.
import { resolveDue } from '@vito/understanding/deadline';
import { expect, test } from 'vitest';
import { dueOf, saidOn, wednesday } from './said.js';

test.each([
  ['within 5 business days', '2026-03-11'],
  ['within ten (10) working days', '2026-03-18'],
  ['within 2 business days', '2026-03-06'],
  ['within 3 business days', '2026-03-09'],
  ['in three days', '2026-03-07'],
  ['within 30 days', '2026-04-03'],
  ['in a week', '2026-03-11'],
  ['in two weeks', '2026-03-18'],
  ['within a fortnight', '2026-03-18'],
  ['in six months', '2026-09-04'],
  ['within the next three days', '2026-03-07'],
  ['within 7 calendar days', '2026-03-11'],
  ['in 3-5 business days', '2026-03-11'],
  ['within 2–3 weeks', '2026-03-25'],
  ['in two to three weeks', '2026-03-25'],
  ['in twenty-two days', '2026-03-26'],
  ['in twenty two days', '2026-03-26'],
  ['within thirty-five days', '2026-04-08'],
  ['in eighteen days', '2026-03-22'],
  ['in one hundred days', '2026-06-12'],
  ['in twenty-five to thirty days', '2026-04-03'],
  ['in two weeks and three days', '2026-03-21'],
  ['in 2 years and 3 months', '2028-06-04'],
  ['a week tomorrow', '2026-03-12'],
  ["in two weeks' time", '2026-03-18'],
])('from a Wednesday: %s', (words, due) => {
  expect(resolveDue(words, wednesday)).toMatchObject({ due, precision: 'day' });
});

test.each([
  ['2026-03-06', 'within 1 business day', '2026-03-09'],
  ['2026-03-07', 'within 1 business day', '2026-03-09'],
  ['2026-03-08', 'within 5 business days', '2026-03-13'],
  ['2026-03-06', 'within 20 business days', '2026-04-03'],
])('business days leave out the weekend: on %s, %s', (now, words, due) => {
  expect(dueOf(words, saidOn(now))).toBe(due);
});

test.each([
  ['2026-01-31', 'in one month', '2026-02-28'],
  ['2028-01-31', 'in one month', '2028-02-29'],
  ['2026-11-30', 'in three months', '2027-02-28'],
])('a month from a day the other month lacks: on %s, %s', (now, words, due) => {
  expect(dueOf(words, saidOn(now))).toBe(due);
});

test.each([
  ['within 48 hours', '2026-03-06T10:00:00+01:00'],
  ['in an hour', '2026-03-04T11:00:00+01:00'],
  ['in half an hour', '2026-03-04T10:30:00+01:00'],
  ['in an hour and a half', '2026-03-04T11:30:00+01:00'],
  ['in two and a half hours', '2026-03-04T12:30:00+01:00'],
  ['in a quarter of an hour', '2026-03-04T10:15:00+01:00'],
  ['in fifty-five minutes', '2026-03-04T10:55:00+01:00'],
  ['in 1 hour 30 minutes', '2026-03-04T11:30:00+01:00'],
  ['within 90 minutes', '2026-03-04T11:30:00+01:00'],
])('hours are counted to the minute: %s', (words, due) => {
  expect(resolveDue(words, wednesday)).toMatchObject({ due, precision: 'time' });
});

test.each([
  ['5 days before 20 March', '2026-03-15'],
  ['two weeks after 3 April 2026', '2026-04-17'],
  ['within 10 business days of 9 March', '2026-03-23'],
])('counted from another date: %s', (words, due) => {
  expect(dueOf(words)).toBe(due);
});

test('counted from an event that the text dates', () => {
  const asked: string[] = [];
  const eventDay = (words: string) => {
    asked.push(words);
    return '2026-03-09';
  };
  expect(dueOf('within 10 business days of receipt of the unit', { ...wednesday, eventDay })).toBe('2026-03-23');
  expect(asked).toEqual(['receipt of the unit']);
});

test('counted from an event that nobody dated, the due is open', () => {
  const due = resolveDue('We pay within 30 days after delivery.', wednesday);
  expect(due).toMatchObject({ due: null, precision: 'none' });
});
