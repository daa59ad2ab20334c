// Whom a name means: full names, first names, short forms, initials, and nobody.
import { createPeople, isShortFor } from '@vito/understanding/who/people';
import { expect, test } from 'vitest';
import { ada, bo, mail, nameOf, person } from '../written.js';

const abigail = person('Abigail Thornton', 'abby@tarn-instruments.example');
const nameless = person(null, 'owen.prideaux@calderfoods.example');
const people = createPeople([mail('Hello', { to: [bo], cc: [abigail, nameless] })], [person('Cy Ng')], (party) =>
  party.address?.includes('calderfoods') ? 'Calder Foods Ltd' : null,
);

test.each([
  ['Ada', 'Ada Lind'],
  ['Ada Lind', 'Ada Lind'],
  ['ada lind', 'Ada Lind'],
  ['@Ada', 'Ada Lind'],
  ['Lind', 'Ada Lind'],
  ['Abby', 'Abigail Thornton'],
  ['A. Thornton', 'Abigail Thornton'],
  ['Cy', 'Cy Ng'],
  ['Owen', 'owen.prideaux@calderfoods.example'],
  ['Ruth', null],
  ['Ada Marsh', null],
  ['', null],
])('%j', (words, name) => {
  expect(nameOf(people.find(words))).toBe(name);
});

test('an organisation is known through its people', () => {
  expect(people.findOrganisation('Calder')).toBe('Calder Foods Ltd');
  expect(people.findOrganisation('Harbour Lights')).toBeNull();
});

test('one person named in several ways is one person', () => {
  const again = createPeople([mail('a', { from: person('Ada', ada.address) }), mail('b')], [], () => null);
  expect(again.all).toEqual([ada, bo]);
});

test.each([
  ['Tom', 'Thomas', true],
  ['Bob', 'Robert', true],
  ['Abby', 'Abigail', true],
  ['Liz', 'Elizabeth', true],
  ['Ada', 'Ada', true],
  ['Jo', 'Jonathan', false],
  ['Ann', 'Anna', false],
  ['Tim', 'Thomas', false],
])('%s for %s: %s', (short, full, is) => {
  expect(isShortFor(short.toLowerCase(), full.toLowerCase())).toBe(is);
});
