// Chance that comes out the same every time: everything about a page follows from its seed.
import { createRandom } from '../../crash/random.js';

export interface Chance {
  /** A number from `from` up to, but not, `to`. */
  between(from: number, to: number): number;
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  one<T>(of: readonly [T, ...T[]]): T;
  /** Around 0 with a standard deviation of 1. */
  normal(): number;
}

export function chance(seed: number): Chance {
  const { next, between: whole } = createRandom(seed);
  return {
    between: (from, to) => from + next() * (to - from),
    whole,
    one: (of) => of[whole(0, of.length - 1)] ?? of[0],
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}
