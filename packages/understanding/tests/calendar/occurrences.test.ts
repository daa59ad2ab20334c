// Feeds as their occurrences: rules with exceptions, zones, whole days, cancelled ones; and hostile ones, in a bounded time.
import { describe, expect, it } from 'vitest';
import { occurrencesIn } from '../../src/calendar/occurrences.js';

const event = (...lines: string[]) => ['BEGIN:VEVENT', 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT'].join('\r\n');
const feed = (...components: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', ...components, 'END:VCALENDAR', ''].join('\r\n');
const year = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z', zone: null };
const read = (text: string | Uint8Array, window: Partial<typeof year> | { zone: string } = {}) =>
  occurrencesIn(typeof text === 'string' ? Buffer.from(text) : text, { ...year, ...window });
const times = (text: string, window = {}) => read(text, window).events.map(({ startsAt }) => startsAt);

/** As Outlook writes it, under a name of its own. */
const vtimezone = `BEGIN:VTIMEZONE
TZID:Eastern of Quill Ltd
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE`.replaceAll('\n', '\r\n');

describe('an event', () => {
  it('tells when, where, who and whether it takes place', () => {
    const text = feed(
      'X-WR-CALNAME:Quill',
      event(
        'UID:1@quill',
        'SUMMARY:Review\\, part 2',
        'DESCRIPTION:One\\nTwo',
        'LOCATION:Room 4',
        'DTSTART;TZID=Europe/Berlin:20260302T100000',
        'DTEND;TZID=Europe/Berlin:20260302T113000',
        'STATUS:CANCELLED',
        'ORGANIZER;CN=Ada:mailto:ada@quill.example',
        'ATTENDEE;CN="Reed, Bo";PARTSTAT=DECLINED:mailto:bo@reed.example',
      ),
    );
    const { name, events, problems } = read(text);
    expect([name, problems]).toEqual(['Quill', []]);
    expect(events).toEqual([
      {
        uid: '1@quill',
        occurrence: '',
        title: 'Review, part 2',
        description: 'One\nTwo',
        location: 'Room 4',
        start: '2026-03-02T10:00:00+01:00',
        end: '2026-03-02T11:30:00+01:00',
        startsAt: '2026-03-02T09:00:00Z',
        endsAt: '2026-03-02T10:30:00Z',
        allDay: false,
        zone: 'Europe/Berlin',
        status: 'cancelled',
        organizer: 'ada@quill.example',
        attendees: [{ name: 'Reed, Bo', address: 'bo@reed.example', status: 'declined' }],
        url: null,
        changedAt: '2026-01-01T00:00:00Z',
      },
    ]);
  });

  it('is when its zone says, whether the feed describes it, names a known one, or none', () => {
    const at = (start: string, more = '') => times(feed(more, event('UID:z', `DTSTART${start}`)))[0];
    expect(at(';TZID=Eastern of Quill Ltd:20260702T100000', vtimezone)).toBe('2026-07-02T14:00:00Z');
    expect(at(';TZID=Eastern of Quill Ltd:20260102T100000', vtimezone)).toBe('2026-01-02T15:00:00Z');
    expect(at(';TZID=America/New_York:20260702T100000')).toBe('2026-07-02T14:00:00Z');
    expect(at(';TZID=/mozilla.org/20070129_1/Europe/Berlin:20260702T100000')).toBe('2026-07-02T08:00:00Z');
    expect(at(':20260702T100000Z')).toBe('2026-07-02T10:00:00Z');
    expect(at(':20260702T100000')).toBe('2026-07-02T10:00:00Z'); // floating, nobody says where
    expect(at(':20260702T100000', 'X-WR-TIMEZONE:Europe/Berlin')).toBe('2026-07-02T08:00:00Z');
    expect(times(feed(event('UID:z', 'DTSTART:20260702T100000')), { zone: 'Asia/Tokyo' })).toEqual([
      '2026-07-02T01:00:00Z',
    ]);
  });

  it('that lasts whole days begins where the calendar is, and ends without an end', () => {
    const text = feed('X-WR-TIMEZONE:Europe/Berlin', event('UID:d', 'DTSTART;VALUE=DATE:20260702'));
    expect(read(text).events[0]).toMatchObject({
      allDay: true,
      start: '2026-07-02',
      end: '2026-07-03',
      startsAt: '2026-07-01T22:00:00Z',
      endsAt: '2026-07-02T22:00:00Z',
    });
  });
});

describe('a recurring event', () => {
  const weekly = ['UID:w', 'SUMMARY:Weekly', 'DTSTART;TZID=Europe/Berlin:20260323T100000', 'DURATION:PT1H'];
  it('keeps its hour when the clocks change, and ends when it says, counted in its own zone', () => {
    const text = feed(event(...weekly, 'RRULE:FREQ=WEEKLY;UNTIL=20260406T080000Z'));
    expect(times(text)).toEqual(['2026-03-23T09:00:00Z', '2026-03-30T08:00:00Z', '2026-04-06T08:00:00Z']);
  });
  it('leaves out what it excepts, adds what it adds, and takes what stands in place of one', () => {
    const text = feed(
      event(
        ...weekly,
        'RRULE:FREQ=WEEKLY;COUNT=5',
        'EXDATE;TZID=Europe/Berlin:20260330T100000',
        'RDATE;TZID=Europe/Berlin:20260402T120000',
      ),
      event(
        'UID:w',
        'RECURRENCE-ID;TZID=Europe/Berlin:20260406T100000',
        'SUMMARY:Moved',
        'DTSTART;TZID=Europe/Berlin:20260407T150000',
        'DURATION:PT2H',
      ),
      event(
        'UID:w',
        'RECURRENCE-ID;TZID=Europe/Berlin:20260413T100000',
        'SUMMARY:Weekly',
        'DTSTART;TZID=Europe/Berlin:20260413T100000',
        'STATUS:CANCELLED',
      ),
    );
    expect(
      read(text).events.map(({ occurrence, startsAt, title, status }) => [occurrence, startsAt, title, status]),
    ).toEqual([
      ['2026-03-23T09:00:00Z', '2026-03-23T09:00:00Z', 'Weekly', null],
      ['2026-04-02T10:00:00Z', '2026-04-02T10:00:00Z', 'Weekly', null],
      ['2026-04-06T08:00:00Z', '2026-04-07T13:00:00Z', 'Moved', null],
      ['2026-04-13T08:00:00Z', '2026-04-13T08:00:00Z', 'Weekly', 'cancelled'],
      ['2026-04-20T08:00:00Z', '2026-04-20T08:00:00Z', 'Weekly', null],
    ]);
  });
  it('that began long ago is there in the window, and only there; what was moved into it as well', () => {
    const daily = event('UID:old', 'DTSTART:19990101T100000Z', 'RRULE:FREQ=DAILY');
    const moved = event('UID:old', 'RECURRENCE-ID:20300101T100000Z', 'DTSTART:20260303T200000Z');
    const window = { from: '2026-03-01T00:00:00Z', to: '2026-03-04T00:00:00Z' };
    expect(times(feed(daily, moved), window)).toEqual([
      '2026-03-01T10:00:00Z',
      '2026-03-02T10:00:00Z',
      '2026-03-03T10:00:00Z',
      '2026-03-03T20:00:00Z',
    ]);
  });
  it('leaves out the days that a year does not have', () => {
    const days = (start: string, rule: string) =>
      times(feed(event('UID:n', `DTSTART;VALUE=DATE:${start}`, `RRULE:${rule}`)), {
        from: '2024-01-01T00:00:00Z',
        to: '2029-01-01T00:00:00Z',
      }).map((iso) => iso.slice(0, 10));
    expect(days('20240229', 'FREQ=YEARLY')).toEqual(['2024-02-29', '2028-02-29']);
    expect(days('20260131', 'FREQ=MONTHLY;COUNT=3')).toEqual(['2026-01-31', '2026-03-31', '2026-05-31']);
    expect(days('20260228', 'FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3')).toEqual(['2026-02-28', '2026-03-31', '2026-04-30']);
    expect(days('20260101', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30')).toEqual([]);
  });
  it('whose rule is not in the feed tells its single occurrences', () => {
    const alone = event('UID:a', 'RECURRENCE-ID:20260302T100000Z', 'DTSTART:20260302T110000Z');
    expect(read(feed(alone)).events).toMatchObject([
      { occurrence: '2026-03-02T10:00:00Z', startsAt: '2026-03-02T11:00:00Z' },
    ]);
  });
});

describe('a hostile feed', () => {
  it('with an event that recurs every second is bounded, and says so', () => {
    const text = feed(
      event('UID:s', 'DTSTART:20260101T000000Z', 'RRULE:FREQ=SECONDLY'),
      event('UID:o', 'DTSTART:19700101T000000Z', 'RRULE:FREQ=SECONDLY'),
    );
    const { events, problems } = read(text);
    expect(events.length).toBeLessThanOrEqual(1000);
    expect(problems).toHaveLength(2);
  });
  it('with a line of 50 MB, or of nonsense, keeps its other events', () => {
    const good = event('UID:g', 'DTSTART:20260101T100000Z', 'SUMMARY:Good');
    const long = event('UID:l', 'DTSTART:20260102T100000Z', `SUMMARY:${'x'.repeat(50 * 2 ** 20)}`);
    const { events } = read(
      feed(long, 'what is this', event('UID:b', 'DTSTART:never', 'SUMMARY:Bad'), event('no colon'), good),
    );
    expect(events.map(({ uid, title }) => [uid, title?.slice(0, 4)])).toEqual([
      ['l', 'xxxx'],
      ['g', 'Good'],
    ]);
  });
  it('in another encoding than UTF-8 is read; a web page is said to be one', () => {
    const text = feed(event('UID:1', 'DTSTART:20260101T100000Z', 'SUMMARY:Größe'));
    expect(read(Buffer.from(text, 'latin1')).events[0]?.title).toBe('Größe');
    expect(read(Buffer.from(`\ufeff${text}`, 'utf16le')).events[0]?.title).toBe('Größe');
    expect(() => read('<!DOCTYPE html><html></html>')).toThrow('web page');
    expect(() => read('')).toThrow('no calendar');
  });
  it('that ends in the middle keeps what is whole, and says so', () => {
    const text = feed(event('UID:1', 'DTSTART:20260101T100000Z'), event('UID:2', 'DTSTART:20260102T100000Z'));
    const { events, problems } = read(text.slice(0, text.indexOf('UID:2') + 3));
    expect([events.map(({ uid }) => uid), problems.length]).toEqual([['1'], 1]);
  });
  it('with nested components and properties that name none is no trouble', () => {
    const deep = `${'BEGIN:X\r\n'.repeat(5000)}${'END:X\r\n'.repeat(5000)}`;
    const text = feed(
      deep,
      event('UID:1', 'DTSTART:20260101T100000Z', 'BEGIN:VALARM', 'TRIGGER:x', 'END:VALARM', '__proto__:x', 'X-A;B=:'),
    );
    expect(read(text).events.map(({ uid }) => uid)).toEqual(['1']);
  });
});
