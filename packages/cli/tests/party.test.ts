// Parties in words, and "Name <address>" taken apart.
import { describe, expect, it } from 'vitest';
import { WrongUse } from '../src/command.js';
import { fromTo, parseMe, partyName } from '../src/party.js';

const party = (parts: object) => ({ name: null, address: null, organisation: null, ...parts });

describe('partyName', () => {
  it('takes the name, else the organisation, else the address', () => {
    expect(partyName(party({ name: 'Dana Whitlock', address: 'dana@harrow.example' }))).toBe('Dana Whitlock');
    expect(partyName(party({ organisation: 'Harrow', address: 'dana@harrow.example' }))).toBe('Harrow');
    expect(partyName(party({ address: 'dana@harrow.example' }))).toBe('dana@harrow.example');
    expect(partyName(null)).toBeNull();
  });
  it('leaves out a creditor whom nobody named, and says that a debtor is missing', () => {
    expect(fromTo(party({ name: 'Dana' }), null)).toBe('Dana');
    expect(fromTo(null, party({ name: 'Jonas' }))).toBe('somebody → Jonas');
  });
});

describe('parseMe', () => {
  it.each([
    ['Dana Whitlock <dana@harrow.example>', 'Dana Whitlock', 'dana@harrow.example'],
    ['"Whitlock, Dana" <dana@harrow.example>', 'Whitlock, Dana', 'dana@harrow.example'],
    ['Dana Whitlock', 'Dana Whitlock', null],
    ['dana@harrow.example', 'dana', 'dana@harrow.example'],
    ['<dana@harrow.example>', 'dana', 'dana@harrow.example'],
  ])('%s', (text, name, address) => expect(parseMe(text)).toEqual({ name, address }));
  it.each(['', '  ', '<>', 'Dana <not an address>'])('refuses %j', (text) =>
    expect(() => parseMe(text)).toThrow(WrongUse),
  );
});
