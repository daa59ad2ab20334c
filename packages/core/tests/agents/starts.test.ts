// When a playbook is due by its schedule: by the clock on the company's wall.
import { describe, expect, it } from 'vitest';
import { lastDue } from '../../src/agents/starts.js';

const day = { kind: 'schedule', every: 'day', at: '08:00', weekday: 1 } as const;
const at = (time: string) => new Date(time);

describe('the latest time by a schedule', () => {
  it('is today once the hour has come, and yesterday before', () => {
    expect(lastDue(day, at('2026-03-10T08:00:00Z'), 'UTC')).toEqual(at('2026-03-10T08:00:00Z'));
    expect(lastDue(day, at('2026-03-10T07:59:59Z'), 'UTC')).toEqual(at('2026-03-09T08:00:00Z'));
  });

  it('keeps the hour on the wall when the clocks change', () => {
    expect(lastDue(day, at('2026-03-28T12:00:00Z'), 'Europe/Berlin')).toEqual(at('2026-03-28T07:00:00Z'));
    expect(lastDue(day, at('2026-03-29T12:00:00Z'), 'Europe/Berlin')).toEqual(at('2026-03-29T06:00:00Z'));
  });

  it('is the weekday of this week, or of the one before', () => {
    const friday = { ...day, every: 'week', weekday: 5 } as const;
    expect(lastDue(friday, at('2026-03-13T09:00:00Z'), 'UTC')).toEqual(at('2026-03-13T08:00:00Z'));
    expect(lastDue(friday, at('2026-03-12T09:00:00Z'), 'UTC')).toEqual(at('2026-03-06T08:00:00Z'));
  });

  it('is this hour or the one before', () => {
    const hourly = { ...day, every: 'hour', at: '00:30' } as const;
    expect(lastDue(hourly, at('2026-03-10T12:29:00Z'), 'UTC')).toEqual(at('2026-03-10T11:30:00Z'));
    expect(lastDue(hourly, at('2026-03-10T12:31:00Z'), 'UTC')).toEqual(at('2026-03-10T12:30:00Z'));
  });
});
