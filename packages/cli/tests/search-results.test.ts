// What `vito search` prints: marked words on a terminal, one line each in a pipe, and help where nothing was found.
import type { FoundPassage } from '@vito/contracts/search';
import { describe, expect, it } from 'vitest';
import { createOutput } from '../src/output.js';
import { searchQuery } from '../src/search-options.js';
import { nothingFound, passageRows } from '../src/search-results.js';

const passage: FoundPassage = {
  documentId: 'doc_1',
  title: 'Two crates',
  name: 'crates.eml',
  kind: 'mail',
  heading: null,
  text: "Ferry's off.\nForce ten.",
  start: 0,
  end: 23,
  page: 2,
  speakers: [{ name: 'Dougal Rennie', address: null, organisation: null }],
  saidAt: '2026-10-19T13:36:15+01:00',
  marks: [{ start: 0, end: 7 }],
  by: ['words'],
  alike: 3,
  score: 1,
};
const sink = (isTTY: boolean) => ({ write: () => true, isTTY, columns: 60 });
const rows = (isTTY: boolean) =>
  passageRows([passage], createOutput(sink(isTTY), sink(isTTY), { NO_COLOR: '1' }, false));

describe('passages', () => {
  it('are paragraphs on a terminal: where, who, when, what, and how many more say it', () => {
    const text = rows(true).join('\n');
    for (const part of [
      'Two crates',
      'Dougal Rennie',
      '2026-10-19',
      'page 2',
      "Ferry's off. Force ten.",
      'doc_1',
      '3 more',
    ])
      expect(text).toContain(part);
  });

  it('are one line each in a pipe', () => {
    const [heads, line, ...rest] = rows(false);
    expect(heads).toMatch(/^DOCUMENT .*PASSAGE$/);
    expect(line).toContain("Ferry's off. Force ten.");
    expect(rest).toEqual([]);
  });
});

it('says why nothing was found, and the way out', () => {
  const index = { documents: 0, words: 0, indexed: 0, embedder: null, vectors: 'sign codes' as const };
  expect(nothingFound(index, false)).toContain('vito add');
  expect(nothingFound({ ...index, documents: 40, words: 12 }, false)).toContain('12 of 40');
  expect(nothingFound({ ...index, documents: 4, words: 4 }, true)).toContain('--person');
});

describe('what was asked', () => {
  const query = (args: string[], values: object = {}) =>
    searchQuery({ args, values: { ...values } as never }, 'vito search ferry');

  it('is one question of all words', () => {
    expect(query(['late', 'ferry'], { from: '2026-10-01' })).toMatchObject({
      q: 'late ferry',
      from: '2026-10-01',
      limit: 10,
    });
  });

  it.each([
    [[], {}, 'vito search ferry'],
    [['?!'], {}, 'vito search ferry'],
    [['ferry'], { from: '2026-02-30' }, 'no day'],
    [['ferry'], { kind: 'fax' }, 'none of'],
  ])('is refused when it is wrong: %j %j', (args, values, said) => {
    expect(() => query(args, values)).toThrow(said);
  });
});
