// The Date header keeps the sender's clock and offset, in every form in which mail programs write it.
import { mailDate } from '@vito/understanding/readers/mail-date';
import fc from 'fast-check';
import { expect, test } from 'vitest';

test.each([
  ['Thu, 26 Mar 2026 18:05:30 +0100', '2026-03-26T18:05:30+01:00'],
  ['26 Mar 2026 18:05 -0500', '2026-03-26T18:05:00-05:00'],
  ['Thu, 26 Mar 2026 18:05:30 +0530 (IST)', '2026-03-26T18:05:30+05:30'],
  ['Thu, 26 Mar 2026 18:05:30 EST', '2026-03-26T18:05:30-05:00'],
  ['Thu, 26 Mar 2026 18:05:30 PDT', '2026-03-26T18:05:30-07:00'],
  ['Thu, 26 Mar 2026 18:05:30 CET', '2026-03-26T18:05:30+01:00'],
  ['Thu, 26 Mar 2026 18:05:30 (CEST)', '2026-03-26T18:05:30+02:00'],
  ['Thu, 26 Mar 2026 18:05:30 GMT', '2026-03-26T18:05:30+00:00'],
  ['Thu, 26 Mar 2026 18:05:30 GMT+0200', '2026-03-26T18:05:30+02:00'],
  ['Thu, 26 Mar 2026 18:05:30 -0000', '2026-03-26T18:05:30+00:00'],
  ['Thu Mar 26 18:05:30 2026', '2026-03-26T18:05:30+00:00'],
  ['Thu Mar 26 18:05:30 MST 2026', '2026-03-26T18:05:30-07:00'],
  ['2026-03-26T18:05:30.250+01:00', '2026-03-26T18:05:30+01:00'],
  ['2026-03-26 18:05:30Z', '2026-03-26T18:05:30+00:00'],
  ['Thursday, March 26, 2026 6:05 PM -0400', '2026-03-26T18:05:00-04:00'],
  ['Thu, 26 Mar 26 18:05:30 +0000', '2026-03-26T18:05:30+00:00'],
  ['Thu, 01 Jan 98 12:05:30 AM +0000', '1998-01-01T00:05:30+00:00'],
  ['Thu,  5 Mar 2026 08.05.30 +0100', '2026-03-05T08:05:30+01:00'],
])('%s', (header, iso) => {
  expect(mailDate(header)?.iso).toBe(iso);
});

test('a date without a zone still counts, and says so', () => {
  expect(mailDate('Thu, 26 Mar 2026 18:05:30')).toEqual({ iso: '2026-03-26T18:05:30+00:00', zoneKnown: false });
  expect(mailDate('Thu, 26 Mar 2026 18:05:30 +0000')?.zoneKnown).toBe(true);
});

test.each(['', 'yesterday', 'Thu, 31 Feb 2026 10:00:00 +0000', 'Thu, 26 Mar 2026 25:00:00 +0000', '26 Foo 2026 10:00'])(
  'no date is made up for %j',
  (header) => {
    expect(mailDate(header)).toBeNull();
  },
);

test('every moment that is written in a mail comes back', () => {
  const offset = fc.integer({ min: -12 * 4, max: 14 * 4 }).map((quarters) => quarters * 15);
  const moment = fc.date({ min: new Date('1970-01-02'), max: new Date('2049-12-30'), noInvalidDate: true });
  fc.assert(
    fc.property(moment, offset, (date, minutes) => {
      const local = new Date(date.getTime() + minutes * 60_000).toUTCString().replace('GMT', '');
      const size = Math.abs(minutes);
      const two = (value: number) => String(value).padStart(2, '0');
      const zone = `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
      const read = mailDate(local + zone);
      expect(new Date(read?.iso ?? '').getTime()).toBe(Math.floor(date.getTime() / 1000) * 1000);
    }),
  );
});
