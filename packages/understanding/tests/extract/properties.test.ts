// What holds for every text: quotes stand where they say, nothing throws, and the same reading gives the same list.
import { ExtractedCommitment } from '@vito/contracts/commitment';
import type { Reading } from '@vito/contracts/reading';
import { extract } from '@vito/understanding/extract';
import { foldSpaces } from '@vito/understanding/fold';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ada, bo, mail, notes } from '../written.js';

const sentence = fc.constantFrom(
  'I will send you the report by Friday.',
  'We will pay the invoice within 10 business days of receipt!',
  "I'll call you tomorrow and Maria Keller will send the samples on Monday,",
  'If you confirm, I could ship it by COB.',
  'Can you send me the contract by the 15th?',
  'Sure, will do.',
  'I will not come.',
  'The Supplier shall deliver the pumps by 20 March 2026.',
  '- [ ] Bo to book the hall by Friday',
  '| Bo | Book the hall | 20 March |',
  'Next steps:',
  'Hi Bo,',
  '> I will pay on Friday.',
  '-- ',
  'Ich schicke Ihnen den Bericht bis Freitag.',
  'Te enviaré el informe mañana.',
  "Je vous enverrai le rapport d'ici vendredi.",
  'On 3 March 2026 Bo wrote:',
);
const noise = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('“', '*', '_', 'İ', 'ﬁ', '🙂', '\t', '\u00a0', '"', '((', '|', '2026-99-99', '\ud800'),
);
const text = fc
  .array(fc.tuple(fc.oneof({ weight: 3, arbitrary: sentence }, noise), fc.constantFrom(' ', '\n', '\n\n', '  ', '')), {
    maxLength: 12,
  })
  .map((parts) => parts.flat().join(''));
const kinds = fc.constantFrom<Reading['kind']>('mail', 'chat', 'text', 'markdown', 'pdf', 'calendar', 'transcript');
const reading = fc
  .record({ own: text, quoted: text, kind: kinds, swap: fc.boolean() })
  .map(({ own, quoted, kind, swap }) => {
    if (kind !== 'mail' && kind !== 'chat') return { ...notes(own), kind };
    return { ...mail(own, swap ? { from: bo, to: [ada] } : {}, quoted), kind };
  });
const list = (one: Reading, earlier: readonly Reading[] = []) => extract(one, { earlier, zone: 'Europe/Berlin' });

test('every quote stands where it says, outside what is quoted, and the list is in order and well formed', () => {
  fc.assert(
    fc.property(reading, (one) => {
      let from = 0;
      for (const found of list(one)) {
        expect(ExtractedCommitment.safeParse(found).error).toBeUndefined();
        expect(found.quote).toBe(foldSpaces(one.text.slice(found.start, found.end)));
        expect(found.quote).not.toBe('');
        expect(found.start).toBeGreaterThanOrEqual(from);
        for (const quoted of one.messages[0]?.quoted ?? []) expect(found.end).toBeLessThanOrEqual(quoted.start);
        from = found.end;
      }
    }),
    { numRuns: 60 },
  );
});

test('in a mail without wrapped lines the quote is the text itself', () => {
  fc.assert(
    fc.property(fc.array(sentence, { maxLength: 8 }), (lines) => {
      const one = mail(lines.join('\n\n'));
      for (const found of list(one)) expect(one.text.slice(found.start, found.end)).toBe(found.quote);
    }),
    { numRuns: 60 },
  );
});

test('nothing throws, whatever the text and the thread before it', () => {
  const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), text);
  fc.assert(
    fc.property(anything, fc.array(reading, { maxLength: 2 }), kinds, (words, earlier, kind) => {
      list({ ...mail(words), kind }, earlier);
      list({ ...notes(words), kind }, earlier);
    }),
    { numRuns: 60 },
  );
});

test('the same reading gives the same list, and is left as it was', () => {
  fc.assert(
    fc.property(reading, fc.array(reading, { maxLength: 2 }), (one, earlier) => {
      const before = JSON.stringify([one, earlier]);
      const first = list(one, earlier);
      expect(list(one, earlier)).toEqual(first);
      expect(list(structuredClone(one), structuredClone(earlier))).toEqual(first);
      expect(JSON.stringify([one, earlier])).toBe(before);
    }),
    { numRuns: 30 },
  );
});

test('a long text without an end takes no long time', () => {
  const long = 'I will send you the report by Friday and '.repeat(2000);
  const started = performance.now();
  list(mail(long));
  expect(performance.now() - started).toBeLessThan(10_000);
});
