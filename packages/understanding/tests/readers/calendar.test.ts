// A calendar's events: their words, their people, and when they are.
import { read } from '@vito/understanding/read';
import { expect, test } from 'vitest';
import { bytesOf, unreadable } from './reading.js';

const calendar = (...lines: string[]) =>
  bytesOf(['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n'));
const event = (...lines: string[]) => [
  'BEGIN:VEVENT',
  'UID:e1@north.example',
  'DTSTAMP:20260511T080000Z',
  ...lines,
  'END:VEVENT',
];

test('summary, description, place and time are lines; organiser and attendees are people', async () => {
  const { reading } = await read(
    calendar(
      ...event(
        'DTSTART;TZID=Europe/London:20260514T100000',
        'DTEND;TZID=Europe/London:20260514T110000',
        'SUMMARY:Review\\, part 1',
        'LOCATION:Dock 2',
        'ORGANIZER;CN="Berg, Ada":mailto:ada@north.example',
        'ATTENDEE;CN=Bo Lind:mailto:bo.lind@a-very-long-name-of-a-company.exa',
        ' mple',
        'DESCRIPTION:Agenda: drift\\; windows.\\nAda will circulate the re',
        ' port the day before.',
      ),
    ),
    'a.ics',
  );
  expect(reading.text).toBe(
    'Review, part 1\nAgenda: drift; windows.\nAda will circulate the report the day before.\nDock 2\nWhen: Thursday 14 May 2026, 10:00 to 11:00 (Europe/London)',
  );
  expect(reading.messages).toEqual([
    expect.objectContaining({
      id: 'e1@north.example',
      from: { name: 'Berg, Ada', address: 'ada@north.example', organisation: null },
      to: [{ name: 'Bo Lind', address: 'bo.lind@a-very-long-name-of-a-company.example', organisation: null }],
      sentAt: '2026-05-11T09:00:00+01:00',
      zone: 'Europe/London',
      start: 0,
      end: reading.text.length,
    }),
  ]);
  expect(reading.meta).toMatchObject({ title: 'Review, part 1', date: '2026-05-14T10:00:00+01:00' });
});

test('zones by their Windows names are known; whole days and tasks have days', async () => {
  const { reading } = await read(
    calendar(
      ...event('DTSTART;TZID=W. Europe Standard Time:20260715T100000', 'SUMMARY:Call'),
      'BEGIN:VTODO',
      'UID:t1',
      'DTSTAMP:20260511T080000Z',
      'DUE;VALUE=DATE:20260720',
      'SUMMARY:Send the list',
      'END:VTODO',
    ),
    'a.ics',
  );
  expect(reading.meta.date).toBe('2026-07-15T10:00:00+02:00');
  const [call, task] = reading.messages.map(({ start, end }) => reading.text.slice(start, end));
  expect(call).toContain('When: Wednesday 15 July 2026, 10:00');
  expect(task).toBe('Send the list\nDue: Monday 20 July 2026');
});

test('changed occurrences and cancelled events are told', async () => {
  const series = ['DTSTART:20260514T100000Z', 'RRULE:FREQ=WEEKLY', 'SUMMARY:Weekly'];
  const changed = [
    'RECURRENCE-ID:20260521T100000Z',
    'DTSTART:20260522T090000Z',
    'SUMMARY:Weekly, moved',
    'STATUS:CANCELLED',
  ];
  const { reading } = await read(calendar(...event(...series), ...event(...changed)), 'a.ics');
  expect(reading.messages).toHaveLength(2);
  expect(reading.text).toContain('Weekly, moved\nWhen: Friday 22 May 2026, 09:00 (UTC)\nStatus: cancelled');
});

test('a calendar that breaks off is refused', async () => {
  const whole = Buffer.from(calendar(...event('SUMMARY:Review'))).toString();
  expect((await unreadable(bytesOf(whole.slice(0, 120)), 'a.ics')).reason).toBe('truncated');
});

test('a calendar whose items end without having begun is damaged', async () => {
  const odd = calendar(
    'END:VEVENT',
    ...event('SUMMARY:Review'),
    'END:VEVENT',
    'END:VCALENDAR',
    'BEGIN:VEVENT',
    'END:VEVENT',
  );
  expect(await unreadable(odd, 'a.ics')).toMatchObject({
    reason: 'malformed',
    message: expect.stringMatching(/damaged.*again/),
  });
});
