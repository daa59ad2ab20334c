// Tables: columns line up, long cells wrap in their own column, colours never leak into the padding.
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, shownWidth } from '../src/shown-width.js';
import { table, wrap } from '../src/table.js';

const plain = { width: 40, paint: (_style: unknown, text: string) => text };
const colours = { width: 40, paint: (_style: unknown, text: string) => `\u001b[31m${text}\u001b[39m` };
const columns = [{ head: 'DUE' }, { head: 'WHAT', flexible: true }, { head: 'STATUS' }];

describe('table', () => {
  it('wraps the flexible column and keeps the others on their first line', () => {
    const lines = table(columns, [['2026-03-12', 'send the revised forecast to the warehouse', 'accepted']], plain);
    expect(lines).toEqual([
      'DUE         WHAT                STATUS',
      '2026-03-12  send the revised    accepted',
      '            forecast to the',
      '            warehouse',
    ]);
  });

  it('keeps one row on one line where the width is unbounded', () => {
    const words = 'word '.repeat(200).trim();
    expect(table(columns, [['-', words, 'accepted']], { ...plain, width: Number.POSITIVE_INFINITY })).toHaveLength(2);
  });

  it('paints words, not padding, and lines up the same with and without colours', () => {
    const rows = [
      [
        [{ text: 'soon', style: 'red' as const }],
        [{ text: 'a text that has to be wrapped here', style: 'dim' as const }],
        'x',
      ],
    ];
    const painted = table(columns, rows, colours);
    expect(painted.map(stripVTControlCharacters).map((line) => line.trimEnd())).toEqual(table(columns, rows, plain));
    for (const line of painted) expect(line).not.toContain(' \u001b[39m');
  });

  it('lines columns up after wide characters and emoji', () => {
    const lines = table(
      [{ head: '' }, { head: '' }],
      [
        ['会議', '|'],
        ['ab', '|'],
        ['👩‍💻', '|'],
      ],
      plain,
    );
    expect(new Set(lines.map((line) => shownWidth(line.slice(0, line.indexOf('|')))))).toEqual(new Set([6]));
  });
});

describe('wrap', () => {
  it('loses no word, and no line is wider than asked unless a single word is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zé会]{1,12}$/), { maxLength: 40 }),
        fc.integer({ min: 4, max: 60 }),
        (words, width) => {
          const lines = wrap(words.join('  '), width);
          expect(lines.join(' ').trim()).toBe(words.join(' '));
          for (const line of lines) if (line.includes(' ')) expect(shownWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  it('cuts to a width with an ellipsis', () => {
    expect(cut('contract', 20)).toBe('contract');
    expect(cut('contract of sale', 9)).toBe('contract…');
    expect(shownWidth(cut('会議の議事録', 7))).toBeLessThanOrEqual(7);
  });
});
