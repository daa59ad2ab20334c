// JSON whose numbers keep their worth: what a double holds is a number as ever, what it does not is its own digits.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLongNumber, parseExact } from '../../../src/connect/sync/exact.js';

describe('numbers', () => {
  it.each([
    ['12345678901234567890', '12345678901234567890'],
    ['-9007199254740993', '-9007199254740993'],
    ['9007199254740992', 9007199254740992],
    ['100000000000000000000', 1e20],
    ['0.1', 0.1],
    ['0.30000000000000004', 0.30000000000000004],
    ['3.14159265358979323846', '3.14159265358979323846'],
    ['12345678.12345678901', '12345678.12345678901'],
    ['1e400', '1e400'],
    ['1e-400', '1e-400'],
    ['1.5e300', 1.5e300],
    ['0e999', 0],
    ['1234567890.1200000000', 1234567890.12],
  ])('%s', (text, value) => {
    for (const wrap of [text, ` ${text} `])
      expect(parseExact(`{"a":[${wrap},"x"],"b":${wrap}}`)).toEqual({ a: [value, 'x'], b: value });
    if (typeof value === 'string') expect(isLongNumber(value)).toBe(true);
  });

  it('inside texts are left alone, and everything else is as JSON.parse has it', () => {
    const digits = fc.constantFrom('12345678901234567890', '"', '\\', '\\"', '1e400', 'a', '{', '-');
    const text = fc.array(digits, { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.dictionary(
          text,
          fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.array(text)),
        ),
        (value) => {
          const json = JSON.stringify(value);
          expect(parseExact(json)).toEqual(JSON.parse(json));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('what is no JSON is refused', () => {
    for (const text of ['', '{', '{"a":12345678901234567890', '12345678901234567890"', '-', '{"a":-}', '"\\'])
      expect(() => parseExact(text)).toThrow();
  });
});
