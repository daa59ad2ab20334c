// Passages: the own sentences of a reading, with who says them, where they stand, and whether they ask.
import { passages, upTo } from '@vito/understanding/passage';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mail, notes } from './written.js';

test('sentences of a mail, without what it quotes', () => {
  const found = passages(mail('Hi Bo,\n\nIs it ready? I will call.\n\n', {}, '> I will pay.\n'));
  expect(found.map(({ text, question, message }) => [text, question, message])).toEqual([
    ['Hi Bo,', false, 0],
    ['Is it ready?', true, 0],
    ['I will call.', false, 0],
  ]);
});

test('a signature that the reader marked is nobody speaking', () => {
  const text = 'I will call.\n\nKind regards\nAda';
  const signature = { start: text.indexOf('Kind'), end: text.length };
  expect(passages(mail(text, { signature })).map((p) => p.text)).toEqual(['I will call.']);
});

test('sentences of one paragraph share a block, others do not', () => {
  const [a, b, c] = passages(notes('Bo will call. Ada will pay.\n\nCy will wait.'));
  expect(a?.block).toBe(b?.block);
  expect(c?.block).not.toBe(b?.block);
  expect([a?.message, a?.index, b?.index, c?.index]).toEqual([null, 0, 1, 2]);
});

test('a passage and those before it in its message', () => {
  const all = passages(notes('One is here. Two is here. Three is here.'));
  const [, second, third] = all;
  if (!second || !third) throw new Error('three sentences');
  expect(upTo(all, third, 1).map((p) => p.text)).toEqual(['Two is here.', 'Three is here.']);
  expect(upTo(all, second, 9).map((p) => p.text)).toEqual(['One is here.', 'Two is here.']);
});

test('offsets and views fit the text, whatever it is', () => {
  const unit = fc.oneof(
    fc.constantFrom('. ', '\n', '\n\n', '> ', '- ', 'Ä', 'İ', '“', '🙂', 'I will pay'),
    fc.string({ maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 40 }), fc.boolean(), (parts, asMail) => {
      const reading = asMail ? mail(parts.join('')) : notes(parts.join(''));
      let from = 0;
      for (const { text, start, end, plain, fold } of passages(reading)) {
        expect(reading.text.slice(start, end)).toBe(text);
        expect([plain.length, fold.length]).toEqual([text.length, text.length]);
        expect(start).toBeGreaterThanOrEqual(from);
        from = end;
      }
    }),
    { numRuns: 200 },
  );
});
