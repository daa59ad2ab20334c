// Organisations: their names and their mail domains brought together where the letters leave no doubt. Pure.

import type { Joined } from './joined.js';
import { domainOf, isSharedBox, organisationKey } from './names.js';
import type { Taught } from './taught.js';
import type { Written } from './written.js';

/** Keys of every organisation that a text names as one. */
export function organisationKeys({ mentions, named, profile }: Taught): Set<string> {
  const names = [...mentions, ...named].flatMap(({ organisation }) => organisation ?? []);
  if (profile?.organisation) names.push(profile.organisation);
  return new Set(names.map(organisationKey).filter((key) => key !== ''));
}

export function joinOrganisations(
  joined: Joined,
  taught: Taught,
  addresses: readonly string[],
  written: Written,
): void {
  const keys = [...organisationKeys(taught)].sort();
  for (const key of keys) joined.add(`organisation ${key}`);
  for (const { organisation, times } of [...taught.mentions, ...taught.named])
    if (organisation) written.note(`organisation ${organisationKey(organisation)}`, organisation, times);
  const domains = new Map<string, string>();
  for (const address of addresses) {
    const own = domainOf(address);
    if (!own) continue;
    domains.set(own.domain, own.label);
    joined.add(`domain ${own.domain}`);
  }
  const mine = taught.profile?.organisation ? organisationKey(taught.profile.organisation) : '';
  if (mine !== '') {
    written.note(`organisation ${mine}`, taught.profile?.organisation ?? '', 1_000_000); // what one calls oneself counts
    for (const address of taught.profile?.addresses ?? []) {
      const own = domainOf(address.toLowerCase());
      if (own) joined.join(`domain ${own.domain}`, `organisation ${mine}`, 'told');
    }
  }
  for (const [domain, label] of [...domains].sort()) joinDomain(joined, domain, label, keys);
  joinShortNames(joined, keys);
}

/** A domain belongs to the organisation whose name its label spells, or to the only one of several words that has its label in it. */
function joinDomain(joined: Joined, domain: string, label: string, keys: readonly string[]): void {
  const letters = label.replace(/[^\p{L}\p{N}]/gu, '');
  const spelled = keys.filter((key) => key.replace(/[ &]/g, '') === letters);
  for (const key of spelled) joined.join(`domain ${domain}`, `organisation ${key}`, 'organisation-name');
  const longer = keys.filter((key) => !spelled.includes(key) && spells(key, letters));
  const within = letters.length < 4 ? [] : keys.filter((key) => key.split(' ').slice(1).includes(letters));
  const fitting = new Set([...longer, ...within].map((key) => joined.rootOf(`organisation ${key}`)));
  const [only] = [...longer, ...within];
  if (fitting.size === 1 && only) joined.join(`domain ${domain}`, `organisation ${only}`, 'short-name');
}

/** True where the first words, written together, are these letters. */
function spells(key: string, letters: string): boolean {
  let begun = '';
  for (const word of key.split(/[ &]+/)) {
    begun += word;
    if (begun === letters) return true;
    if (!letters.startsWith(begun)) return false;
  }
  return false;
}

/** "Caldbeck" is "Caldbeck Clocks" where no other name begins so. */
function joinShortNames(joined: Joined, keys: readonly string[]): void {
  for (const key of keys) {
    const longer = keys.filter((other) => other.startsWith(`${key} `));
    const roots = new Set(longer.map((other) => joined.rootOf(`organisation ${other}`)));
    const [only] = longer;
    if (roots.size === 1 && only) joined.join(`organisation ${key}`, `organisation ${only}`, 'short-name');
  }
}

/** Mailboxes of a whole organisation are its own, unless somebody writes under their name there; so are those under its name. */
export function joinSharedBoxes(joined: Joined, names: ReadonlyMap<string, ReadonlySet<string>>): void {
  const isOrganisation = (key: string) => joined.has(`organisation ${organisationKey(key)}`);
  for (const [address, keys] of names) {
    const own = domainOf(address);
    const personal = [...keys].some((key) => key.includes(' ') && !isOrganisation(key));
    const shared = isSharedBox(address) ? !personal : keys.size > 0 && [...keys].every(isOrganisation);
    if (own && shared) joined.join(`address ${address}`, `domain ${own.domain}`, 'address');
  }
}
