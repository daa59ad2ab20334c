// The people a reading and its thread know: senders, recipients, those present at a meeting; and whom a name means.
import type { Party, Reading } from '@vito/contracts/reading';
import { nameKey } from '../fold.js';
import { sameOrganisation } from './organisation.js';

export interface People {
  all: readonly Party[];
  /** The person that the words name, fullest name first; null where nobody known is meant. */
  find(words: string): Party | null;
  /** The organisation that the words name, as somebody known works for it. */
  findOrganisation(words: string): string | null;
}

/** Everybody named by messages and attendance lines. `organisationOf` tells for whom somebody works, or null. */
export function createPeople(
  readings: readonly Reading[],
  present: readonly Party[],
  organisationOf: (party: Party) => string | null,
): People {
  const known = new Map<string, Party>();
  const add = (party: Party | null) => {
    if (!party || (!party.name && !party.address)) return;
    const key = party.address?.toLowerCase() ?? nameKey(party.name ?? '');
    const before = known.get(key) ?? sameName(known, party);
    if (before) Object.assign(before, joined(before, party));
    else known.set(key, { ...party });
  };
  for (const { messages } of readings) for (const m of messages) for (const p of [m.from, ...m.to, ...m.cc]) add(p);
  present.forEach(add);
  const all = [...known.values()];
  const names = all.map((party) => ({ party, keys: nameKey(party.name ?? localName(party.address)).split(' ') }));
  const organisations = [...new Set(all.map(organisationOf).filter((name) => name !== null))];
  return {
    all,
    find: (words) => {
      const key = nameKey(words.replace(/^@/, ''));
      if (key === '') return null;
      const exact = all.find((party) => nameKey(party.name ?? '') === key);
      if (exact) return exact;
      const parts = key.split(' ');
      const fitting = names.filter(({ keys }) => parts.every((part, i) => meant(part, keys, i, parts.length)));
      return fitting.length > 0 ? (fitting[0]?.party ?? null) : null;
    },
    findOrganisation: (words) => {
      const key = nameKey(words);
      return key.length < 3 ? null : (organisations.find((name) => sameOrganisation(name, words)) ?? null);
    },
  };
}

/** A part of a name: the first or last name whole, a short form of the first ("Abby" of "Abigail"), or an initial before more. */
function meant(part: string, keys: readonly string[], at: number, count: number): boolean {
  if (keys.includes(part)) return true;
  if (count > 1 && part.length === 1) return keys.some((key) => key.startsWith(part));
  return count === 1 && at === 0 && isShortFor(part, keys[0] ?? '');
}

const shortForms: Record<string, string> = {
  abby: 'abigail',
  tom: 'thomas',
  tommy: 'thomas',
  mike: 'michael',
  nick: 'nicholas',
  dave: 'david',
  steve: 'stephen',
  joe: 'joseph',
  eddie: 'edward',
  meg: 'margaret',
  maggie: 'margaret',
  bob: 'robert',
  rob: 'robert',
  bill: 'william',
  liz: 'elizabeth',
  beth: 'elizabeth',
  kate: 'katherine',
  peggy: 'margaret',
  jim: 'james',
  jack: 'john',
  dick: 'richard',
  tony: 'anthony',
  ted: 'edward',
  pepe: 'jose',
  paco: 'francisco',
  hans: 'johannes',
  sepp: 'josef',
  nacho: 'ignacio',
  lola: 'dolores',
  ze: 'jose',
};

/** "Abby" for "Abigail", "Tom" for "Thomas", "Bob" for "Robert". */
export function isShortFor(short: string, full: string): boolean {
  if (short === full || shortForms[short] === full) return true;
  if (short.length < 3) return false;
  const pet = /^(.{2,}?)(.?)\2(?:y|ie|i)$/.exec(short); // Debbie, Gabi
  if (pet?.[1] && full.length > short.length && full.startsWith(pet[1] + pet[2])) return true;
  return full.length - short.length >= 2 && full.startsWith(short);
}

function sameName(known: Map<string, Party>, party: Party): Party | undefined {
  const key = nameKey(party.name ?? '');
  if (key === '') return undefined;
  return [...known.values()].find((other) => {
    const name = nameKey(other.name ?? '');
    return name === key && (!party.address || !other.address);
  });
}

function joined(a: Party, b: Party): Party {
  const name = (a.name?.length ?? 0) >= (b.name?.length ?? 0) ? a.name : b.name;
  return { name: name ?? b.name, address: a.address ?? b.address, organisation: a.organisation ?? b.organisation };
}

/** "owen.prideaux@…" as "owen prideaux". */
function localName(address: string | null): string {
  return (address?.split('@')[0] ?? '').replace(/[._-]+/g, ' ');
}
