// Due dates: groups in the looker's zone, and civil days that no zone may move.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, wallClock } from '../src/format/civil.js';
import { absoluteDue, columnDue, dueDay, dueGroup, isPast, relativeDue } from '../src/format/due.js';

const at = (iso: string, zone: string) => ({ now: Date.parse(iso), zone });
// Wednesday 25 November 2026, 10:00 in Berlin.
const berlin = at('2026-11-25T09:00:00Z', 'Europe/Berlin');

describe('groups', () => {
  it('sorts civil days by the week they fall into, Monday to Sunday', () => {
    const group = (due: string | null) => dueGroup(due, berlin);
    expect(group('2026-11-24')).toBe('overdue');
    expect(group('2026-11-25')).toBe('today');
    expect(group('2026-11-26')).toBe('this-week');
    expect(group('2026-11-29')).toBe('this-week');
    expect(group('2026-11-30')).toBe('next-week');
    expect(group('2026-12-06')).toBe('next-week');
    expect(group('2026-12-07')).toBe('later');
    expect(group(null)).toBe('none');
  });

  it('knows no rest of the week on a Sunday', () => {
    const sunday = at('2026-11-29T12:00:00Z', 'Europe/Berlin');
    expect(dueGroup('2026-11-30', sunday)).toBe('next-week');
    expect(dueGroup('2026-12-07', sunday)).toBe('later');
  });

  it('is overdue by the minute where a time of day was said', () => {
    expect(dueGroup('2026-11-25T09:59:00+01:00', berlin)).toBe('overdue');
    expect(dueGroup('2026-11-25T10:01:00+01:00', berlin)).toBe('today');
  });

  it('reads a time with an offset in the zone of the one who looks', () => {
    const due = '2026-11-25T23:30:00-05:00';
    expect(dueDay(due, 'America/New_York')).toBe('2026-11-25');
    expect(dueDay(due, 'Europe/Berlin')).toBe('2026-11-26');
    expect(dueGroup(due, berlin)).toBe('this-week');
    expect(dueGroup(due, at('2026-11-25T09:00:00Z', 'America/New_York'))).toBe('today');
  });

  it('changes at midnight of the zone, not of the machine', () => {
    const instant = '2026-11-25T10:30:00Z';
    expect(dueGroup('2026-11-25', at(instant, 'Pacific/Kiritimati'))).toBe('overdue');
    expect(dueGroup('2026-11-25', at(instant, 'Pacific/Honolulu'))).toBe('today');
    expect(dueGroup('2026-11-25', at('2026-11-25T09:30:00Z', 'Pacific/Honolulu'))).toBe('this-week');
  });
});

describe('civil days', () => {
  it('stay what they say in every zone', () => {
    const zones = ['Pacific/Kiritimati', 'Pacific/Niue', 'Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns'];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 20_000 }), (zone, days) => {
        const due = addDays('2000-01-01', days);
        expect(dueDay(due, zone)).toBe(due);
        expect(absoluteDue(due, zone)).toContain(` ${Number(due.slice(8))} `);
        expect(absoluteDue(due, zone)).toContain(due.slice(0, 4));
      }),
    );
  });

  it('are past only once their day is over in the zone', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 0, max: 1439 }), (days, minutes) => {
        const now = berlin.now + minutes * 60_000;
        const clock = { now, zone: 'Europe/Berlin' };
        const today = wallClock(now, clock.zone).day;
        expect(isPast(addDays(today, days), clock)).toBe(days < 0);
      }),
    );
  });

  it('are written out in full with the right weekday', () => {
    expect(absoluteDue('2026-03-26', 'Europe/Berlin')).toBe('Thursday, 26 March 2026');
    expect(absoluteDue('2024-02-29', 'UTC')).toBe('Thursday, 29 February 2024');
    expect(absoluteDue(null, 'UTC')).toBe('No date was said');
  });
});

describe('words', () => {
  const say = (due: string | null, open = true) => relativeDue(due, berlin, open);

  it('tells how far away a due is', () => {
    expect(say('2026-11-25').text).toBe('Today');
    expect(say('2026-11-26').text).toBe('Tomorrow');
    expect(say('2026-11-30').text).toBe('in 5 days');
    expect(say('2026-12-20').text).toBe('20 Dec');
    expect(say('2027-01-20').text).toBe('20 Jan 2027');
    expect(say('2026-11-24').text).toBe('1 day late');
    expect(say('2026-11-05').text).toBe('3 weeks late');
    expect(say('2026-08-25').text).toBe('3 months late');
  });

  it('says the time of day in the zone of the one who looks', () => {
    expect(say('2026-11-25T17:00:00+00:00')).toEqual({ text: 'Today 18:00', tone: 'today' });
    expect(say('2026-11-25T08:00:00+00:00')).toEqual({ text: 'Today 09:00', tone: 'late' });
    expect(absoluteDue('2026-11-25T17:00:00+00:00', 'Europe/Berlin')).toBe(
      'Wednesday, 25 November 2026, 18:00 (Europe/Berlin, said as 17:00 UTC+00:00)',
    );
    expect(absoluteDue('2026-11-25T18:00:00+01:00', 'Europe/Berlin')).toBe(
      'Wednesday, 25 November 2026, 18:00 (Europe/Berlin)',
    );
  });

  it('never calls something late that is over', () => {
    expect(say('2026-11-24', false)).toEqual({ text: '24 Nov', tone: 'later' });
  });

  it('names the day in a column, with the year where it is another one', () => {
    expect(columnDue('2026-11-26', berlin)).toBe('Thu 26 Nov');
    expect(columnDue('2027-11-26', berlin)).toBe('Fri 26 Nov 2027');
  });
});
