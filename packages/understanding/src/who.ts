// Who: the speaker and the addressee of every message, the organisations they speak for, and whom a name means.
import type { Message, Party, Reading } from '@vito/contracts/reading';
import { isTalk } from './talk.js';
import { greeted, type Letter, letterOf } from './who/letter.js';
import { domainLabel, nameInTexts, readableDomain } from './who/organisation.js';
import { createPeople, type People } from './who/people.js';
import { peoplePresent } from './who/present.js';
import { findRoles, type Roles } from './who/roles.js';

/** A domain of more letters is rather several words run together than a name. */
const longestWord = 11;

export interface Who {
  people: People;
  roles: Roles;
  /** People that a document without messages lists as present, with their organisations where it says so. */
  present: readonly Party[];
  letter: Letter | null;
  /** The organisation somebody belongs to, as texts write it, or null. */
  organisationOf(party: Party | null): string | null;
  /** True where its name is only guessed from a domain of words run together: "Stillharbourside", as nobody writes it. */
  isGuessed(organisation: string): boolean;
  /** The one whom a message speaks to; null where that is a group or nobody. */
  addressee(message: Message): Party | null;
}

/** How much of each text is searched for the names of organisations. */
const searched = 100_000;

/** Reads who is who from a reading and the earlier documents of its thread. */
export function createWho(reading: Reading, earlier: readonly Reading[]): Who {
  const readings = [reading, ...earlier];
  const texts = readings.map(({ text }) => text.slice(0, searched));
  const names = new Map<string, string>();
  const organisationOf = (party: Party | null): string | null => {
    if (!party) return null;
    if (party.organisation) return party.organisation;
    const label = domainLabel(party.address);
    if (label === null) return null;
    const known = names.get(label) ?? nameInTexts(label, texts) ?? guess(label);
    names.set(label, known);
    return known;
  };
  const guessed = new Set<string>();
  const guess = (label: string): string => {
    const name = readableDomain(label);
    if (!name.includes(' ') && label.length > longestWord) guessed.add(name);
    return name;
  };
  const present = reading.messages.length === 0 ? peoplePresent(reading.text) : [];
  const letter = reading.messages.length === 0 ? letterOf(reading.text) : null;
  const told = [...present, letter?.from ?? null, letter?.to ?? null].filter((party) => party !== null);
  const people = createPeople(readings, told, organisationOf);
  return {
    people,
    roles: findRoles(isTalk(reading) ? '' : reading.text),
    present,
    letter,
    organisationOf,
    isGuessed: (organisation) => guessed.has(organisation),
    addressee: (message) => addressee(message, reading.text, people),
  };
}

function addressee(message: Message, text: string, people: People): Party | null {
  const others = message.to.filter((party) => party.address === null || party.address !== message.from?.address);
  const called = vocative(text.slice(message.start, Math.min(message.end, message.start + 200)));
  const find = (name: string) => {
    const found = people.find(name);
    const isRecipient = found && [...message.to, ...message.cc].some((p) => sameParty(p, found));
    return isRecipient ? found : null;
  };
  if (called) {
    if (called.name === null && others.length !== 1) return null;
    const found = called.name === null ? null : find(called.name);
    if (found) return found;
  }
  const only = others[0] ?? null;
  // An address without a name: the greeting tells the name.
  if (others.length === 1 && only && !only.name && called?.name) return { ...only, name: called.name };
  return only;
}

/** Whom the first words of a message call: "Hi Dana," or "Dana, …" or "Jonas - …"; a null name is a group. */
export function vocative(head: string): { name: string | null } | null {
  const line = head.trimStart().split('\n')[0] ?? '';
  const whole = greeted(/^[^,:!]*[,:!]?/.exec(line)?.[0] ?? '');
  if (whole) return whole;
  const inline =
    /^(?:(?:Dear|Hello|Hi|Hey|Hola|Hallo|Moin|Bonjour|Olá|Liebe[r]?)\s+)?(\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?)\s*(?:,|:|!| [-–—] )\s*\S/u.exec(
      line,
    );
  return inline?.[1] ? { name: inline[1] } : null;
}

export function sameParty(a: Party | null, b: Party | null): boolean {
  if (!a || !b) return false;
  if (a.address && b.address) return a.address.toLowerCase() === b.address.toLowerCase();
  return a.name !== null && a.name === b.name;
}
