// Letters inside documents: whom the greeting calls, who signs, and what is no letter.
import { greeted, letterOf } from '@vito/understanding/who/letter';
import { expect, test } from 'vitest';
import { nameOf } from '../written.js';

test.each([
  ['Dear Ms Stroud,', 'Stroud'],
  ['Hi Dana,', 'Dana'],
  ['Hello Dana Reyes!', 'Dana Reyes'],
  ['Sehr geehrte Frau Dr. Keller,', 'Keller'],
  ['Liebe Anna,', 'Anna'],
  ['Estimado Sr. Ruiz:', 'Ruiz'],
  ['Bonjour Monsieur Petit,', 'Petit'],
  ['Cher Luc,', 'Luc'],
])('%s', (line, name) => {
  expect(greeted(line)).toEqual({ name });
});

test.each(['Dear all,', 'Hi team,', 'Dear Sir or Madam,', 'Sehr geehrte Damen und Herren,', 'Hola todos,'])(
  'a group: %s',
  (line) => {
    expect(greeted(line)).toEqual({ name: null });
  },
);

test.each(['I will call Dana,', 'Highway 5,', 'The report is here.', ''])('no greeting: %j', (line) => {
  expect(greeted(line)).toBeNull();
});

test('greeting and closing tell who writes to whom', () => {
  const letter = letterOf(
    'Dear Ms Stroud,\n\nWe will deliver on Friday.\n\nYours sincerely,\n\nAda Lind\nTarn Instruments Ltd\n',
  );
  expect(nameOf(letter?.to ?? null)).toBe('Stroud');
  expect(letter?.from).toEqual({ name: 'Ada Lind', address: null, organisation: 'Tarn Instruments Ltd' });
});

test('heads of a pasted mail tell it too', () => {
  const letter = letterOf(
    'From: Ada Lind <ada@tarn.example>\nTo: Bo Marsh <bo@calder.example>\n\nI will call on Friday.',
  );
  expect(letter).toEqual({
    from: { name: 'Ada Lind', address: 'ada@tarn.example', organisation: null },
    to: { name: 'Bo Marsh', address: 'bo@calder.example', organisation: null },
  });
});

test.each(['Minutes of 4 March\n\nBo will call.', 'Dear diary,\nnothing happened.', ''])('no letter: %j', (text) => {
  expect(letterOf(text)).toBeNull();
});
