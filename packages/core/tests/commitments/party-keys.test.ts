// By what a party is known: the same person under other spellings, and different ones never by accident.
import { nameKey, partyKeys } from '@vito/contracts/party-key';
import type { Party } from '@vito/contracts/reading';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileKeys } from '../../src/commitments/party-keys.js';
import { party } from '../setup/stories.js';

const meets = (a: string[], b: string[]) => a.some((key) => b.includes(key));
const me = (name: string, addresses: string[] = [], organisation: string | null = null) =>
  profileKeys({ name, addresses, organisation, zone: 'UTC' });

describe('two mentions of one party', () => {
  it.each([
    ['Ada Quill', 'ADA  QUILL'],
    ['José Peña', 'Jose Pena'],
    ['O’Brien, Tim', "O'Brien Tim"],
    ['Åsa Öberg', 'asa oberg'],
    ['İpek Kaya', 'Ipek Kaya'],
    ['Ａｄａ', 'Ada'],
  ])('named %s and %s meet', (one, two) => {
    expect(nameKey(one)).toBe(nameKey(two));
    expect(meets(partyKeys(party(one)), me(two))).toBe(true);
  });

  it('meet by address in any case, under whatever name', () => {
    expect(meets(partyKeys(party('A. Quill', 'Ada@Quill.example')), me('Ada Quill', ['ada@quill.example']))).toBe(true);
  });

  it('meet by organisation, with or without its legal form', () => {
    const mine = me('Ada Quill', [], 'Quill & Sons GmbH');
    for (const name of ['Quill & Sons', 'Quill & Sons GmbH', 'QUILL & SONS']) {
      expect(meets(partyKeys(party(null, null, name)), mine)).toBe(true);
      expect(meets(partyKeys(party(name)), mine)).toBe(true);
    }
  });
});

describe('two different parties', () => {
  it.each<[Party, string[]]>([
    [party('Ada Quill', 'ada@quill.example'), me('Bo Reed', ['bo@reed.example'])],
    [party('Bo Reed', null, 'Quill'), me('Ada Quill', [], 'Quill')], // a colleague is not me
  ])('do not meet: %o and %o', (other, mine) => {
    expect(meets(partyKeys(other), mine)).toBe(false);
  });

  it('do not meet because nothing is left of their names', () => {
    for (const name of ['???', '—', '👋', ' . ']) {
      expect(partyKeys(party(name))).toEqual([]);
      expect(partyKeys(party(null, null, name))).toEqual([]);
      expect(meets(partyKeys(party('!!!')), me(name, [], name))).toBe(false);
    }
  });

  it('do not meet across scripts', () => {
    expect(nameKey('山田 太郎')).not.toBe('');
    expect(nameKey('山田 太郎')).not.toBe(nameKey('Иван Петров'));
  });
});

it('a name’s key is made of the same key again, and nobody has none', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => nameKey(nameKey(name)) === nameKey(name)));
  expect(partyKeys(null)).toEqual([]);
  expect(profileKeys(null)).toEqual([]);
});
