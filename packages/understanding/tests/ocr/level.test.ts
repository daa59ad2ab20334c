// Pages made level: skew and sideways pages are found, rules go, light is evened, and boxes find the way back.
import { evenLight } from '@vito/understanding/ocr/grey';
import { withoutRules } from '@vito/understanding/ocr/rules';
import { findLie } from '@vito/understanding/ocr/skew';
import { wayBack } from '@vito/understanding/ocr/upright';
import { expect, test } from 'vitest';

const size = 400;

/** Twelve lines of dashes, off the horizontal by `degrees` clockwise. */
function dashes(degrees: number) {
  const data = new Uint8Array(size * size).fill(255);
  const slope = Math.tan((degrees * Math.PI) / 180);
  for (let row = 0; row < 12; row++)
    for (let x = 20; x < 380; x++)
      for (let thick = 0; thick < 6; thick++) {
        const y = Math.round(60 + row * 24 + thick + (x - size / 2) * slope);
        if (x % 14 < 9 && y >= 0 && y < size) data[y * size + x] = 0;
      }
  return { data, width: size, height: size };
}

test.each([-4.5, -1, 0, 2.3, 5])('lines off by %f degrees are found', (degrees) => {
  const lie = findLie(dashes(degrees));
  expect(lie.level).toBeCloseTo(degrees, 0);
  expect(Math.abs(lie.level - degrees)).toBeLessThanOrEqual(0.3);
  expect(lie.isSideways).toBe(false);
});

test('lines that run down the page are told', () => {
  const { data } = dashes(0);
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) turned[x * size + y] = data[y * size + x] ?? 255;
  expect(findLie({ data: turned, width: size, height: size }).isSideways).toBe(true);
});

test('a blank page lies level', () => {
  expect(findLie({ data: new Uint8Array(size * size).fill(255), width: size, height: size })).toEqual({
    level: 0,
    sideways: 0,
    isSideways: false,
  });
});

test('a place on the level page is found again on the page as it lay', () => {
  const upright = { width: 1000, height: 1400 };
  const level = { width: 1130, height: 1480 };
  const back = wayBack(level, upright, 5);
  expect(back(level.width / 2, level.height / 2)).toEqual({ x: 0.5, y: 0.5 });
  const right = back(level.width / 2 + 400, level.height / 2);
  expect(right.x).toBeCloseTo(0.5 + (400 * Math.cos((5 * Math.PI) / 180)) / 1000, 4);
  expect(right.y).toBeCloseTo(0.5 + (400 * Math.sin((5 * Math.PI) / 180)) / 1400, 4); // lines went down to the right
});

test('a shadow over half the page goes, the ink in it stays', () => {
  const { data } = dashes(0);
  const shaded = data.map((value, i) => (i % size > size / 2 ? value * 0.6 : value));
  const { data: even } = evenLight({ data: shaded, width: size, height: size });
  expect(even[30 * size + 390]).toBeGreaterThan(230);
  expect(even[62 * size + 283]).toBeLessThan(60);
});

test('rules are taken out, letters on them stay', () => {
  const { data } = dashes(0);
  for (let x = 0; x < size; x++) data[50 * size + x] = 0;
  for (let y = 0; y < size; y++) data[y * size + 10] = 0;
  const { data: clean } = withoutRules({ data, width: size, height: size });
  expect(clean[50 * size + 100]).toBe(255);
  expect(clean[200 * size + 10]).toBe(255);
  expect(clean[63 * size + 30]).toBe(0);
});
