// What people say they, their firm, or somebody named will do: the cues of a language, checked in their sentence.
import type { Party } from '@vito/contracts/reading';
import type { ReadyCue, Speech } from '../cues.js';
import { fold } from '../fold.js';
import type { Passage } from '../passage.js';
import { groupRange, groupsOf } from '../pattern.js';
import { isTalk } from '../talk.js';
import { looksLikeOrganisation } from '../who/organisation.js';
import type { Found } from './found.js';
import { gapped } from './gapped.js';
import { impliedSubject, personalDeed } from './implied.js';
import { firm, lastNamed, nameAt, speaking } from './parties.js';
import { checked, type Hit, toYou } from './promise-checks.js';
import type { Scene } from './scene.js';
import { segmentOf } from './segment.js';

/** The promises, offers and recaps of one sentence. */
export function promisesIn(scene: Scene, passage: Passage): Found[] {
  const speech = scene.speech(passage);
  if (speech.empty.test(passage.fold)) return [];
  let hits = speech.cues.flatMap((cue) => hitsOf(scene, passage, speech, cue));
  // A cue that lacks what it needs makes room for a weaker one in the same clause, so the clauses are told again.
  for (let round = 0; hits.length > 0 && round < 12; round++) {
    const clauses = apart(hits);
    const found = clauses.map((hit, i) => {
      const limit = clauses[i + 1]?.at ?? passage.fold.length;
      const segment = segmentOf(passage, speech, hit, limit, clauses[i - 1]?.to ?? 0);
      return checked(scene, passage, speech, hit, segment);
    });
    if (found.every((one) => one !== null)) return found.flatMap((one) => gapped(scene, passage, one));
    const failed = clauses[found.lastIndexOf(null)];
    hits = hits.filter((hit) => hit !== failed);
  }
  return [];
}

/** Whether a cue stands in the sentence that its words before, or quotation marks, take the force from: "I doubt that I will …". */
export function isWeakened(scene: Scene, passage: Passage): boolean {
  const speech = scene.speech(passage);
  return speech.cues.some((cue) => {
    const view = cue.view === 'plain' ? passage.plain : passage.fold;
    if (!cue.quick.test(view)) return false;
    return [...view.matchAll(cue.regex)].some(({ index }) => isQuoted(view, index) || weakens(speech, passage, index));
  });
}

const weakens = (speech: Speech, passage: Passage, at: number): boolean =>
  speech.weakened.test(passage.fold.slice(Math.max(0, at - 140), at));

function hitsOf(scene: Scene, passage: Passage, speech: Speech, cue: ReadyCue): Hit[] {
  if (passage.question && !cue.asks) return [];
  const view = cue.view === 'plain' ? passage.plain : passage.fold;
  const out: Hit[] = [];
  if (!cue.quick.test(view)) return out;
  for (const match of view.matchAll(cue.regex)) {
    const deed = (groupRange(match, 'verb') ??
      groupRange(match, 'we') ??
      groupRange(match, 'verb2') ?? [match.index])[0];
    const bound = whom(scene, passage, cue, match);
    if (!bound || isQuoted(view, bound.at)) continue;
    const deedWords = passage.fold.slice(deed);
    if ((!cue.fixed && speech.idle.test(deedWords)) || weakens(speech, passage, bound.at)) continue;
    out.push({ cue, deed, to: match.index + match[0].length, ...bound });
  }
  return out;
}

/** Whom a cue binds here, and where its subject begins; null where that is nobody. */
function whom(
  scene: Scene,
  passage: Passage,
  cue: ReadyCue,
  match: RegExpMatchArray,
): Pick<Hit, 'at' | 'debtor' | 'stranger'> | null {
  const voice = scene.voice(passage.message);
  const at = match.index ?? 0;
  const groups = groupsOf(match);
  const bound = (debtor: Party | null, from = at) => debtor && { debtor, at: from, stranger: false };
  switch (cue.binds) {
    case 'speaker': {
      const speaker = speaking(voice, groups.we !== undefined);
      return bound(cue.rule === 'you-will-have' ? byWhom(scene, passage, match, speaker) : speaker);
    }
    case 'firm':
      return bound(byWhom(scene, passage, match, speaking(voice, !/^my /.test(groups.subject ?? ''))));
    case 'team':
      return bound(speaking(voice, true));
    case 'addressee':
      return bound(groups.we === undefined ? voice.addressee : (firmOf(scene, voice.addressee) ?? voice.addressee));
    case 'implied':
      return bound(impliedSubject(scene, passage, at, passage.fold.slice(groupRange(match, 'verb')?.[0] ?? at)));
    case 'named':
      return namedSubject(scene, passage, cue, match);
  }
}

/** The organisation somebody belongs to, as a party. */
function firmOf(scene: Scene, party: Party | null): Party | null {
  const organisation = scene.who.organisationOf(party);
  return organisation ? firm(organisation) : null;
}

/** "… will be sent by Tom": the one named behind the deed, if anybody is; nobody where that is an outsider. */
function byWhom(scene: Scene, passage: Passage, match: RegExpMatchArray, otherwise: Party | null): Party | null {
  const from = (match.index ?? 0) + match[0].length;
  if (/^[^.;!?]*\b(?:by|from) me\b/.test(passage.fold.slice(from))) return scene.voice(passage.message).speaker;
  const by = /\b(?:by|from|von|por|par) (\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?)/u.exec(
    passage.text.slice(from),
  )?.[1];
  const found = by ? nameAt(scene, by, false) : null;
  if (found?.known) return found.party;
  if (found && match[0].startsWith('you') && likelyName.test(fold(found.party.name ?? ''))) return found.party;
  return outsider.test(passage.fold.slice(from)) ? null : otherwise;
}

const outsider =
  /\bby (?:the|a|an|his|her|their|its) (?!end|close|time|week|beginning|start|middle|first|last|latest|\d)[a-z]+/;

function namedSubject(
  scene: Scene,
  passage: Passage,
  cue: ReadyCue,
  match: RegExpMatchArray,
): Pick<Hit, 'at' | 'debtor' | 'stranger'> | null {
  const range = groupRange(match, 'name');
  if (!range) return null;
  const [from, to] = range;
  const last = passage.fold.slice(from, to).split(' ').at(-1) ?? '';
  if (/^(?:he|she|er|sie|el|ella|il|elle|ele|ela)$/.test(last)) {
    const party = lastNamed(scene, passage, to - last.length);
    return party && { debtor: party, at: to - last.length, stranger: true };
  }
  const said = passage.text.slice(from, to).replace(/['’]s$/, '');
  const named = nameAt(scene, said, scene.reading.kind === 'chat');
  if (!named) return null;
  const start = from + said.length - named.length;
  if (!named.known && article.test(passage.fold.slice(0, start))) return null;
  const opens = /^[^\p{L}]*$/u.test(passage.text.slice(0, start));
  const deed = passage.fold.slice(groupRange(match, 'verb')?.[0] ?? to);
  const believed =
    personalDeed.test(deed) ||
    toYou.test(passage.fold) ||
    (likelyName.test(fold(named.party.name ?? '')) && (onThing.test(deed) || isTalk(scene.reading)));
  if (!named.known && opens && !cue.personal && !believed) return null;
  if (
    !named.known &&
    passage.message === null &&
    scene.who.people.all.length === 0 &&
    !/\S \S/.test(named.party.name ?? '') &&
    !(labelled.test(passage.fold.slice(0, start)) && personalDeed.test(deed))
  )
    return null;
  const trusted =
    named.known || cue.personal || looksLikeOrganisation(said) || (!opens && /\S \S/.test(named.party.name ?? ''));
  return { debtor: named.party, at: start, stranger: !trusted };
}

/** "Decision: Priya will …". */
const labelled =
  /^[^\p{L}]*(?:decision|decided|agreed|action|resolved|outcome|next|beschluss|decision|acuerdo|decisao)[^\p{L}]*: ?$/u;
/** A single word that opens a sentence is rather a name where it does not end like an abstract noun. */
const likelyName =
  /^(?!.*(?:ion|ment|ing|ery|ance|ence|ness|ship|ity|sis|ure|age|ics|ers|ees)$)(?!price|sale|rain|work|access|traffic|lunch|parking|power|water|snow|winter|summer|demand|supply|stock|weather|staff|customer|client|user|visitor|member|people|market|team|store|shop|law|rule|system|server|software|version|part|order|batch)[a-z'-]{2,}$/;
const onThing =
  /^[\p{L}-]+ (?:up |out |over |off |in |back )?(?:the|an?|your|our|it|them|all|both|these|those|this|that|its|their)(?![\p{L}])/u;
/** A capital behind an article is a noun, above all in German. */
const article =
  /(?:^|[^\p{L}])(?:der|die|das|den|dem|des|ein|eine|einen|unser|unsere|ihr|ihre|the|a|an|el|la|los|las|le|les|l'|un|una|o|os|as) *$/u;

/** True inside quotation marks: somebody else's words. */
function isQuoted(view: string, at: number): boolean {
  const before = view.slice(0, at).split('"').length - 1;
  return before % 2 === 1 && view.indexOf('"', at) >= 0;
}

/** One hit a clause: of hits that share a deed, or follow each other with nothing between, the surest. */
function apart(hits: readonly Hit[]): Hit[] {
  const order = [...hits].sort((a, b) => b.cue.confidence - a.cue.confidence || a.at - b.at);
  const kept: Hit[] = [];
  for (const hit of order) {
    const same = kept.some(
      (other) => Math.min(hit.to, other.to) >= Math.max(hit.at, other.at) || hit.deed === other.deed,
    );
    if (!same) kept.push(hit);
  }
  // "Leave it with me, signed copy back to you by Friday" is one deed, told by what is due.
  const told = kept.length > 1 ? kept.filter((hit) => hit.cue.rule !== 'promise-on-me') : kept;
  return (told.length > 0 ? told : kept).sort((a, b) => a.at - b.at);
}
