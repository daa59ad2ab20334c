// Names: what a party is called, and who is the looker.
import { describe, expect, it } from 'vitest';
import { counterpart, initials, isMe, nameParty, pairOf } from '../src/format/people.js';
import { commitment } from './commitment.js';

const profile = {
  name: 'Mara Linde',
  addresses: ['mara@yard.example'],
  organisation: 'The Yard',
  zone: 'Europe/Berlin',
};
const party = (name: string | null, address: string | null = null, organisation: string | null = null) => ({
  name,
  address,
  organisation,
});

describe('names', () => {
  it('fall back from the name to the organisation to the address', () => {
    expect(nameParty(party('Jo', 'jo@a.example', 'A'), false)).toMatchObject({
      name: 'Jo',
      full: 'Jo · A · jo@a.example',
    });
    expect(nameParty(party(null, 'jo@a.example', 'A'), false).name).toBe('A');
    expect(nameParty(party(null, 'jo@a.example'), false)).toMatchObject({ name: 'jo@a.example', full: 'jo@a.example' });
    expect(nameParty(null, false)).toMatchObject({ name: 'Someone', known: false });
  });

  it('call the looker you, on the side where the commitment has them', () => {
    expect(pairOf(commitment({ side: 'i-owe' })).debtor.name).toBe('You');
    expect(pairOf(commitment({ side: 'owed-to-me' })).creditor.name).toBe('You');
    expect(counterpart(commitment({ side: 'i-owe' })).name).toBe('Yusuf Adeyemi');
    expect(counterpart(commitment({ side: 'between-others' })).name).toBe('Mara Linde');
  });

  it('know the looker by address, and by name only where there is no address', () => {
    expect(isMe(party('M. Linde', 'MARA@yard.example'), profile)).toBe(true);
    expect(isMe(party('Mara Linde', 'other@b.example'), profile)).toBe(false);
    expect(isMe(party('mara linde'), profile)).toBe(true);
    expect(isMe(party('Mara Linde'), null)).toBe(false);
  });

  it('shorten to initials, also of addresses and other scripts', () => {
    expect(initials('Mara van der Linde')).toBe('ML');
    expect(initials('inès.carvalho@port.example')).toBe('IC');
    expect(initials('Зоя Иванова')).toBe('ЗИ');
    expect(initials('(?)')).toBe('?');
  });
});
