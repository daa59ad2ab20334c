// Which side "I" stand on. Only for what was extracted offline: the server says it itself, by all it knows of me.
import type { Side } from '@vito/contracts/commitment';
import type { Party } from '@vito/contracts/reading';

export interface Me {
  name: string;
  address: string | null;
}

export function sideOf(me: Me, { debtor, creditor }: { debtor: Party | null; creditor: Party | null }): Side {
  if (isMe(me, debtor)) return 'i-owe';
  return isMe(me, creditor) ? 'owed-to-me' : 'between-others';
}

function isMe(me: Me, party: Party | null): boolean {
  if (party === null) return false;
  if (me.address !== null && party.address !== null) return same(me.address, party.address);
  return party.name !== null && same(me.name, party.name);
}

// Case, accents and punctuation do not tell names apart.
const same = (a: string, b: string) => a.localeCompare(b, 'en', { sensitivity: 'base', ignorePunctuation: true }) === 0;
