// By what a party is known: keys that two mentions of the same person share. Compared for equality, never shown.
import type { Party } from './reading.js';

/** Keys of a party: its address, else its name; and its organisation where the organisation itself is meant. */
export function partyKeys(party: Party | null): string[] {
  if (!party) return [];
  const keys: string[] = [];
  if (party.address) keys.push(`address ${party.address.toLowerCase()}`);
  if (party.name) keys.push(...keyed('name', nameKey(party.name)));
  else if (party.organisation) keys.push(...keyed('organisation', nameKey(party.organisation)));
  return keys;
}

/** A name of which nothing is left ("???") is not the same as another such name. */
export const keyed = (kind: string, key: string): string[] => (key === '' ? [] : [`${kind} ${key}`]);

/** Case, accents, punctuation and white space do not tell names apart. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}&]+/gu, ' ')
    .trim();
}

const forms = / (gmbh|ag|kg|ltd|limited|llc|inc|plc|sa|sl|srl|sas|bv|nv|oy|ab|co|corp|corporation|s l|s a)$/;

/** The key of an organisation's name without its legal form. */
export const withoutForm = (name: string): string => name.replace(forms, '');
