// Days of a month and its ends: "by the 15th", "end of the month", months that are too short for the day named.
import { expect, test } from 'vitest';
import { dueOf, saidOn } from './said.js';

test.each([
  ['2026-03-04', 'by the 15th', '2026-03-15'],
  ['2026-03-16', 'by the 15th', '2026-04-15'],
  ['2026-12-20', 'by the 15th', '2027-01-15'],
  ['2026-03-04', 'on the 5th', '2026-03-05'],
  ['2026-03-04', 'on the 3rd', '2026-04-03'],
  ['2026-04-10', 'by the 31st', '2026-05-31'],
  ['2026-02-10', 'by the 30th', '2026-03-30'],
  ['2026-03-04', 'by the 20th of this month', '2026-03-20'],
  ['2026-03-04', 'by the 3rd of next month', '2026-04-03'],
  ['2026-03-04', 'by the second of next month', '2026-04-02'],
  ['2026-03-04', 'by the fifteenth of this month', '2026-03-15'],
  ['2026-03-04', 'by the first of the month', '2026-04-01'],
  ['2026-03-04', 'by the 1st of the month', '2026-04-01'],
  ['2026-03-04', 'by the 15th of the month', '2026-03-15'],
  ['2026-03-04', 'on Friday the 13th', '2026-03-13'],
])('said on %s: %s', (now, words, due) => {
  expect(dueOf(words, saidOn(now))).toBe(due);
});

test.each([
  ['2026-03-04', 'by the end of the month', '2026-03-31'],
  ['2026-03-31', 'by the end of the month', '2026-03-31'],
  ['2026-03-04', 'by month end', '2026-03-31'],
  ['2026-03-04', 'EOM', '2026-03-31'],
  ['2026-02-04', 'by the end of this month', '2026-02-28'],
  ['2028-02-04', 'by the end of this month', '2028-02-29'],
  ['2026-01-31', 'by the end of next month', '2026-02-28'],
  ['2026-12-04', 'by the end of next month', '2027-01-31'],
  ['2026-03-04', 'by the end of April', '2026-04-30'],
  ['2026-03-04', 'by the end of February', '2027-02-28'],
  ['2026-03-04', 'by mid-April', '2026-04-15'],
  ['2026-03-04', 'by the last day of the month', '2026-03-31'],
  ['2026-03-04', 'on the last Friday of the month', '2026-03-27'],
  ['2026-03-04', 'on the first Monday of April', '2026-04-06'],
  ['2026-03-04', 'on the 1st Monday of May', '2026-05-04'],
  ['2026-03-04', 'on the 2nd Friday in May 2027', '2027-05-14'],
  ['2026-03-04', 'on the second Friday of May 2027', '2027-05-14'],
  ['2026-03-04', 'on the last working day of the month', '2026-03-31'],
  ['2026-03-04', 'by the last business day of May', '2026-05-29'],
  ['2026-03-04', 'on the first working day of August', '2026-08-03'],
  ['2026-03-04', 'on the second Tuesday of next month', '2026-04-14'],
])('said on %s: %s', (now, words, due) => {
  expect(dueOf(words, saidOn(now))).toBe(due);
});

test.each([
  ['2026-03-04', 'by the end of Q1', '2026-03-31'],
  ['2026-04-01', 'by the end of Q1', '2027-03-31'],
  ['2026-03-04', 'by end of Q2', '2026-06-30'],
  ['2026-03-04', 'by the end of the third quarter', '2026-09-30'],
  ['2026-03-04', 'by the end of Q4 2027', '2027-12-31'],
  ['2026-03-04', 'by the end of the quarter', '2026-03-31'],
  ['2026-11-04', 'by quarter end', '2026-12-31'],
  ['2026-03-04', 'by the end of next quarter', '2026-06-30'],
  ['2026-11-04', 'by the end of next quarter', '2027-03-31'],
  ['2026-03-04', 'by the end of H1', '2026-06-30'],
  ['2026-03-04', 'by the end of the year', '2026-12-31'],
  ['2026-03-04', 'EOY', '2026-12-31'],
  ['2026-03-04', 'by the end of next year', '2027-12-31'],
])('said on %s: %s', (now, words, due) => {
  expect(dueOf(words, saidOn(now))).toBe(due);
});
