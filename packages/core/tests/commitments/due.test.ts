// When a due has passed: civil days end in their zone, whatever its clocks do that night.
import { describe, expect, it } from 'vitest';
import { dueEnd, instantOf, precisionOf } from '../../src/commitments/due.js';

describe('the end of a due', () => {
  it.each([
    ['2026-03-06', 'UTC', '2026-03-06T23:59:59Z', 'a plain day'],
    ['2026-03-06', 'Europe/Berlin', '2026-03-06T22:59:59Z', 'winter'],
    ['2026-07-06', 'Europe/Berlin', '2026-07-06T21:59:59Z', 'summer'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-29T21:59:59Z', 'the clocks went forward that day'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-25T22:59:59Z', 'the clocks went back that day'],
    ['2026-10-24', 'Europe/Berlin', '2026-10-24T21:59:59Z', 'the day before'],
    ['2026-10-31', 'Africa/Cairo', '2026-10-31T21:59:59Z', 'after the clocks went back at midnight'],
    ['2026-10-29', 'Africa/Cairo', '2026-10-29T21:59:59Z', 'its last hour came twice: the second one counts'],
    ['2026-04-23', 'Africa/Cairo', '2026-04-23T21:59:59Z', 'the next day begins at one o’clock'],
    ['2026-04-24', 'Africa/Cairo', '2026-04-24T20:59:59Z', 'it began at one o’clock'],
    ['2026-01-01', 'Pacific/Kiritimati', '2026-01-01T09:59:59Z', 'the first zone to end a day'],
    ['2026-01-01', 'Pacific/Pago_Pago', '2026-01-02T10:59:59Z', 'the last one'],
    ['2026-06-01', 'Australia/Lord_Howe', '2026-06-01T13:29:59Z', 'half an hour’s offset'],
    ['2024-02-29', 'America/New_York', '2024-03-01T04:59:59Z', 'a leap day'],
    ['2026-12-31', 'America/New_York', '2027-01-01T04:59:59Z', 'the year’s last'],
  ])('%s in %s is %s (%s)', (due, zone, end) => {
    expect(dueEnd(due, zone)).toBe(end);
  });

  it('is the instant itself where a time of day was said, whatever the zone', () => {
    for (const zone of ['UTC', 'Asia/Tokyo']) {
      expect(dueEnd('2026-03-06T17:00:00+01:00', zone)).toBe('2026-03-06T16:00:00Z');
      expect(dueEnd('2026-03-06T17:00:00-09:30', zone)).toBe('2026-03-07T02:30:00Z');
      expect(dueEnd('2026-03-06T17:00:00Z', zone)).toBe('2026-03-06T17:00:00Z');
    }
  });

  it('is none without a due, or for a day that there is not', () => {
    for (const due of [null, '2026-02-30', '2026-13-01', '0000-01-01', 'tomorrow', '2026-03-06T25:00:00Z']) {
      expect([due, dueEnd(due, 'Europe/Berlin')]).toEqual([due, null]);
    }
  });

  it('is none where it lies beyond what the database can hold, so that nothing fails for it', () => {
    expect(dueEnd('9999-12-31', 'America/New_York')).toBeNull();
    expect(dueEnd('9999-12-31', 'UTC')).toBe('9999-12-31T23:59:59Z');
  });

  it('does not depend on what was asked before', () => {
    const ask = () => ['Europe/Berlin', 'Asia/Tokyo', 'UTC'].map((zone) => dueEnd('2026-05-05', zone));
    expect(ask()).toEqual(['2026-05-05T21:59:59Z', '2026-05-05T14:59:59Z', '2026-05-05T23:59:59Z']);
    for (let day = 0; day < 5000; day++) dueEnd(new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10), 'UTC');
    expect(ask()).toEqual(['2026-05-05T21:59:59Z', '2026-05-05T14:59:59Z', '2026-05-05T23:59:59Z']);
  });
});

describe('when something was said', () => {
  it.each([
    ['2026-03-02T09:00:00+01:00', '2026-03-02T08:00:00Z'],
    ['2026-03-02T09:00:00', '2026-03-02T09:00:00Z'],
    ['2026-03-02T09:00:00.250Z', '2026-03-02T09:00:00Z'],
    ['2026-03-02', '2026-03-02T00:00:00Z'],
    ['0050-03-02', '0050-03-02T00:00:00Z'],
    ['2026-02-30', null],
    ['', null],
    [null, null],
  ])('%s is the instant %s', (said, instant) => {
    expect(instantOf(said)).toBe(instant);
  });
});

it('a due is as exact as it was said', () => {
  expect([precisionOf(null), precisionOf('2026-03-06'), precisionOf('2026-03-06T17:00:00Z')]).toEqual([
    'none',
    'day',
    'time',
  ]);
});
