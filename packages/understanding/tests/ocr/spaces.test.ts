// Spaces that the model left out come back where the ink has its gaps; numbers stay whole.
import { decode } from '@vito/understanding/ocr/paddle-decode';
import { inkGaps, wordsOf } from '@vito/understanding/ocr/spaces';
import { expect, test } from 'vitest';

/** Characters and the gaps between them, from a drawing: `a` is 10 wide, `.` between letters a pixel, a blank nine. */
function line(drawing: string) {
  const characters: { text: string; confidence: number; at: number }[] = [];
  const gaps: { from: number; to: number }[] = [];
  let x = 0;
  for (const sign of drawing) {
    const width = sign === '|' ? 1 : sign === ' ' ? 9 : 10;
    if (sign === '|' || sign === ' ') gaps.push({ from: x, to: x + width });
    else characters.push({ text: sign, confidence: 1, at: x + width / 2 });
    x += width;
  }
  const share = (value: number) => value / x;
  return {
    characters: characters.map((each) => ({ ...each, at: share(each.at) })),
    evidence: {
      gaps: gaps.map(({ from, to }) => ({ from: share(from), to: share(to) })),
      ratio: x / 20,
      spaces: [] as number[],
    },
  };
}

const texts = (words: { text: string }[]) => words.map(({ text }) => text);

test('a wide gap parts words, a narrow one does not', () => {
  const { characters, evidence } = line('p|a|y b|y m|a|y');
  const words = wordsOf(characters, evidence);
  expect(texts(words)).toEqual(['pay', 'by', 'may']);
  expect(words[0]?.left).toBe(0);
  expect(words[0]?.right).toBeLessThan(words[1]?.left ?? 0);
});

test('typewritten letters stand apart without being words', () => {
  const step = 0.05;
  const place = (text: string, cell: number) => ({ text, confidence: 1, at: (cell + 0.5) * step });
  const characters = [...'till it rang'].flatMap((text, i) => (text === ' ' ? [] : [place(text, i)]));
  const gaps = characters.map(({ at }) => ({ from: at + step * 0.2, to: at + step * 0.75 }));
  for (const gap of gaps)
    if (!characters.some(({ at }) => Math.abs(at - gap.from) < step && at > gap.to)) gap.to += step;
  expect(texts(wordsOf(characters, { gaps, ratio: 10, spaces: [] }))).toEqual(['till', 'it', 'rang']);
});

test('a point or a colon between digits stays in its number', () => {
  expect(texts(wordsOf(line('1|2 : 4|5').characters, line('1|2 : 4|5').evidence))).toEqual(['12:45']);
});

test('where another engine saw a space there is one', () => {
  const { characters, evidence } = line('p|a|y|b|y');
  const between = ((characters[2]?.at ?? 0) + (characters[3]?.at ?? 0)) / 2;
  expect(texts(wordsOf(characters, { ...evidence, spaces: [between] }))).toEqual(['pay', 'by']);
});

test('columns without ink are gaps', () => {
  const width = 40;
  const data = new Uint8Array(width * 10).fill(255);
  for (let y = 2; y < 8; y++) for (const x of [0, 1, 2, 3, 4, 5, 20, 21, 22, 23, 24, 25, 26]) data[y * width + x] = 0;
  const gaps = inkGaps({ data, width, height: 10 });
  expect(gaps.map(({ from, to }) => [from * width, to * width])).toEqual([
    [6, 20],
    [27, 40],
  ]);
});

test('equal steps in a row are one character, parted by none they are two', () => {
  const steps = [1, 1, 0, 1, 2, 0];
  const scores = new Float32Array(steps.length * 3);
  for (const [i, best] of steps.entries()) scores[i * 3 + best] = 0.9;
  const found = decode(scores, steps.length, 3, ['l', 'o']);
  expect(found.map(({ text }) => text).join('')).toBe('llo');
  expect(found[0]?.at).toBeCloseTo(1 / 6, 5);
});
