// Due dates in words: a civil day never shifts, distances count the reader's days, lateness shows.
import { describe, expect, it } from 'vitest';
import { dueDistance, dueParts, dueStyle } from '../src/due.js';

const now = new Date(2026, 2, 10, 23, 30); // 10 March 2026, late in the reader's evening

describe('dueParts', () => {
  it('tells a civil day with its weekday', () => expect(dueParts('2026-03-12')).toEqual(['Thu 12 Mar 2026']));
  it('tells a time in the offset it was said in', () =>
    expect(dueParts('2026-09-11T10:00:00-07:00')).toEqual(['Fri 11 Sep 2026', '10:00 -07:00']));
  it('says when there is no date', () => expect(dueParts(null)).toEqual(['no date']));
});

describe('dueDistance', () => {
  it.each([
    ['2026-03-10', 'today'],
    ['2026-03-11', 'tomorrow'],
    ['2026-03-09', 'yesterday'],
    ['2026-03-23', 'in 13 days'],
    ['2026-03-31', 'in 3 weeks'],
    ['2026-02-10', '4 weeks ago'],
    ['2026-12-31', 'in 9 months'],
    ['2030-03-10', 'in 4 years'],
  ])('%s is %s', (due, words) => expect(dueDistance(due, now)).toBe(words));
});

describe('dueStyle', () => {
  it('marks what is late only while it is owed', () => {
    expect(dueStyle('2026-03-09', 'accepted', now)).toBe('red');
    expect(dueStyle('2026-03-09', 'fulfilled', now)).toBe('dim');
    expect(dueStyle('2026-03-10', 'accepted', now)).toBe('yellow');
    expect(dueStyle('2026-04-10', 'accepted', now)).toBeUndefined();
  });
  it('compares a time of day as the instant it is', () => {
    const at = new Date('2026-03-10T12:00:00Z');
    expect(dueStyle('2026-03-10T13:30:00+02:00', 'accepted', at)).toBe('red');
    expect(dueStyle('2026-03-10T13:30:00+00:00', 'accepted', at)).toBe('yellow');
  });
});
