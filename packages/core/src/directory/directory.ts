// The directory of a company as it stands: everybody, and whom each mention in its commitments means.
import type { Reason } from '@vito/contracts/directory';
import { nameKey } from '@vito/contracts/party-key';
import { bare, type Gathered, gather, type Who } from './gather.js';
import { personKey } from './names.js';
import { createResolver, type Resolution, type Resolver } from './resolve.js';
import type { Taught, ThreadPeople } from './taught.js';

/** Which commitments mention somebody: by keys, but for mentions that are told apart by their thread. */
export interface Match {
  keys: string[];
  /** Mentions in a document, as `document key`, that are meant too, and that are not. */
  also: string[];
  not: string[];
}

export interface Directory {
  all: readonly Who[];
  /** By the id of any of its keys. */
  byId(id: string): Who | null;
  /** Whom a text means by an id, an address or a name. */
  find(text: string): Who | null;
  /** Who a commitment's party is; null where it has none. */
  whoOf(documentId: string | null, key: string | null): Who | null;
  resolutionOf(documentId: string, key: string): Resolution;
  matchOf(who: readonly Who[]): Match;
  /** Keys that nothing but the thread tells apart. */
  doubtful: string[];
  alike(who: Who): Who[];
  /** The keyed hash of a key, of which ids are made. */
  hash(key: string): string;
  /** Keys of "me" and "us", for sides. */
  mine: string[];
}

export interface Sources extends Taught {
  hash: (key: string) => string;
}

/** First without threads, then once more with the threads of the keys that it found doubtful. */
export function directoryOf(sources: Sources, threads: readonly ThreadPeople[] = []): Directory {
  const gathered = gather(sources, sources.hash);
  const resolver = createResolver(gathered);
  const byMention = mentionsOf(sources, gathered, resolver);
  const special = new Map<string, Resolution>();
  for (const { documentId, who, people } of threads) {
    const told = resolver.resolve(who, people);
    if (told.who) special.set(`${documentId} ${who}`, told);
  }
  const everybody = [...new Set([...gathered.all, ...[...byMention.values()].map(({ who }) => who)])];
  const byId = new Map<string, Who>();
  for (const who of everybody) for (const key of who.keys) byId.set(sources.hash(key), who);

  const directory: Directory = {
    all: everybody.sort((a, b) => (a.id < b.id ? -1 : 1)),
    byId: (id) => byId.get(bare(id)) ?? null,
    find: (text) => find(text, byId, resolver),
    whoOf(documentId, key) {
      if (key === null) return null;
      return special.get(`${documentId} ${key}`)?.who ?? byMention.get(key)?.who ?? null;
    },
    resolutionOf: (documentId, key) => special.get(`${documentId} ${key}`) ?? resolver.resolve(key),
    matchOf: (list) => matchOf(new Set(list), byMention, special),
    doubtful: [...byMention].flatMap(([key, { doubtful }]) => (doubtful ? [key] : [])),
    alike: (who) =>
      [...new Set([...gathered.shared.values()].flatMap((list) => (list.includes(who) ? list : [])))].filter(
        (one) => one !== who,
      ),
    hash: sources.hash,
    mine: [],
  };
  directory.mine = directory.matchOf(everybody.filter((who) => who.mine)).keys;
  return directory;
}

interface Meant {
  who: Who;
  reason: Reason;
  doubtful: boolean;
}

/** Every key of the commitments, and whom it means; a name that means nobody known stands for itself. */
function mentionsOf(sources: Sources, gathered: Gathered, resolver: Resolver): Map<string, Meant> {
  const meant = new Map<string, Meant>();
  for (const { who: key, name, organisation, address } of sources.named) {
    if (meant.has(key)) continue;
    const { who, reason, candidates } = resolver.resolve(key);
    if (who) {
      meant.set(key, { who, reason, doubtful: false });
      continue;
    }
    const own = gathered.byKey.get(key);
    const unclear: Who = own ?? {
      id: `per_${sources.hash(key)}`,
      kind: 'unclear',
      name: name ?? organisation ?? address ?? key,
      address: null,
      keys: [key],
      reasons: new Map([[key, 'unclear']]),
      organisation: null,
      mine: false,
      candidates: [],
    };
    unclear.candidates = candidates.map(({ id }) => id).sort();
    meant.set(key, { who: unclear, reason: 'unclear', doubtful: candidates.length > 0 || isInitials(key) });
  }
  return meant;
}

/** "name hv": only the people of its thread can tell whose initials these are. */
const isInitials = (key: string): boolean => /^name \p{L}{2,3}$/u.test(key);

function find(text: string, byId: Map<string, Who>, resolver: Resolver): Who | null {
  if (/^(per|org)_[0-9a-z]{26}$/.test(text)) return byId.get(bare(text)) ?? null;
  if (text.includes('@')) return resolver.resolve(`address ${text.toLowerCase()}`).who;
  return resolver.resolve(`name ${nameKey(text)}`).who ?? resolver.resolve(`name ${personKey(text)}`).who;
}

function matchOf(wanted: Set<Who>, byMention: Map<string, Meant>, special: Map<string, Resolution>): Match {
  const match: Match = { keys: [], also: [], not: [] };
  for (const [key, { who }] of byMention) if (wanted.has(who)) match.keys.push(key);
  for (const [mention, { who }] of special) {
    const key = mention.slice(mention.indexOf(' ') + 1);
    const usual = byMention.get(key)?.who;
    if (who && wanted.has(who)) match.also.push(mention);
    else if (usual && wanted.has(usual)) match.not.push(mention);
  }
  return match;
}
