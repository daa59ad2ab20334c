// Whole names and the addresses beside which they stood: which of them are one person's. Pure.
import type { Joined } from './joined.js';
import { domainOf, organisationKey, personKey } from './names.js';
import { organisationKeys } from './organisations.js';
import type { Taught } from './taught.js';
import type { Written } from './written.js';

/** Every address with the keys of the names that stood beside it. */
export function namesOfAddresses(taught: Taught, written: Written): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  const note = (address: string, name: string | null, times: number) => {
    const keys = names.get(address) ?? new Set<string>();
    names.set(address, keys);
    const key = name && !name.includes('@') ? personKey(name) : '';
    if (!name || key === '') return;
    keys.add(key);
    written.note(`address ${address}`, name, times);
  };
  for (const { address, name, times } of [...taught.mentions, ...taught.named])
    if (address) note(address.toLowerCase(), name, times);
  for (const address of taught.profile?.addresses ?? [])
    note(address.toLowerCase(), taught.profile?.name ?? null, 1_000_000); // what one calls oneself counts
  return names;
}

/**
 * Whole names: two addresses at one organisation's domain under the same name are one person's; a name that is left with one
 * person is that person's. Returns the names that are not, which stay apart.
 */
export function joinNames(
  joined: Joined,
  taught: Taught,
  names: Map<string, Set<string>>,
  written: Written,
): Set<string> {
  const organisations = organisationKeys(taught);
  const addresses = new Map<string, string[]>();
  for (const [address, keys] of [...names].sort())
    for (const key of keys) if (key.includes(' ')) addresses.set(key, [...(addresses.get(key) ?? []), address]);
  for (const { name, address, times } of [...taught.mentions, ...taught.named]) {
    const key = name && !name.includes('@') ? personKey(name) : '';
    if (!name || !/^\p{L}\P{Z}+ ./u.test(key) || organisations.has(organisationKey(name))) continue; // no initials
    if (!address) {
      written.note(`name ${key}`, name, times);
      if (!addresses.has(key)) addresses.set(key, []);
    }
  }
  for (const list of addresses.values()) joinAtDomains(joined, list);
  const doubtful = new Set<string>();
  for (const [key, list] of [...addresses].sort()) {
    joined.add(`name ${key}`);
    const roots = new Set(list.map((address) => joined.rootOf(`address ${address}`)));
    if (roots.size === 1) joined.join(`name ${key}`, `address ${list[0]}`, 'full-name');
    else if (roots.size > 1) doubtful.add(key);
  }
  return doubtful;
}

/** Addresses of one whole name: those at the same organisation's domain are one. */
function joinAtDomains(joined: Joined, addresses: readonly string[]): void {
  const first = new Map<string, string>();
  for (const address of addresses) {
    const domain = domainOf(address)?.domain;
    const before = domain === undefined ? undefined : first.get(domain);
    if (before) joined.join(`address ${address}`, `address ${before}`, 'full-name');
    else if (domain) first.set(domain, address);
  }
}

/** My addresses are mine, and so is my name. */
export function joinMe(joined: Joined, { profile }: Taught, doubtful: Set<string>): void {
  if (!profile) return;
  const key = personKey(profile.name);
  const [first, ...others] = profile.addresses.map((address) => `address ${address.toLowerCase()}`);
  for (const address of others) joined.join(address, first as string, 'told');
  if (key === '') return;
  doubtful.delete(key);
  joined.join(`name ${key}`, first ?? `name ${key}`, 'told');
}
