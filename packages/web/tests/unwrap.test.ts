// Fixed line ends: paragraphs flow, everything that stands in lines on purpose stays, and offsets hold.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrapped } from '../src/format/unwrap.js';

const whole = (text: string) => unwrapped(text, { start: 0, end: text.length });
const letter = `Dear Rosalind,

Kit will be in the tower at 8 am on Thursday with the regulating
weights. I'll send you a written report by Wednesday 2 December. If it
does turn out to be the pigeons, we will fit netting.

- the first item of a list that is about as long as the width allows
- the second

Best wishes
Ines`;

describe('unwrapped', () => {
  it('lets a paragraph flow and keeps the lines that were meant', () => {
    const text = whole(letter);
    expect(text).toContain('regulating weights. I');
    expect(text).toContain('If it does turn out');
    expect(text).toContain('Dear Rosalind,\n\nKit');
    expect(text).toContain('allows\n- the second');
    expect(text).toContain('Best wishes\nInes');
  });

  it('leaves a text alone whose lines have no common width', () => {
    const verses = 'Roses are red\nviolets are blue\nclocks keep the time';
    expect(whole(verses)).toBe(verses);
    const long = `${'word '.repeat(60)}\n${'word '.repeat(50)}`;
    expect(whole(long)).toBe(long);
  });

  it('changes nothing outside of its range', () => {
    const text = `${letter}\n\n${letter}`;
    expect(unwrapped(text, { start: 0, end: letter.length }).slice(letter.length)).toBe(text.slice(letter.length));
  });

  it('only ever turns line ends into spaces, one for one', () => {
    const line = fc.string({ maxLength: 90 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = lines.join('\n');
        const shown = whole(text);
        expect(shown).toHaveLength(text.length);
        for (let i = 0; i < text.length; i++) {
          if (shown[i] !== text[i]) expect([text[i], shown[i]]).toEqual(['\n', ' ']);
        }
      }),
    );
  });
});
