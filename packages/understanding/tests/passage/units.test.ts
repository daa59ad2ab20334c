// Paragraphs, list items, tick boxes, and the heading that each stands under.
import { unitsOf } from '@vito/understanding/passage/units';
import { expect, test } from 'vitest';

function units(text: string) {
  return unitsOf(text, { start: 0, end: text.length }).map(({ start, end, heading, item }) => ({
    words: text.slice(start, end),
    heading,
    item,
  }));
}

test.each([
  ['- Bo calls', 'bullet'],
  ['* Bo calls', 'bullet'],
  ['• Bo calls', 'bullet'],
  ['1. Bo calls', 'bullet'],
  ['2) Bo calls', 'bullet'],
  ['- [ ] Bo calls', 'open'],
  ['- [x] Bo calls', 'done'],
  ['Bo calls', null],
] as const)('%s', (line, item) => {
  expect(units(line)).toMatchObject([{ words: 'Bo calls', item }]);
});

test.each(['# Next steps', 'Next steps:', 'NEXT STEPS', '**Next steps**', 'Next steps'])('a heading: %s', (line) => {
  const found = units(`${line}\n- Bo calls\n- Ada writes`);
  expect(found.filter(({ item }) => item !== null)).toEqual([
    { words: 'Bo calls', heading: 'next steps', item: 'bullet' },
    { words: 'Ada writes', heading: 'next steps', item: 'bullet' },
  ]);
});

test('a later heading takes the place of the one before', () => {
  const found = units('# Ideas\n\n- A party\n\n# Actions\n\n- Bo calls');
  expect(found.filter(({ item }) => item).map(({ heading }) => heading)).toEqual(['ideas', 'actions']);
});

test('a paragraph wrapped over lines is one unit, an empty line ends it', () => {
  const first = 'I will send you the report and all of the figures that\nyou asked for by Friday.';
  expect(units(`${first}\n\nRegards`).map(({ words }) => words)).toEqual([first, 'Regards']);
});

test('short lines of their own stay apart', () => {
  expect(units('Thanks!\nI will call you.\nAda').map(({ words }) => words)).toEqual([
    'Thanks!',
    'I will call you.',
    'Ada',
  ]);
});
