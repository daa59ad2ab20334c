// By what a party is known: keys that two mentions of the same person share. Compared for equality, never shown.
import type { Party } from '@vito/contracts/reading';
import type { Profile } from '@vito/contracts/tenant';

/** Keys of a party: its address, else its name; and its organisation where the organisation itself is meant. */
export function partyKeys(party: Party | null): string[] {
  if (!party) return [];
  const keys: string[] = [];
  if (party.address) keys.push(`address ${party.address.toLowerCase()}`);
  if (party.name) keys.push(...named('name', nameKey(party.name)));
  else if (party.organisation) keys.push(...named('organisation', nameKey(party.organisation)));
  return keys;
}

/** A name of which nothing is left ("???") is not the same as another such name. */
const named = (kind: string, key: string): string[] => (key === '' ? [] : [`${kind} ${key}`]);

/** Keys under which "I" may be meant: my addresses, my name, my organisation, whole or without its legal form. */
export function profileKeys(profile: Profile | null): string[] {
  if (!profile) return [];
  const organisation = profile.organisation
    ? [nameKey(profile.organisation), withoutForm(nameKey(profile.organisation))]
    : [];
  return [
    ...profile.addresses.map((address) => `address ${address.toLowerCase()}`),
    ...named('name', nameKey(profile.name)),
    ...organisation.flatMap((name) => [...named('organisation', name), ...named('name', name)]),
  ];
}

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
const withoutForm = (name: string): string => name.replace(forms, '');
