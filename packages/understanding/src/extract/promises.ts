// What people say they, their firm, or somebody named will do: the cues of a language, checked in their sentence.
import type { Party } from '@vito/contracts/reading';
import type { ReadyCue, Speech } from '../cues.js';
import type { FoundDue } from '../deadline.js';
import { type Passage, upTo } from '../passage.js';
import { groupRange, groupsOf } from '../pattern.js';
import { dueIn } from './dues.js';
import { type Found, topicOf } from './found.js';
import { impliedSubject, personalDeed } from './implied.js';
import { creditorOf, firm, lastNamed, nameAt, speaking } from './parties.js';
import type { Scene } from './scene.js';
import { type Segment, segmentOf } from './segment.js';

interface Hit {
  cue: ReadyCue;
  /** Offsets into the passage: where the clause's subject begins, where the deed does, and where the cue ends. */
  at: number;
  deed: number;
  to: number;
  debtor: Party;
  /** A name nobody knows: believed only beside a due or an addressee. */
  stranger: boolean;
}

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
    if (found.every((one) => one !== null)) return found;
    const failed = clauses[found.lastIndexOf(null)];
    hits = hits.filter((hit) => hit !== failed);
  }
  return [];
}

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
    if (
      (!cue.fixed && speech.idle.test(deedWords)) ||
      speech.weakened.test(passage.fold.slice(Math.max(0, bound.at - 140), bound.at))
    )
      continue;
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
    case 'speaker':
      return bound(speaking(voice, groups.we !== undefined));
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
  const by = /\b(?:by|from|von|por|par) (\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?)/u.exec(
    passage.text.slice(from),
  )?.[1];
  const found = by ? nameAt(scene, by, false) : null;
  if (found?.known) return found.party;
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
  const named = nameAt(scene, passage.text.slice(from, to), scene.reading.kind === 'chat');
  if (!named) return null;
  const start = to - named.length;
  if (!named.known && article.test(passage.fold.slice(0, start))) return null;
  const opens = /^[^\p{L}]*$/u.test(passage.text.slice(0, start));
  const deed = passage.fold.slice(groupRange(match, 'verb')?.[0] ?? to);
  if (!named.known && opens && !cue.personal && !personalDeed.test(deed) && !toYou.test(passage.fold)) return null;
  if (
    !named.known &&
    passage.message === null &&
    scene.who.people.all.length === 0 &&
    !/\S \S/.test(named.party.name ?? '')
  )
    return null;
  const trusted = named.known || cue.personal || (!opens && /\S \S/.test(named.party.name ?? ''));
  return { debtor: named.party, at: start, stranger: !trusted };
}

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

const habit =
  /\b(?:every|always|usually|normally|often|each (?:day|week|month)|generally|typically|regularly|siempre|normalmente|cada|immer|jede[nrs]?|normalerweise|toujours|chaque|sempre|geralmente)\b/;
/** Where people are, not what they do for others. */
const arrival =
  /^(?:return|start|finish|call)(?: back)?(?: (?:on|at|from|home|work|to (?:work|the office)|in|next|tomorrow)\b)/;
/** "… but she never did." */
const undone =
  /\b(?:but|and) (?:he|she|they|i|we|it|then) (?:never|didn't|did not|hasn't|haven't|failed|forgot|won't|can't)\b/;
const toYou = /\b(?:you|your|te|os|le|les|su|tu|dir|dich|ihnen|euch|ihre?|vous|votre|vos|lhe|voce)\b/;
const fromUs = /\bfrom (?:me|us|our|my)\b|\bvon (?:mir|uns)\b|\bde (?:mi|nuestra) parte\b|\bde (?:notre|ma) part\b/;

function checked(scene: Scene, passage: Passage, speech: Speech, hit: Hit, segment: Segment): Found | null {
  const { cue } = hit;
  const words = passage.fold.slice(segment.start, segment.end);
  const due = dueIn(scene, passage, segment, segment.condition) ?? tailDue(scene, passage, segment);
  if (!hasNeeds(scene, passage, speech, hit, segment, due, words)) return null;
  if (hit.stranger && due === null && !toYou.test(words)) return null;
  if (/present/.test(cue.rule) && (habit.test(words) || arrival.test(passage.fold.slice(hit.deed)))) return null;
  if (undone.test(passage.fold.slice(segment.start))) return null;
  const agreement = segment.needsAgreement && (cue.binds === 'speaker' || cue.binds === 'firm' || cue.binds === 'team');
  const status = cue.status ?? (agreement ? 'proposed' : 'accepted');
  const { condition } = segment;
  return {
    start: passage.start + segment.start,
    end: passage.start + segment.end,
    deed: passage.start + hit.deed,
    passage,
    debtor: hit.debtor,
    creditor: creditorOf(scene, passage, hit.debtor),
    due: due?.due ?? null,
    precision: due?.precision ?? 'none',
    condition: condition && passage.text.slice(condition.start, condition.end).replace(/\s+/g, ' ').trim(),
    status,
    confidence: Math.max(0.3, cue.confidence + (due?.due ? 0.08 : -0.1) - (hit.stranger ? 0.15 : 0)),
    rule: cue.rule,
    topic: topicOf(words),
  };
}

function hasNeeds(
  scene: Scene,
  passage: Passage,
  speech: Speech,
  hit: Hit,
  segment: Segment,
  due: FoundDue | null,
  words: string,
): boolean {
  const dated = due !== null;
  switch (hit.cue.needs) {
    case 'due':
      return dated || (speech.code !== 'en' && /present/.test(hit.cue.rule) && awaits(passage, segment));
    case 'recap-and-due':
      return dated && isRecap(scene, passage, speech);
    case 'due-or-you':
      return dated || toYou.test(words);
    case 'due-or-source':
      return dated || fromUs.test(words);
    case 'due-or-agreement':
      return dated || segment.needsAgreement || awaits(passage, segment);
    case 'agreement':
      return segment.needsAgreement;
    case 'recap':
      return isRecap(scene, passage, speech);
    default:
      return true;
  }
}

/** "As soon as it arrives": no date, but a moment. */
function awaits(passage: Passage, segment: Segment): boolean {
  const { condition } = segment;
  const words = condition ? passage.fold.slice(condition.start, condition.end) : '';
  return /^(?:once|as soon as|en cuanto|una vez|tan pronto|sobald|des que|assim que)\b/.test(words);
}

/** "As agreed", in this sentence or the three before it, or in the heading of the list. */
function isRecap(scene: Scene, passage: Passage, speech: Speech): boolean {
  const near = upTo(scene.passages, passage, 3);
  return near.some((p) => speech.recaps.test(p.fold)) || speech.recaps.test(passage.heading ?? '');
}

/** "I'll send the deck. Friday at the latest.": a due in a short sentence of its own right behind. */
function tailDue(scene: Scene, passage: Passage, segment: Segment): FoundDue | null {
  if (segment.end < passage.fold.length - 2) return null;
  const next = scene.passages[passage.index + 1];
  if (!next || next.block !== passage.block || next.question || next.fold.split(' ').length > 6) return null;
  if (/\b(?:i|we|you|is|are|was|will|can|have|has)\b/.test(next.fold)) return null;
  return dueIn(scene, next, { start: 0, end: next.fold.length });
}
