// Text that PostgreSQL cannot hold is replaced one for one, and everything else is left alone.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storable } from '../../src/spine/storable.js';

/** Strings full of what is looked for: NUL, halves of surrogate pairs, whole pairs. */
const unit = fc.constantFrom('\u0000', '\ud800', '\udbff', '\udc00', '\udfff', '😀', 'a', '\\', '\\u0000', 'é', '\n');
const half = /\p{Surrogate}/u;
const text = fc.array(unit, { maxLength: 12 }).map((units) => units.join(''));

describe('storable', () => {
  it('leaves whole characters and replaces the rest, so that offsets stay true', () => {
    fc.assert(
      fc.property(text, (given) => {
        const kept = storable(given);
        expect(kept.length).toBe(given.length);
        expect(kept).not.toContain('\u0000');
        expect(kept).not.toMatch(half);
        for (let at = 0; at < given.length; at++) if (kept[at] !== given[at]) expect(kept[at]).toBe('\ufffd');
        if (!half.test(given) && !given.includes('\u0000')) expect(kept).toBe(given);
        expect(storable(kept)).toBe(kept);
      }),
      { numRuns: 500 },
    );
  });

  it('reaches every text inside a value, and gives back the same value where there is nothing to do', () => {
    const bad = { a: ['x', { b: 'y\u0000' }], n: 1, none: null, words: [[0, 2, 0.5]], mixed: [1, 'z\ud800'] };
    expect(storable(bad)).toEqual({
      a: ['x', { b: 'y\ufffd' }],
      n: 1,
      none: null,
      words: [[0, 2, 0.5]],
      mixed: [1, 'z\ufffd'],
    });
    expect(storable({ 'na\u0000me': { 'x\ud800': 1 } })).toEqual({ 'na\ufffdme': { 'x\ufffd': 1 } });
    const good = { a: ['x', { b: 'back\\u0000slash 😀' }], words: [[0, 2]] };
    expect(storable(good)).toBe(good);
  });
});
