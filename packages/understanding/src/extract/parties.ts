// Debtor and creditor of what somebody says: the speaker, the firm, the addressee, or the one who is named.
import type { Party } from '@vito/contracts/reading';
import { months, weekdays } from '../deadline/lexicon.js';
import { fold } from '../fold.js';
import { type Passage, upTo } from '../passage.js';
import { isTalk } from '../talk.js';
import { looksLikeOrganisation, withoutForm } from '../who/organisation.js';
import { sameParty } from '../who.js';
import { conversationPartner } from './conversation.js';
import type { Scene, Voice } from './scene.js';

/** An organisation as a party, without its legal form: one firm has one name, whichever way it is written. */
export const firm = (organisation: string): Party => ({
  name: null,
  address: null,
  organisation: withoutForm(organisation),
});

/** The speaker, or the speaker's organisation where "we" speaks and it is known. */
export function speaking(voice: Voice, we: boolean): Party | null {
  return we && voice.organisation ? firm(voice.organisation) : voice.speaker;
}

const noNames = new Set(
  `i we you he she they it this that these those the a an and or but so if when then there here who what which everyone everybody someone somebody anyone anybody nobody no-one one all both each either neither none some any many most nothing everything something please thanks thank hi hello dear sorry yes no ok okay sure well also however today tomorrow yesterday tonight prices price rates rate costs sales customers people management nobody rain snow weather traffic delivery deliveries payment payments shipping returns orders order invoice invoices work production construction maintenance support nobody time business work title headings words note next first second last after before once until while for from with without in on at by as of to not never maybe perhaps meanwhile otherwise hence therefore christmas easter stock demand access training testing parking entry admission lunch dinner breakfast spring summer autumn winter q1 q2 q3 q4 re fwd fyi ps action actions notes minutes decision info update status agenda topic question answer goods services parts samples details results tickets date time place location status owner deadline due author version title subject source license licence description name type summary example
  el la los las un una este esta esto ese esa eso que quien como cuando donde si no ya pero hola gracias todo todos nadie alguien precio precios der die das ein eine es er sie wir ihr und oder aber wenn bitte danke hallo alle niemand jemand man preis preise le les un une il elle on ce cela qui quand bonjour merci tout tous personne prix o os as um uma ele ela isso quem quando ola obrigado todos ninguem`.split(
    /\s+/,
  ),
);

/**
 * The name at the end of `words` (a stretch of the text just before a verb), and how many characters of it are the
 * name. In chats names may be written small.
 */
export function nameAt(
  scene: Scene,
  words: string,
  small: boolean,
): { party: Party; length: number; known: boolean } | null {
  const parts = words.split(/(?<=\s)/);
  for (let take = Math.min(3, parts.length); take >= 1; take--) {
    const said = parts.slice(-take).join('');
    const clean = said.trim();
    const each = clean.split(/\s+/);
    const capitals = each.every((word) => /^[@\p{Lu}]/u.test(word));
    if ((!capitals && !small) || each.some((word) => noNames.has(bareWord(word)))) continue;
    const person = scene.who.people.find(clean.replace(title, '')) ?? titledPerson(scene, clean);
    if (person) return { party: person, length: said.length, known: true };
    if (each.some((word) => isNoName(word))) continue;
    const organisation = scene.who.people.findOrganisation(clean) ?? scene.who.roles.find(clean);
    if (organisation) return { party: firm(organisation), length: said.length, known: true };
    if (capitals && take <= 2 && unknownName(each)) {
      const longer = parts.slice(0, -take).at(-1)?.trim() ?? '';
      if (/^\p{Lu}/u.test(longer) && !isNoName(longer) && take < 2) continue;
      const party = looksLikeOrganisation(clean) ? firm(clean) : { name: clean, address: null, organisation: null };
      return { party, length: said.length, known: false };
    }
  }
  return null;
}

const title = /^(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Herrn|Frau|Sra?|Mme|M|Dña|Don|Doña)\.? (?=\p{Lu})/u;

/** "Mr Tarrant", of whom the text tells the first name elsewhere: "Owen Tarrant". */
function titledPerson(scene: Scene, said: string): Party | null {
  const surname = title.test(said) ? said.replace(title, '') : '';
  if (!/^\p{Lu}[\p{L}'’-]+$/u.test(surname)) return null;
  const full = new RegExp(`(?<![\\p{L}])(\\p{Lu}\\p{Ll}[\\p{L}'’-]* ${surname})(?![\\p{L}])`, 'gu');
  for (const [, name] of scene.reading.text.matchAll(full))
    if (name && !title.test(name)) return { name, address: null, organisation: null };
  return { name: said, address: null, organisation: null };
}

function unknownName(words: readonly string[]): boolean {
  return words.every((word) => /^\p{Lu}\p{Ll}[\p{L}'’-]*$/u.test(word));
}

function isNoName(word: string): boolean {
  const key = bareWord(word);
  const date = weekdays[key] !== undefined || (months[key] !== undefined && key.length > 3);
  return key === '' || noNames.has(key) || date;
}

const bareWord = (word: string) => fold(word).replace(/[^\p{L}\d-]/gu, '');

/** The person of the thread or the message whom "she" or "he" means: the last one named before. */
export function lastNamed(scene: Scene, passage: Passage, before: number): Party | null {
  const voice = scene.voice(passage.message);
  const said = upTo(scene.passages, passage, 3)
    .map((p) => (p === passage ? p.text.slice(0, before) : p.text))
    .join(' ');
  const words = [...said.matchAll(/\p{Lu}[\p{L}'’-]+/gu)].map((match) => match[0]).reverse();
  for (const word of words) {
    if (isNoName(word)) continue;
    const party = scene.who.people.find(word);
    if (party && !sameParty(party, voice.speaker) && !sameParty(party, voice.addressee)) return party;
  }
  // Somebody nobody knows, named in full or in the middle of a sentence.
  const strangers = [
    ...said.matchAll(
      /(?<![.!?\n] ?|^)(?:to|with|of|for|colleague|by|from|and|,)? ?(\p{Lu}\p{Ll}[\p{L}'’-]+ \p{Lu}\p{Ll}[\p{L}'’-]+)/gu,
    ),
  ];
  const subjects = [
    ...said.matchAll(
      /(?:^|[.;:!?,] |\n)(\p{Lu}\p{Ll}+) ?(?:is|has|will|can|knows|was|took|takes|does|[’']s|[’']ll)(?![\p{L}])/gu,
    ),
  ];
  const name = [...subjects, ...strangers]
    .map((match) => match[1] ?? '')
    .findLast((full) => !full.split(' ').some(isNoName) && !scene.who.people.find(full));
  return name && !looksLikeOrganisation(name) ? { name, address: null, organisation: null } : null;
}

/** To whom the debtor owes it: the other one of speaker and addressee; in minutes of two firms the other firm. */
export function creditorOf(scene: Scene, passage: Passage, debtor: Party | null): Party | null {
  const voice = scene.voice(passage.message);
  const partner = isTalk(scene.reading) ? conversationPartner(scene, passage) : voice.addressee;
  if (sameParty(debtor, partner)) return voice.speaker;
  if (partner) return partner;
  if (passage.message !== null) return null;
  return otherFirm(scene, debtor);
}

function otherFirm(scene: Scene, debtor: Party | null): Party | null {
  const party = debtor?.organisation ? scene.who.roles.other(debtor.organisation) : null;
  if (party) return firm(party);
  const firms = [...new Set(scene.who.present.map((party) => party.organisation).filter((name) => name !== null))];
  const own = debtor?.organisation ?? scene.who.present.find((party) => sameParty(party, debtor))?.organisation ?? null;
  const others = firms.filter((name) => name !== own);
  return own !== null && firms.length === 2 && others[0] ? firm(others[0]) : null;
}
