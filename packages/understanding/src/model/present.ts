// Who may be named: the people of a reading, its thread and its findings, and names that the text itself writes.
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import type { Party } from '@vito/contracts/reading';
import type { Scene } from '../extract/scene.js';
import { nameKey } from '../fold.js';
import { isSame } from './question.js';
import { standsIn } from './source.js';

const mostPeople = 80;
const mostWords = 6;
const nobody = new Set(
  'i we you he she it they me us him her them who this that the a an my our your ich wir sie du er yo nosotros ella je nous vous il elle eu nos voce'.split(
    ' ',
  ),
);

/** Everybody whom the question numbers. */
export function peopleOf(scene: Scene, found: readonly ExtractedCommitment[]): Party[] {
  const out: Party[] = [];
  const add = (party: Party | null) => {
    if (party && out.length < mostPeople && !out.some((one) => isSame(one, party))) out.push(party);
  };
  const { letter, present } = scene.who;
  for (const item of found) for (const party of [item.debtor, item.creditor]) add(party);
  for (const { reading } of [scene, ...[...scene.earlier].reverse()])
    for (const { from, to, cc } of reading.messages) for (const party of [from, ...to, ...cc]) add(party);
  for (const party of [...present, letter?.from ?? null, letter?.to ?? null]) add(party);
  return out;
}

/**
 * The one whom an answer names: a numbered one, somebody known, or a name that the text writes. Null where it names
 * nobody; undefined where it names somebody who is not there.
 */
export function partyNamed(scene: Scene, people: readonly Party[], named: string | null | undefined) {
  const words = named?.trim() ?? '';
  if (words === '') return null;
  const number = /^P(\d{1,3})$/.exec(words)?.[1];
  if (number !== undefined) return people[Number(number) - 1];
  const key = nameKey(words);
  const known = people.find((party) =>
    [party.name, party.organisation].some((name) => name !== null && nameKey(name) === key),
  );
  const byAddress = people.find((party) => party.address?.toLowerCase() === words.toLowerCase());
  if (known ?? byAddress) return known ?? byAddress;
  if (key.length < 2 || nobody.has(key) || key.split(' ').length > mostWords || !/^\P{Ll}/u.test(words))
    return undefined;
  if (![scene, ...scene.earlier].some((one) => standsIn(one.reading.text, words))) return undefined;
  return scene.who.people.find(words) ?? { name: words, address: null, organisation: null };
}
