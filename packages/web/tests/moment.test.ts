// When things happened: days and times in the looker's zone, across midnight and clock changes.
import { describe, expect, it } from 'vitest';
import { addMonths, daysBetween, weekday } from '../src/format/civil.js';
import { briefMoment, dayHeading, dayOf, fullMoment, shortMoment } from '../src/format/moment.js';

const clock = { now: Date.parse('2026-11-25T09:00:00Z'), zone: 'Europe/Berlin' };

describe('moments', () => {
  it('fall on the day of the zone', () => {
    expect(dayOf('2026-11-24T23:30:00Z', 'Europe/Berlin')).toBe('2026-11-25');
    expect(dayOf('2026-11-24T23:30:00Z', 'America/New_York')).toBe('2026-11-24');
    expect(dayOf('2026-11-24', 'America/New_York')).toBe('2026-11-24');
  });

  it('are headed by today, yesterday, or the date', () => {
    expect(dayHeading('2026-11-25', clock)).toBe('Today');
    expect(dayHeading('2026-11-24', clock)).toBe('Yesterday');
    expect(dayHeading('2026-11-20', clock)).toBe('Fri 20 Nov');
    expect(dayHeading('2025-11-20', clock)).toBe('Thu 20 Nov 2025');
  });

  it('leave out the day where it is today', () => {
    expect(shortMoment('2026-11-25T07:05:00Z', clock)).toBe('08:05');
    expect(shortMoment('2026-11-23T07:05:00Z', clock)).toBe('Mon 23 Nov, 08:05');
    expect(shortMoment('2026-11-23', clock)).toBe('Mon 23 Nov');
    expect(briefMoment('2026-11-23T07:05:00Z', clock)).toBe('Mon 23 Nov');
  });

  it('know summer time', () => {
    expect(fullMoment('2026-07-01T10:00:00Z', 'Europe/Berlin')).toBe('Wednesday, 1 July 2026, 12:00 (Europe/Berlin)');
  });
});

describe('civil arithmetic', () => {
  it('counts days over a change of the clock', () => {
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  });

  it('starts the week on Monday', () => {
    expect([weekday('2026-11-23'), weekday('2026-11-29'), weekday('1969-12-29')]).toEqual([1, 7, 1]);
  });

  it('ends a month on its last day', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
  });
});
