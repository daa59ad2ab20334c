// The directory out of what was taught: addresses, names and organisations gathered into people and organisations. Pure.
import type { Reason, WhoKind } from '@vito/contracts/directory';
import { createJoined, type Joined } from './joined.js';
import { domainOf, organisationKey, personKey } from './names.js';
import { joinOrganisations, joinSharedBoxes } from './organisations.js';
import type { Taught } from './taught.js';
import { inForce, type Told } from './told.js';
import { joinMe, joinNames, namesOfAddresses } from './whole-names.js';
import { createWritten, type Written } from './written.js';

export interface Who {
  id: string;
  kind: WhoKind;
  name: string;
  address: string | null;
  /** Its keys, the first one gives its id: addresses, domains, names, organisations' names. */
  keys: string[];
  reasons: Map<string, Reason>;
  organisation: string | null;
  mine: boolean;
  /** Ids of those that a name may mean. */
  candidates: string[];
}

export interface Gathered {
  all: Who[];
  /** By every key that belongs to somebody. */
  byKey: Map<string, Who>;
  /** Whole names that several people have. */
  shared: Map<string, Who[]>;
}

/** `hash`: a keyed hash of a key as 26 characters; ids are `per_…` and `org_…` of it. */
export function gather(taught: Taught, hash: (key: string) => string): Gathered {
  const told = inForce(taught.corrections);
  const apart = new Set([...told.apart].map(bare));
  const joined = createJoined((key) => apart.has(hash(key)));
  const written = createWritten();
  const names = namesOfAddresses(taught, written);
  for (const address of names.keys()) joined.add(`address ${address}`);
  joinOrganisations(joined, taught, [...names.keys()], written);
  joinSharedBoxes(joined, names);
  const doubtful = joinNames(joined, taught, names, written);
  joinMe(joined, taught, doubtful);
  const known = new Map<string, string>();
  for (const { who } of taught.named) known.set(hash(who), who);
  const kept = obey(joined, told, hash, known, written);
  return assemble({ joined, taught, told, hash, known, written, names, doubtful, kept });
}

export const bare = (id: string): string => id.slice(4);

/** What a person said goes before every rule. Returns the names, by key, under which those that were merged go on. */
function obey(
  joined: Joined,
  told: Told,
  hash: (key: string) => string,
  known: Map<string, string>,
  written: Written,
): Map<string, string> {
  const kept = new Map<string, string>();
  for (const keys of joined.groups().values()) for (const key of keys) known.set(hash(key), key);
  for (const { id, alias } of told.aliases) {
    const owner = known.get(bare(id));
    if (!owner) continue;
    const key = alias.includes('@') ? `address ${alias.toLowerCase()}` : `name ${personKey(alias)}`;
    known.set(hash(key), key);
    written.note(key, alias, 1);
    joined.join(key, owner, 'told');
  }
  for (const { id, into } of told.merged) {
    const [one, other] = [known.get(bare(id)), known.get(bare(into))];
    if (!one || !other) continue;
    const name = written.best(joined.groups().get(joined.rootOf(other)) ?? [other]);
    if (name) kept.set(other, name);
    joined.join(one, other, 'told');
  }
  for (const organisation of told.organisations.values()) {
    if (!organisation?.name || known.has(bare(organisation.id))) continue;
    const key = `organisation ${organisationKey(organisation.name)}`;
    known.set(hash(key), key);
    written.note(key, organisation.name, 1);
    joined.add(key);
  }
  return kept;
}

interface Parts {
  joined: Joined;
  taught: Taught;
  told: Told;
  hash: (key: string) => string;
  known: Map<string, string>;
  written: Written;
  names: Map<string, Set<string>>;
  doubtful: Set<string>;
  kept: Map<string, string>;
}

function assemble(parts: Parts): Gathered {
  const { joined, known } = parts;
  const all: Who[] = [];
  const byKey = new Map<string, Who>();
  for (const keys of joined.groups().values()) {
    const who = whoOf(parts, keys);
    all.push(who);
    for (const key of keys) byKey.set(key, who);
  }
  for (const [key, name] of parts.kept) rename(byKey.get(key), name);
  for (const [id, name] of parts.told.names) rename(byKey.get(known.get(bare(id)) ?? ''), name);
  belong(parts, all, byKey);
  const shared = namesakes(parts, byKey);
  return { all, byKey, shared };
}

function rename(who: Who | undefined, name: string): void {
  if (who) who.name = name;
}

/** Who shares a whole name; a name that was found without an address, and fits several, stays unclear. */
function namesakes({ joined, names, doubtful }: Parts, byKey: Map<string, Who>): Map<string, Who[]> {
  const shared = new Map<string, Who[]>();
  for (const [address, keys] of names) {
    const who = byKey.get(`address ${address}`);
    for (const key of keys) {
      const list = shared.get(key) ?? [];
      if (who && key.includes(' ') && !list.includes(who)) shared.set(key, [...list, who]);
    }
  }
  for (const key of doubtful) {
    const who = byKey.get(`name ${key}`);
    if (!who || joined.reasonOf(`name ${key}`) === 'told') continue;
    who.kind = 'unclear';
    who.candidates = (shared.get(key) ?? []).map(({ id }) => id).sort();
  }
  return shared;
}

function whoOf({ joined, hash, written }: Parts, keys: string[]): Who {
  const organisation = keys.some((key) => key.startsWith('organisation ') || key.startsWith('domain '));
  const [first = ''] = keys;
  const address = keys.find((key) => key.startsWith('address '))?.slice(8) ?? null;
  const names = organisation ? keys.filter((key) => key.startsWith('organisation ')) : keys;
  const domain = keys.find((key) => key.startsWith('domain '))?.slice(7);
  const label = domain?.split('.')[0] ?? '';
  const fallback =
    label === '' ? (address ?? first.slice(first.indexOf(' ') + 1)) : label[0]?.toUpperCase() + label.slice(1);
  return {
    id: `${organisation ? 'org' : 'per'}_${hash(first)}`,
    kind: organisation ? 'organisation' : 'person',
    name: written.best(names) ?? fallback,
    address,
    keys,
    reasons: new Map(keys.map((key) => [key, joined.reasonOf(key) ?? own(key)])),
    organisation: null,
    mine: false,
    candidates: [],
  };
}

const own = (key: string): Reason =>
  key.startsWith('address ') || key.startsWith('domain ')
    ? 'address'
    : key.startsWith('organisation ')
      ? 'organisation-name'
      : 'full-name';

/** Who works where, and who is "I" or "we". */
function belong({ taught, told, known }: Parts, all: Who[], byKey: Map<string, Who>): void {
  for (const { name, address, organisation } of [...taught.mentions, ...taught.named]) {
    const key = address ? `address ${address.toLowerCase()}` : name ? `name ${personKey(name)}` : '';
    const who = byKey.get(key);
    const at = organisation ? byKey.get(`organisation ${organisationKey(organisation)}`) : undefined;
    if (who?.kind === 'person' && at && who.organisation === null) who.organisation = at.id;
  }
  for (const who of all) {
    if (who.kind !== 'person') continue;
    const domain = who.keys.flatMap((key) =>
      key.startsWith('address ') ? (domainOf(key.slice(8))?.domain ?? []) : [],
    )[0];
    if (domain) who.organisation = byKey.get(`domain ${domain}`)?.id ?? who.organisation;
  }
  for (const [id, organisation] of told.organisations) {
    const who = byKey.get(known.get(bare(id)) ?? '');
    const at = organisation && byKey.get(known.get(bare(organisation.id)) ?? '');
    if (who?.kind === 'person') who.organisation = at ? at.id : null;
  }
  const { profile } = taught;
  const mine = [
    ...(profile
      ? [`name ${personKey(profile.name)}`, ...profile.addresses.map((a) => `address ${a.toLowerCase()}`)]
      : []),
    ...(profile?.organisation ? [`organisation ${organisationKey(profile.organisation)}`] : []),
    ...[...told.us].map((id) => known.get(bare(id)) ?? ''),
  ];
  for (const key of mine) {
    const who = byKey.get(key);
    if (who) who.mine = true;
  }
}
