// What of a message is its writer's own: not what is quoted, forwarded or signed.
import { ownRanges } from '@vito/understanding/passage/own-words';
import { expect, test } from 'vitest';

function own(text: string, marked: string[] = []): string {
  const spans = marked.map((words) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length }));
  return ownRanges(text, { start: 0, end: text.length }, spans)
    .map(({ start, end }) => text.slice(start, end))
    .join('')
    .trim();
}

test.each([
  ['marked lines', 'I will call.\n> I will pay.\n> Bo', 'I will call.'],
  ['between marked lines', '> Can you call?\nI will call.\n> And pay?\nI will pay.', 'I will call.\n\nI will pay.'],
  ['a forward', 'See below.\n\n---------- Forwarded message ----------\nI will pay.', 'See below.'],
  ['an original', 'See below.\n\n-----Original Message-----\nFrom: Bo\nI will pay.', 'See below.'],
  ['a German original', 'Siehe unten.\n\n-----Ursprüngliche Nachricht-----\nIch zahle.', 'Siehe unten.'],
  ['a signature', 'I will call.\n-- \nAda Lind\nWe will find your pump.', 'I will call.'],
  [
    'a dash in the text',
    'I will call - and pay.\nBo -- the other one -- will not.',
    'I will call - and pay.\nBo -- the other one -- will not.',
  ],
])('%s', (_, text, words) => {
  expect(own(text)).toBe(words);
});

test('what the reader marked is left out too, even where marks overlap', () => {
  expect(own('I will call. On Monday Bo wrote: I will pay.', ['On Monday Bo wrote: I will pay.', 'Bo wrote'])).toBe(
    'I will call.',
  );
});
