// Passages that were found: cut into runs at their marks, and grouped by document.
import type { FoundPassage } from '@vito/contracts/search';
import { describe, expect, it } from 'vitest';
import { byDocument, runsOf } from '../src/format/found.js';
import { findSearch, selectedSearch } from '../src/screens/search.js';

describe('runs of a passage', () => {
  it('cover the text without gaps, marked where words matched', () => {
    const runs = runsOf('The ferry is off.', [{ start: 4, end: 9 }]);
    expect(runs.map(({ text, marked }) => [text, marked])).toEqual([
      ['The ', false],
      ['ferry', true],
      [' is off.', false],
    ]);
  });

  it('stand marks that overlap, touch the edges or reach past the end', () => {
    const text = 'ab cd';
    const runs = runsOf(text, [
      { start: 0, end: 2 },
      { start: 1, end: 2 },
      { start: 3, end: 99 },
    ]);
    expect(runs.map((run) => run.text).join('')).toBe(text);
    expect(runs.filter((run) => run.marked).map((run) => run.text)).toEqual(['ab', 'cd']);
  });
});

it('groups passages by document, in the order of the best of each', () => {
  const passage = (documentId: string, start: number) => ({ documentId, start }) as FoundPassage;
  const groups = byDocument([passage('doc_b', 5), passage('doc_a', 1), passage('doc_b', 2)]);
  expect(groups.map((group) => group.map(({ start }) => start))).toEqual([[5, 2], [1]]);
});

it('reads an address leniently', () => {
  expect(findSearch({ q: 1987, kind: 'spell', from: '2026-10-01', to: 'soon', person: '' })).toEqual({
    q: '1987',
    from: '2026-10-01',
  });
  expect(selectedSearch({ at: '12-40' })).toEqual({ at: '12-40' });
  expect(selectedSearch({ at: '12;drop' })).toEqual({});
});
