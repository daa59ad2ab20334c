// Who is meant where a verb stands without its subject: "will send it", "I checked and will send it", "Ann knows it and will call".
import type { Party } from '@vito/contracts/reading';
import type { Passage } from '../passage.js';
import { lastNamed, nameAt, speaking } from './parties.js';
import type { Scene } from './scene.js';

/** Deeds of persons, not of things: "Hannah will send it", but "Construction will start". */
export const personalDeed =
  /^(?:send|e-?mail|mail|call|ring|phone|forward|write|sign|book|circulate|draft|prepare|bring|pay|review|arrange|order|collect|upload|share|handle|deal|look after|take care|finish|complete|brief|inform|notify|contact|chase|speak|talk|organise|organize|schedule|update|submit|file|fix|repair|check|buy|fetch|get|confirm|ask|invite|compile|present|lead|run|host|report|translate|clean|set up|deliver|install|provide|renew|approve)\b/;

/** Words before the clause that are no part of it: greetings, thanks, assent. */
const opening =
  /^ *(?:(?:hi|hello|hey|dear|thanks(?: a lot| so much)?|thank you|ok|okay|sure(?: thing)?|yes|yep|great|perfect|cool|understood|got it|noted|no (?:problem|worries)|right|sorry|apologies|fine|done|good)(?![\p{L}])[ ,.!-]*)+/u;
const called = /^ *@?[\p{L}' ]{2,30} ?(?:,|:|-) *$/u;

/** The subject of a verb at `at` (offset into the passage) whose deed reads `deed`; null where it is a thing or nobody. */
export function impliedSubject(scene: Scene, passage: Passage, at: number, deed: string): Party | null {
  const voice = scene.voice(passage.message);
  const cut = Math.max(
    0,
    ...[...passage.fold.slice(0, at).matchAll(/[;:] |, (?:and|but|so) | - /g)].map((m) => (m.index ?? 0) + m[0].length),
  );
  const open = opening.exec(passage.fold.slice(cut, at))?.[0].length ?? 0;
  const head = passage.fold.slice(cut + open, at);
  if (/^[ ,.!-]*(?:and |but |so |then )*$/.test(head) || called.test(head)) return voice.speaker;
  const subject = firstSubject(scene, passage, cut + open, deed);
  if (subject !== undefined) return subject;
  return /(?<![\p{L}])i(?:'ve|'m|'ll)?(?![\p{L}'])/u.test(head) || open > 0 ? voice.speaker : null;
}

/** The subject that opens the clause at `from`; undefined where it opens with something else. */
function firstSubject(scene: Scene, passage: Passage, from: number, deed: string): Party | null | undefined {
  const voice = scene.voice(passage.message);
  const words = passage.fold.slice(from).replace(/^(?: *[\p{L}'-]+,)? */u, '');
  const start = passage.fold.length - words.length;
  if (/^(?:i|i've|i'm|i'll|i'd|have|am|just|been|checked|spoke|talked)(?![p{L}'])/.test(words)) return voice.speaker;
  if (/^we(?:'ve|'re|'ll)?(?![\p{L}'])/u.test(words)) return speaking(voice, true);
  if (/^(?:he|she)(?:'s)?(?![\p{L}'])/u.test(words)) return lastNamed(scene, passage, start);
  const name = /^(\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?)(?:,? \p{Ll}|'s )/u.exec(passage.text.slice(start))?.[1];
  const named = name ? nameAt(scene, name, false) : null;
  if (named) return named.known || personalDeed.test(deed) ? named.party : null;
  return /^(?:it|this|that|they|the|these|those|your|our|my|there|you)(?![\p{L}])/u.test(words) ? null : undefined;
}
