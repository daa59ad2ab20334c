// The people whom minutes list as present, with their organisations.
import { peoplePresent } from '@vito/understanding/who/present';
import { expect, test } from 'vitest';

const named = (text: string) => peoplePresent(text).map(({ name, organisation }) => [name, organisation]);

test.each([
  [
    'Present: Ada Lind, Bo Marsh',
    [
      ['Ada Lind', null],
      ['Bo Marsh', null],
    ],
  ],
  [
    '**Attendees:** Ada Lind and Bo Marsh',
    [
      ['Ada Lind', null],
      ['Bo Marsh', null],
    ],
  ],
  [
    'Teilnehmer: Ada Lind, Bo Marsh',
    [
      ['Ada Lind', null],
      ['Bo Marsh', null],
    ],
  ],
  [
    'Asistentes: Ada Lind y Bo Marsh',
    [
      ['Ada Lind', null],
      ['Bo Marsh', null],
    ],
  ],
  [
    'Present: Ada Lind (Tarn); Bo Marsh (Calder)',
    [
      ['Ada Lind', 'Tarn'],
      ['Bo Marsh', 'Calder'],
    ],
  ],
  [
    'Present: Ada, Cy (Tarn); Bo (Calder)',
    [
      ['Ada', 'Tarn'],
      ['Cy', 'Tarn'],
      ['Bo', 'Calder'],
    ],
  ],
  [
    'Ada Lind, Cy Ng (Tarn); Bo Marsh (Calder)',
    [
      ['Ada Lind', 'Tarn'],
      ['Cy Ng', 'Tarn'],
      ['Bo Marsh', 'Calder'],
    ],
  ],
])('%s', (line, people) => {
  expect(named(`Weekly, 4 March 2026\n${line}\n\nBo will call.`)).toEqual(people);
});

test('what stands in brackets may be a duty in the meeting, not a firm', () => {
  expect(named('Present: Ada Lind (chair), Bo Marsh (minutes)')).toEqual([
    ['Ada Lind', null],
    ['Bo Marsh', null],
  ]);
});

test.each(['Apologies: Ruth Stone', 'Bo will call Ada (again).', 'Present: 12 people', ''])('nobody: %j', (line) => {
  expect(named(line)).toEqual([]);
});
