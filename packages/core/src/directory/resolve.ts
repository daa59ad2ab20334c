// Resolving a mention: from the key by which a text names somebody to who that is, why, and how sure. Pure, never a guess.
import type { Reason } from '@vito/contracts/directory';
import type { Gathered, Who } from './gather.js';
import { formsOf, organisationKey, personKey } from './names.js';

export interface Resolution {
  who: Who | null;
  reason: Reason;
  /** 0..1 */
  sure: number;
  /** Who it may be, where it fits several. */
  candidates: Who[];
}

const sure: Record<Reason, number> = {
  address: 1,
  told: 1,
  'full-name': 0.95,
  'organisation-name': 0.95,
  'short-name': 0.9,
  'first-name-in-thread': 0.9,
  'surname-in-thread': 0.85,
  'initials-in-thread': 0.75,
  'initial-and-surname': 0.75,
  'first-name': 0.7,
  surname: 0.65,
  unclear: 0,
};

export interface Resolver {
  /** `people`: keys of those in the thread, where it is known. */
  resolve(key: string, people?: readonly string[]): Resolution;
}

type Index = Map<string, Set<Who>>;

export function createResolver({ all, byKey }: Gathered): Resolver {
  const firsts: Index = new Map();
  const surnames: Index = new Map();
  const initials: Index = new Map();
  const shorts: Index = new Map();
  for (const who of all) {
    if (who.kind === 'organisation') {
      for (const form of shortForms(who)) note(shorts, form, who);
      continue;
    }
    if (who.kind !== 'person') continue;
    for (const name of fullNames(who)) {
      const forms = formsOf(name);
      if (!forms) continue;
      note(firsts, forms.first, who);
      note(surnames, forms.surname, who);
      note(initials, forms.initials, who);
    }
  }

  function byName(name: string, people: readonly string[] | null, titled: boolean): Resolution {
    const exact = byKey.get(`name ${name}`) ?? byKey.get(`name ${turned(name)}`);
    if (exact && exact.kind !== 'unclear') {
      const reason = exact.reasons.get(`name ${name}`);
      return found(exact, reason === 'told' ? 'told' : 'full-name');
    }
    const organisation = titled ? null : byOrganisation(name); // Ms Caldbeck is no firm
    if (organisation) return organisation;
    const thread = people === null ? null : new Set(people.flatMap((key) => byKey.get(key) ?? []));
    const among = (list: Iterable<Who>) => [...list].filter((who) => thread?.has(who));
    const of = (index: Index) => [...(index.get(name) ?? [])];
    if (exact) return only(among(candidatesOf(exact)), 'first-name-in-thread') ?? unclear(candidatesOf(exact));
    const ways = [
      only(among(of(firsts)), 'first-name-in-thread'),
      only(among(of(surnames)), 'surname-in-thread'),
      name.length <= 3 ? only(among(of(initials)), 'initials-in-thread') : null,
      only(initialled(name), 'initial-and-surname'),
      titled ? null : only(of(firsts), 'first-name'),
      titled || of(firsts).length === 0 ? only(of(surnames), 'surname') : null,
    ];
    const way = ways.find((one) => one !== null);
    return way ?? unclear([...new Set([...of(firsts), ...of(surnames), ...initialled(name)])]);
  }

  function candidatesOf(who: Who): Who[] {
    return all.filter(({ id }) => who.candidates.includes(id));
  }

  /** "a quill" among those whose first name begins so. */
  function initialled(name: string): Who[] {
    const forms = formsOf(name);
    if (!forms || forms.first.length > 1) return [];
    const fits = (who: Who) => fullNames(who).some((full) => full.startsWith(forms.first));
    return [...(surnames.get(forms.surname) ?? [])].filter(fits);
  }

  function byOrganisation(name: string): Resolution | null {
    const key = organisationKey(name);
    const exact = byKey.get(`organisation ${key}`);
    if (exact) return found(exact, exact.reasons.get(`organisation ${key}`) ?? 'organisation-name');
    return only([...(shorts.get(key) ?? [])], 'short-name');
  }

  return {
    resolve(key, people) {
      const at = key.indexOf(' ');
      const [kind, rest] = [key.slice(0, at), key.slice(at + 1)];
      if (kind === 'address') {
        const who = byKey.get(key);
        return who ? found(who, 'address') : unclear([]);
      }
      if (kind === 'organisation') {
        const told = byKey.get(`name ${rest}`);
        if (told?.reasons.get(`name ${rest}`) === 'told') return found(told, 'told');
        return byOrganisation(rest) ?? unclear([]);
      }
      const name = personKey(rest);
      return byName(name, people ?? null, name !== rest && !name.includes(' '));
    },
  };
}

/** "weber tom" as "tom weber": a key has lost the comma. */
function turned(name: string): string {
  const [surname, first, more] = name.split(' ');
  return first && !more ? `${first} ${surname}` : name;
}

/** Whole names of a person, also of the words before an address. */
const fullNames = (who: Who): string[] => who.keys.flatMap((key) => (key.startsWith('name ') ? key.slice(5) : []));

/** First words of an organisation's names, and the label of its domain. */
function shortForms(who: Who): string[] {
  return who.keys.flatMap((key) => {
    if (key.startsWith('domain ')) return key.slice(7).split('.')[0] ?? [];
    if (!key.startsWith('organisation ')) return [];
    const words = key.slice(13).split(' ');
    return words.slice(0, -1).map((_, i) => words.slice(0, i + 1).join(' '));
  });
}

function note(index: Index, form: string, who: Who): void {
  const list = index.get(form) ?? new Set<Who>();
  index.set(form, list.add(who));
}

const found = (who: Who, reason: Reason): Resolution => ({ who, reason, sure: sure[reason], candidates: [] });
const unclear = (candidates: Who[]): Resolution => ({ who: null, reason: 'unclear', sure: 0, candidates });
const only = (list: Who[], reason: Reason): Resolution | null =>
  list.length === 1 && list[0] ? found(list[0], reason) : null;
