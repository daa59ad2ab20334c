// Sources in words: their address, what came from them, what payloads became.
import { SourceKind } from '@vito/contracts/webhook';
import { describe, expect, it } from 'vitest';
import { addressOf, allKinds, becameWords, kinds, receivedWords } from '../src/format/source-words.js';

const path = '/v1/hooks/src_0';
const origin = 'https://vito.company.example';

describe('the address of a source', () => {
  it('is absolute, and holds the user and the password only where the sender signs nothing', () => {
    expect(addressOf({ kind: 'github', path }, origin, 'a:b')).toBe(`${origin}${path}`);
    expect(addressOf({ kind: 'postmark', path }, origin, 'vito:s3:cret@x')).toBe(
      'https://vito:s3%3Acret%40x@vito.company.example/v1/hooks/src_0',
    );
    expect(addressOf({ kind: 'sendgrid', path }, origin, 'MFkwEw==')).toBe(`${origin}${path}`);
    expect(addressOf({ kind: 'postmark', path }, origin)).toBe(`${origin}${path}`);
  });
});

describe('words', () => {
  it('are there for every kind: a name, and where its address goes', () => {
    expect([...allKinds].sort()).toEqual([...SourceKind.options].sort());
    for (const kind of allKinds) for (const text of Object.values(kinds[kind])) expect(text.length).toBeGreaterThan(4);
  });

  it('tell what came in and what became of it', () => {
    expect(receivedWords({ received: 0, unmapped: 0 })).toBe('Nothing came in yet');
    expect(receivedWords({ received: 1200, unmapped: 0 })).toBe('1,200 came in');
    expect(receivedWords({ received: 12, unmapped: 3 })).toBe('12 came in · 3 not mapped');
    expect(becameWords([])).toBe('nothing');
    expect(becameWords([{ kind: 'document' }, { kind: 'fact' }, { kind: 'document' }])).toBe('1 fact, 2 documents');
  });
});
