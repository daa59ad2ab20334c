// Marker strokes: one per line of a quote, over its words and nothing else.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strokesOf } from '../src/format/strokes.js';

const aspect = 210 / 297;
/** A word of `length` letters at `start`, standing at (x, y). */
const word = (start: number, x: number, y: number, width = 0.08, height = 0.015, length = 4) => ({
  start,
  end: start + length,
  x,
  y,
  width,
  height,
});
const line = (first: number, y: number, xs: number[]) => xs.map((x, i) => word(first + i * 5, x, y));
const everything = { start: 0, end: 1000 };

describe('strokesOf', () => {
  it('merges the words of a line into one stroke that covers them', () => {
    const [stroke, ...rest] = strokesOf(line(0, 0.2, [0.1, 0.19, 0.28]), everything, aspect);
    expect(rest).toEqual([]);
    expect(stroke?.x).toBeLessThan(0.1);
    expect((stroke?.x ?? 0) + (stroke?.width ?? 0)).toBeGreaterThan(0.36);
    expect(stroke?.y).toBeLessThan(0.2);
  });

  it('makes one stroke a line', () => {
    const words = [...line(0, 0.2, [0.6, 0.69, 0.78]), ...line(15, 0.225, [0.1, 0.19])];
    expect(strokesOf(words, everything, aspect)).toHaveLength(2);
  });

  it('keeps words of uneven height on their line', () => {
    const words = [word(0, 0.1, 0.2), word(5, 0.19, 0.205, 0.08, 0.008), word(10, 0.28, 0.197, 0.08, 0.02)];
    expect(strokesOf(words, everything, aspect)).toHaveLength(1);
  });

  it('does not run across the gap between two columns', () => {
    const words = [word(0, 0.3, 0.2), word(5, 0.55, 0.2)];
    expect(strokesOf(words, everything, aspect)).toHaveLength(2);
  });

  it('marks only the words that the quote touches, whole', () => {
    const words = line(0, 0.2, [0.1, 0.19, 0.28, 0.37]);
    const [stroke] = strokesOf(words, { start: 7, end: 12 }, aspect);
    expect(stroke?.x).toBeGreaterThan(0.17);
    expect((stroke?.x ?? 0) + (stroke?.width ?? 0)).toBeLessThan(0.375);
    expect(strokesOf(words, { start: 4, end: 5 }, aspect)).toEqual([]);
  });

  it('follows the order of the text, not of the list', () => {
    const words = line(0, 0.2, [0.1, 0.19, 0.28]).reverse();
    expect(strokesOf(words, everything, aspect)).toHaveLength(1);
  });

  it('stays on the page and covers every marked word', () => {
    const anyWord = fc.record({
      start: fc.integer({ min: 0, max: 500 }),
      x: fc.double({ min: 0, max: 0.9, noNaN: true }),
      y: fc.double({ min: 0, max: 0.95, noNaN: true }),
      width: fc.double({ min: 0.001, max: 0.1, noNaN: true }),
      height: fc.double({ min: 0.001, max: 0.05, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(anyWord, { maxLength: 30 }), (some) => {
        const words = some.map((one) => ({ ...one, end: one.start + 3 }));
        const strokes = strokesOf(words, everything, aspect);
        for (const { x, y, width, height } of strokes) {
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
          expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1 + 1e-9);
        }
        for (const one of words) {
          const covered = strokes.some(
            (stroke) =>
              stroke.x <= one.x + 1e-9 &&
              stroke.y <= one.y + 1e-9 &&
              stroke.x + stroke.width >= one.x + one.width - 1e-9 &&
              stroke.y + stroke.height >= one.y + one.height - 1e-9,
          );
          expect(covered).toBe(true);
        }
      }),
    );
  });
});
