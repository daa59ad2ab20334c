// Lists of named things: a table where it fits, a few lines each where it does not, never wider than the terminal.
import { describe, expect, it } from 'vitest';
import { bodyLines } from '../src/body-lines.js';
import { listing, shortName } from '../src/listing.js';
import { createOutput } from '../src/output.js';

const id = 'src_01kb3v0m2q8w4e6r7t9y1c5xzn';
const outOf = (columns: number | null) => {
  const sink = { write: () => true, ...(columns === null ? {} : { isTTY: true, columns }) };
  return createOutput(sink, { write: () => true }, { NO_COLOR: '1' }, false);
};
const columns = [
  { head: 'KIND' },
  { head: 'CAME IN', align: 'right' as const, said: true },
  { head: 'LAST', said: true },
];
const items = [{ name: 'Orders of the shop in the old town', id, values: ['standard', '12', '-'] }];

describe('listing', () => {
  it('is a table with the id last where it fits', () => {
    expect(listing('NAME', columns, items, outOf(100))).toEqual([
      'NAME                                KIND      CAME IN  LAST  ID',
      `Orders of the shop in the old town  standard       12  -     ${id}`,
    ]);
  });

  it('is one line a thing in a pipe, with nothing cut', () => {
    expect(listing('NAME', columns, items, outOf(null))).toHaveLength(2);
    expect(shortName('x'.repeat(90), outOf(null))).toHaveLength(90);
    expect(shortName('x'.repeat(90), outOf(80))).toHaveLength(24);
  });

  it('is a few lines under each name where it does not fit, numbers with what they count, what is none left out', () => {
    const lines = listing('NAME', columns, items, outOf(40));
    expect(lines).toEqual(['Orders of the shop in the old town', `  ${id}`, '  standard · came in 12']);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
  });
});

describe('a body', () => {
  it('is set out where it is JSON, unless that would change a number', () => {
    expect(bodyLines('{"a":1}', 'utf8', outOf(80))).toEqual(['{', '  "a": 1', '}']);
    expect(bodyLines('{"a":12345678901234567890}', 'utf8', outOf(80))).toEqual(['{"a":12345678901234567890}']);
    expect(bodyLines('a=1&b=2', 'utf8', outOf(80))).toEqual(['a=1&b=2']);
    expect(bodyLines('/wD/', 'base64', outOf(80)).join()).toContain('--json');
  });
});
