// Dollars as they are typed, and how full a budget is.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dollarField, readDollars, used } from '../src/format/money.js';

describe('what is typed', () => {
  it.each([
    ['', null],
    [' $ 5 ', 5_000_000],
    ['0', 0],
    ['0.000001', 1],
    ['1000000', 1_000_000_000_000],
    ['1000001', undefined],
    ['-1', undefined],
    ['1e3', undefined],
    ['none', undefined],
  ])('%j', (text, amount) => expect(readDollars(text)).toBe(amount));

  it('a field reads as what it was filled with', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), (amount) => {
        expect(readDollars(dollarField(amount))).toBe(amount);
      }),
    );
  });
});

describe('how full it is', () => {
  const limit = (limitMicros: number | null, spentMicros: number, reservedMicros = 0) =>
    used({ limitMicros, spentMicros, reservedMicros });
  it('is not told without a limit', () => expect(limit(null, 5)).toBeNull());
  it('counts what is set aside', () => expect(limit(100, 40, 45)).toEqual({ spent: 40, reserved: 45, state: 'near' }));
  it('ends at the limit', () => expect(limit(100, 140, 5)).toEqual({ spent: 100, reserved: 0, state: 'over' }));
  it('is used up where nothing may be spent', () => expect(limit(0, 0)).toMatchObject({ state: 'over' }));
});
