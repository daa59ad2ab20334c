// The calendar file that a run makes, read back by another program.
import ical, { type VEvent } from 'node-ical';
import { describe, expect, it } from 'vitest';
import { createCalendarEvent } from '../../../src/agents/tools/calendar-event.js';
import { call, failing } from './calling.js';

const tool = createCalendarEvent();
async function made(input: object, more = {}) {
  const { result } = await call(tool, { title: 'Hand over the drawings', ...input }, more);
  const { ics, uid } = result as { ics: string; uid: string };
  const events = Object.values(ical.sync.parseICS(ics)).filter((item) => item?.type === 'VEVENT') as VEvent[];
  return { ics, uid, event: events[0] as VEvent, count: events.length };
}

describe('a calendar event', () => {
  it('of a time is that instant, and lasts an hour', async () => {
    const { event, ics, count } = await made({
      start: '2026-10-31T14:00:00+01:00',
      location: 'Dock 4',
      remindMinutes: 30,
    });
    expect(count).toBe(1);
    expect(event.start.toISOString()).toBe('2026-10-31T13:00:00.000Z');
    expect(event.end?.toISOString()).toBe('2026-10-31T14:00:00.000Z');
    expect(event.location).toBe('Dock 4');
    expect(ics).toMatch(/TRIGGER:-PT30M/);
    expect(ics).toMatch(/^BEGIN:VCALENDAR\r\nPRODID:[^\r]+\r\nVERSION:2\.0\r\n/);
    expect(ics).toMatch(/DTSTAMP:20261127T090000Z/);
    for (const line of ics.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it('of days holds the last day too', async () => {
    expect((await made({ start: '2026-12-31' })).ics).toMatch(
      /DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101/,
    );
    expect((await made({ start: '2026-02-27', end: '2026-02-28' })).ics).toMatch(/DTEND;VALUE=DATE:20260301/);
  });

  it('has the same UID at each attempt, and another for another step', async () => {
    const start = '2026-12-31';
    const [first, again, other] = [
      await made({ start }),
      await made({ start }, { attempt: 2 }),
      await made({ start }, { key: 'x' }),
    ];
    expect(again.uid).toBe(first.uid);
    expect(other.uid).not.toBe(first.uid);
    expect(first.event.uid).toBe(first.uid);
  });

  it('keeps signs that mean something to calendars as text', async () => {
    const description = 'One; two, three\\four\nEND:VEVENT\r\nBEGIN:VEVENT ☂';
    const title = 'A\r\nATTENDEE:mailto:eve@example.com';
    const { event, count } = await made({
      start: '2026-12-31',
      description,
      title,
      attendees: ['Ada; Roe <ada@example.com>'],
    });
    expect(count).toBe(1);
    expect(event.description).toBe('One; two, three\\four\nEND:VEVENT\nBEGIN:VEVENT ☂');
    expect([event.attendee].flat()).toHaveLength(1);
  });

  it.each([
    { start: '2026-02-30' },
    { start: '2026-10-31T25:00:00Z' },
    { start: '2026-10-31', end: '2026-10-30' },
    { start: '2026-10-31', end: '2026-10-31T10:00:00Z' },
    { start: '2026-10-31T10:00:00Z', end: '2026-10-31T10:00:00Z' },
  ])('refuses %j', async (input) => {
    expect(await failing(call(tool, { title: 'x', ...input }))).toMatchObject({ code: 'invalid' });
  });
});
