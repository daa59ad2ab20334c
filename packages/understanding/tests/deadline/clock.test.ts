// Times of day: "EOD", "COB Friday", "by 3pm", "noon", and which day they fall on where none is named.
import { resolveDue } from '@vito/understanding/deadline';
import { expect, test } from 'vitest';
import { dueOf, saidOn, wednesday } from './said.js';

test.each([
  ['by EOD', '2026-03-04T17:00:00+01:00'],
  ['by end of day', '2026-03-04T17:00:00+01:00'],
  ['by COB', '2026-03-04T17:00:00+01:00'],
  ['by EOD Friday', '2026-03-06T17:00:00+01:00'],
  ['by Friday EOD', '2026-03-06T17:00:00+01:00'],
  ['COB on Friday', '2026-03-06T17:00:00+01:00'],
  ['by close of business tomorrow', '2026-03-05T17:00:00+01:00'],
  ['by the end of business on 12 March', '2026-03-12T17:00:00+01:00'],
  ['by noon', '2026-03-04T12:00:00+01:00'],
  ['by noon tomorrow', '2026-03-05T12:00:00+01:00'],
  ['tomorrow at 9:30', '2026-03-05T09:30:00+01:00'],
  ['by 3pm', '2026-03-04T15:00:00+01:00'],
  ['by 3 p.m. on Friday', '2026-03-06T15:00:00+01:00'],
  ['Friday by 5', '2026-03-06T17:00:00+01:00'],
  ['by 12:30 pm tomorrow', '2026-03-05T12:30:00+01:00'],
  ['at 16:45', '2026-03-04T16:45:00+01:00'],
  ['by half past three', '2026-03-04T15:30:00+01:00'],
  ['at quarter to four tomorrow', '2026-03-05T15:45:00+01:00'],
  ['first thing on Monday', '2026-03-09T09:00:00+01:00'],
  ['at 8 tomorrow evening', '2026-03-05T20:00:00+01:00'],
  ['tomorrow at three thirty', '2026-03-05T15:30:00+01:00'],
  ['tomorrow at nine forty-five', '2026-03-05T09:45:00+01:00'],
  ['tomorrow at 9.45', '2026-03-05T09:45:00+01:00'],
  ['8 in the morning tomorrow', '2026-03-05T08:00:00+01:00'],
  ['Monday 8 in the morning', '2026-03-09T08:00:00+01:00'],
  ['tomorrow at ten at night', '2026-03-05T22:00:00+01:00'],
  ['12 at night tomorrow', '2026-03-05T23:59:00+01:00'],
  ['tonight at 8:30', '2026-03-04T20:30:00+01:00'],
  ['8:30 tonight', '2026-03-04T20:30:00+01:00'],
  ['tonight at eight thirty', '2026-03-04T20:30:00+01:00'],
  ['tomorrow afternoon at 4:15', '2026-03-05T16:15:00+01:00'],
  ['tomorrow morning at 9:30', '2026-03-05T09:30:00+01:00'],
  ['7 tomorrow morning', '2026-03-05T07:00:00+01:00'],
  ['tomorrow at 1430 hours', '2026-03-05T14:30:00+01:00'],
  ["at three o'clock", '2026-03-04T15:00:00+01:00'],
  ['by five', '2026-03-04T17:00:00+01:00'],
  ['half past twelve pm tomorrow', '2026-03-05T12:30:00+01:00'],
  ['thirty minutes past eight tomorrow', '2026-03-05T08:30:00+01:00'],
  ['by the tenth at noon', '2026-03-10T12:00:00+01:00'],
  ['by midnight', '2026-03-04T23:59:00+01:00'],
])('at ten in the morning: %s', (words, due) => {
  expect(resolveDue(words, wednesday)).toMatchObject({ due, precision: 'time' });
});

test('a time that has gone by means the next day', () => {
  expect(dueOf('by 3pm', saidOn('2026-03-04T16:00:00+01:00'))).toBe('2026-03-05T15:00:00+01:00');
});

test('a time later on that day stays on that day', () => {
  expect(dueOf('by 3pm', saidOn('2026-03-04T14:59:00+01:00'))).toBe('2026-03-04T15:00:00+01:00');
});

test.each(['tomorrow morning', 'Friday afternoon', 'by Friday'])('no time is made up: %s', (words) => {
  expect(resolveDue(words, wednesday)).toMatchObject({ precision: 'day', due: expect.stringMatching(/^[\d-]{10}$/) });
});
