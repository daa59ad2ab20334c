// Where a sentence ends: not behind an abbreviation, an initial, a number or a date.
import { sentences } from '@vito/understanding/passage/sentences';
import fc from 'fast-check';
import { expect, test } from 'vitest';

function split(text: string, chat = false): string[] {
  return sentences(text, { start: 0, end: text.length }, chat).map(({ start, end }) => text.slice(start, end));
}

test.each([
  [['I will call.', 'You will write.']],
  [['Is it ready?', 'Yes!', 'Good.']],
  [['We met Mr. Marsh on Monday.', 'He agreed.']],
  [['Dr. A. Lind will call.', 'Please wait.']],
  [['It costs 3.50 euros.', 'I will pay.']],
  [['We use e.g. steel and i.e. iron.', 'Fine.']],
  [['Die Lieferung kommt am 3. März.', 'Wir zahlen danach.']],
  [['It is due on 3 Jan. 2027 at noon.', 'Please pay.']],
  [['Call me at 3 p.m. on Friday.', 'I will be in.']],
  [['Write to bo@calderfoods.example.com today.', 'Thanks.']],
  [['She said "Stop."', 'We stopped.']],
  [['Well... maybe not.', 'Yes.']],
  [['See no. 4 and art. 5 of the plan.', 'I will sign.']],
])('%j', (parts) => {
  expect(split(parts.join(' '))).toEqual(parts);
});

test('in chats a small letter may open a sentence', () => {
  expect(split('on it. will send later', true)).toEqual(['on it.', 'will send later']);
  expect(split('on it. will send later')).toEqual(['on it. will send later']);
});

test('sentences are in order, apart, without space around them, and leave nothing but space out', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'B', '. ', '.', '? ', ' ', '\n', '3', 'Mr'), maxLength: 40 }),
      (text) => {
        let from = 0;
        for (const { start, end } of sentences(text, { start: 0, end: text.length }, false)) {
          expect(text.slice(from, start).trim()).toBe('');
          expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
          expect(end).toBeGreaterThan(start);
          from = end;
        }
        expect(text.slice(from).trim()).toBe('');
      },
    ),
    { numRuns: 200 },
  );
});
