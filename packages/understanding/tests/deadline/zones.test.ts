// Whose clock: the sender's offset, the zone named beside a time, daylight saving in between, and civil days.
import { reference } from '@vito/understanding/deadline';
import { isZone, zoneBeside, zoneOfHeading, zoneOfOffset } from '@vito/understanding/deadline/zone';
import { expect, test } from 'vitest';
import { dueOf, saidOn, wednesday } from './said.js';

test.each([
  ['into summer time', '2026-03-27T10:00:00+01:00', 'by 5pm on Monday', '2026-03-30T17:00:00+02:00'],
  ['out of summer time', '2026-10-23T10:00:00+02:00', 'by noon on Monday', '2026-10-26T12:00:00+01:00'],
  ['a day of 23 hours', '2026-03-28T12:00:00+01:00', 'within 24 hours', '2026-03-29T13:00:00+02:00'],
  ['a day of 25 hours', '2026-10-24T12:00:00+02:00', 'within 24 hours', '2026-10-25T11:00:00+01:00'],
  ['civil days', '2026-03-28T23:30:00+01:00', 'in two days', '2026-03-30'],
  ['before the change on its day', '2026-03-28T10:00:00+01:00', 'tomorrow at 1:30 am', '2026-03-29T01:30:00+01:00'],
])('in Berlin: %s', (_, now, words, due) => {
  expect(dueOf(words, saidOn(now))).toBe(due);
});

test.each([
  ['by 5pm ET on Friday', '2026-03-06T17:00:00-05:00'],
  ['by 5pm ET on Friday next week', '2026-03-13T17:00:00-04:00'],
  ['by noon PT tomorrow', '2026-03-05T12:00:00-08:00'],
  ['Friday 14:00 London time', '2026-03-06T14:00:00+00:00'],
  ['1 April at 14:00 London time', '2026-04-01T14:00:00+01:00'],
  ['tomorrow at 10:00 UTC', '2026-03-05T10:00:00+00:00'],
  ['tomorrow at 10:00 (Europe/Madrid)', '2026-03-05T10:00:00+01:00'],
])('a zone beside the time: %s', (words, due) => {
  expect(dueOf(words)).toBe(due);
});

test('"your time" is the addressee\'s, "my time" the speaker\'s', () => {
  const at = { ...wednesday, theirZone: 'Asia/Tokyo' };
  expect(dueOf('tomorrow at 9:00 your time', at)).toBe('2026-03-05T09:00:00+09:00');
  expect(dueOf('tomorrow at 9:00 my time', at)).toBe('2026-03-05T09:00:00+01:00');
});

test("tomorrow is counted from the sender's day, not the company's", () => {
  const late = { now: '2026-03-04T23:30:00-08:00', zone: null, fallbackZone: 'Europe/Berlin' };
  expect(dueOf('by tomorrow', late)).toBe('2026-03-05');
  expect(dueOf('by EOD tomorrow', late)).toBe('2026-03-05T17:00:00-08:00');
});

test('a known zone tells more than the offset of the header', () => {
  const at = { now: '2026-03-04T23:30:00+00:00', zone: 'Asia/Tokyo', fallbackZone: 'Europe/Berlin' };
  expect(dueOf('by tomorrow', at)).toBe('2026-03-06');
});

test("a document with a civil day is read on the company's clock", () => {
  const at = { now: '2026-03-04', zone: null, fallbackZone: 'America/New_York' };
  expect(dueOf('by Friday', at)).toBe('2026-03-06');
  expect(dueOf('by EOD Friday', at)).toBe('2026-03-06T17:00:00-05:00');
});

test.each(['', 'yesterday', '2026-02-31'])('an unreadable time of speaking finds nothing: %j', (now) => {
  const at = { ...wednesday, now };
  expect(reference(at)).toBeNull();
  expect(dueOf('by Friday', at)).toBeNull();
});

test('the zone of an offset: known ones first, then the country of the address', () => {
  const summer = '2026-07-01T10:00:00+02:00';
  expect(zoneOfOffset(summer, ['Europe/Madrid'], 'ada@north.de')).toBe('Europe/Madrid');
  expect(zoneOfOffset(summer, [], 'ana@norte.es')).toBe('Europe/Madrid');
  expect(zoneOfOffset(summer, ['America/New_York'], 'bo@north.fr')).toBe('Europe/Paris');
  expect(zoneOfOffset('2026-03-04T10:00:00-05:00', [], null)).toBe('America/New_York');
  expect(zoneOfOffset('2026-03-04', ['Europe/Madrid'], null)).toBeNull();
});

test('an offset that no known zone has stays an offset', () => {
  expect(dueOf('by 5pm', { now: '2026-03-04T10:00:00+05:45', zone: null, fallbackZone: 'Europe/Berlin' })).toBe(
    '2026-03-04T17:00:00+05:45',
  );
});

test.each([
  [' PT', 'America/Los_Angeles'],
  [' (Europe/Paris)', 'Europe/Paris'],
  [' Berlin time', 'Europe/Berlin'],
  [' and then home', null],
])('beside a time: %j', (words, zone) => {
  expect(zoneBeside(words)?.said ?? null).toEqual(zone && { zone });
});

test('the place in a heading tells its zone', () => {
  expect(zoneOfHeading('Call notes, 4 March 2026, 09:30 (New York)')).toBe('America/New_York');
  expect(zoneOfHeading('Call notes, 4 March 2026')).toBeNull();
});

test('zones are IANA names', () => {
  expect([isZone('Europe/Berlin'), isZone('Mars/Olympus'), isZone(''), isZone(null)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
