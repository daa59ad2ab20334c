// The pure parts of search: fusing, telling alike passages, what a question asks for, marks, and vectors made small.
import { describe, expect, it } from 'vitest';
import { unlike } from '../../src/knowledge/alike.js';
import { fuse } from '../../src/knowledge/fuse.js';
import { marksOf } from '../../src/knowledge/marks.js';
import { wantsOf } from '../../src/knowledge/question.js';
import { middle, nearestOf, packed } from '../../src/knowledge/sentence-vectors.js';
import { signCode } from '../../src/knowledge/sign-code.js';
import { dot } from '../../src/knowledge/vectors.js';
import { isStrict } from '../../src/knowledge/words.js';

describe('fusing rankings', () => {
  it('puts what two rankings agree on before what is first in one of them', () => {
    expect(
      fuse([
        ['a', 'both', 'b'],
        ['c', 'both', 'd'],
      ])[0],
    ).toBe('both');
  });

  it('keeps the order of a single ranking and leaves nothing out', () => {
    expect(fuse([['z', 'y', 'x'], []])).toEqual(['z', 'y', 'x']);
  });
});

describe('passages that say nearly the same', () => {
  const words = (text: string) => new Set(text.split(' '));

  it('are counted under the first of them', () => {
    const kept = unlike(['the crates are here now', 'the crates are here today', 'nobody knows why'], words, 5);
    expect(kept).toEqual([
      { item: 'the crates are here now', alike: 1 },
      { item: 'nobody knows why', alike: 0 },
    ]);
  });

  it('do not make room beyond the limit', () => {
    expect(unlike(['a b', 'c d', 'e f'], words, 2)).toHaveLength(2);
  });
});

describe('what a question asks for', () => {
  it.each([
    ['When will it come?', 'On Friday.', 'Soon enough.'],
    ['How much does it cost?', 'It is £140.', 'It is dear.'],
    ['How many hands are there?', 'There are four of them.', 'There are some.'],
    ['Who brings the slings?', 'It will be Morag Rennie.', 'somebody from the yard will'],
  ])('%s', (question, holding, lacking) => {
    const holds = wantsOf(question);
    expect([holds?.(holding), holds?.(lacking)]).toEqual([true, false]);
  });

  it('is not guessed where the question does not tell', () => {
    expect(wantsOf('ferry cancelled')).toBeNull();
  });
});

it('knows the syntax of search engines from plain words', () => {
  expect(['"late ferry"', 'ferry -van', 'ferry OR van'].map(isStrict)).toEqual([true, true, true]);
  expect(['ferry van', 'rope-access course', 'the "'].map(isStrict)).toEqual([false, false, false]);
});

it('marks words by their stem, and related words only when they are near', () => {
  const wanted = { words: ['ship', 'lorri', 'wheel'], weights: [1, 0.6, 0.4], parts: [0, 1, 1] };
  const text = 'We shipped it; the lorry has wheels. A ship-owner’s lorry.';
  expect(marksOf(text, wanted).map(({ start, end }) => text.slice(start, end))).toEqual([
    'shipped',
    'lorry',
    'ship-owner’s',
    'lorry',
  ]);
});

describe('vectors made small', () => {
  const vector = (seed: number) => {
    const values = Float32Array.from({ length: 512 }, (_, i) => Math.sin(seed * 97.13 + i * i * 0.731));
    const length = Math.hypot(...values);
    return values.map((value) => value / length);
  };

  it('keep a cosine to a hundredth in a byte a number', () => {
    const [a, b, c] = [vector(1), vector(2), vector(3)];
    const exact = Math.max(dot(a, b), dot(a, c), 0);
    expect(nearestOf(packed([b, c]), a)).toBeCloseTo(exact, 2);
    expect(nearestOf(packed([b, a]), a)).toBeCloseTo(1, 2);
    expect(nearestOf(packed([]), a)).toBe(0);
  });

  it('have their middle between them', () => {
    const [a, b] = [vector(1), vector(2)];
    const between = middle([a, b]);
    expect(dot(between, a)).toBeCloseTo(dot(between, b), 5);
    expect(dot(between, between)).toBeCloseTo(1, 5);
  });

  it.each([512, 384, 1536])('have codes of 512 signs from %i numbers, nearer for what is nearer', (size) => {
    const make = (seed: number) =>
      Float32Array.from({ length: size }, (_, i) => Math.sin(seed * 31.7 + i * 1.7 + i * i * 0.37));
    const [a, far] = [make(1), make(5)];
    const close = a.map((value, i) => value + 0.2 * (far[i] as number));
    const differ = (x: string, y: string) => [...x].filter((bit, i) => bit !== y[i]).length;
    expect(signCode(a)).toHaveLength(512);
    expect(differ(signCode(a), signCode(close))).toBeLessThan(differ(signCode(a), signCode(far)));
  });
});
