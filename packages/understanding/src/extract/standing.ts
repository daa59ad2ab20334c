// How a new statement stands to what the thread already holds: repeated, moved, handed over, or an answer to a request.
import { upTo } from '../passage.js';
import { sameParty } from '../who.js';
import { requestBefore } from './acceptances.js';
import { meantBefore, openBefore } from './earlier.js';
import { type Found, shared } from './found.js';
import type { Scene } from './scene.js';

const pronoun = /\b(?:it|this|that|them|these|those|one|lo|la|los|las|es|das|sie|le|les|cela|ca|isso|o)\b/;
const sameDate =
  /\b(?:same (?:date|deadline|day|time)|(?:date|deadline) (?:stays|remains|is unchanged|holds)|as agreed|as planned|as before|misma fecha|gleicher termin|meme date|mesma data)\b/;

/** The statement with its status, due and creditor as the thread makes them. */
export function standing(scene: Scene, found: Found, before: readonly Found[]): Found {
  if (found.passage.message === null) return found;
  const speech = scene.speech(found.passage);
  const words = found.passage.fold;
  const open = openBefore(scene, before).filter((one) => one.passage !== found.passage || one.end <= found.start);
  const isPronoun = pronoun.test(words);
  const other = meantBefore(scene, open, found.topic, null, isPronoun || sameDate.test(words));
  if (handedOver(scene, found, other)) {
    const inherited = found.due === null && other ? { due: other.due, precision: other.precision } : {};
    return { ...found, ...inherited, status: 'delegated', creditor: other?.creditor ?? found.creditor };
  }
  if (speech.handsOver.test(words) && found.rule.startsWith('named')) return { ...found, status: 'delegated' };
  const own = meantBefore(scene, open, found.topic, found.debtor, isPronoun);
  if (found.status !== 'accepted') return found;
  if (movedFrom(scene, found, own)) return { ...found, status: 'renegotiated' };
  if (found.due === null && own && shared(own.topic, found.topic) > 0 && !own.condition) {
    return { ...found, due: own.due, precision: own.precision };
  }
  return found.due === null ? answering(scene, found, isPronoun) : found;
}

/** The duty was somebody else's before, and the one named now takes it. */
function handedOver(scene: Scene, found: Found, other: Found | null): boolean {
  if (!other || !found.rule.startsWith('named') || found.debtor?.name == null) return false;
  if (sameParty(other.debtor, found.debtor)) return false;
  const voice = scene.voice(found.passage.message);
  return (
    sameParty(other.debtor, voice.speaker) &&
    (shared(other.topic, found.topic) > 0 ||
      /\btak(?:e|es|ing)\b.*\bover\b|ubernimmt|se encarga|prend le relais|assume/.test(found.passage.fold))
  );
}

/** A new date for what was owed by another; or, with nothing known of before, words that only a moved date needs. */
function movedFrom(scene: Scene, found: Found, own: Found | null): boolean {
  if (found.due === null) return false;
  const [old, now] = [own?.due?.slice(0, 10), found.due.slice(0, 10)];
  if (old === now) return false;
  const earlier = own !== null && own.passage.message !== found.passage.message;
  if (
    own &&
    old !== undefined &&
    (earlier || scene.earlier.some((s) => s.found.includes(own))) &&
    shared(own.topic, found.topic) > 0
  )
    return true;
  return moves(scene, found);
}

/** Words of moving in the sentence, or of failing in the one before it. */
function moves(scene: Scene, found: Found): boolean {
  const { moves: pattern } = scene.speech(found.passage);
  if (pattern.test(found.passage.fold)) return true;
  const before = upTo(scene.passages, found.passage, 2).slice(0, -1);
  return before.some((p) => p.block === found.passage.block && pattern.test(p.fold) && !p.question);
}

/** "Sure, I'll send it over.": by when it was asked for. */
function answering(scene: Scene, found: Found, isPronoun: boolean): Found {
  if (!sameParty(found.debtor, scene.voice(found.passage.message).speaker) && found.debtor?.name !== null) return found;
  const request = requestBefore(scene, found.passage);
  if (!request?.due || (!isPronoun && found.topic.size > 0 && shared(request.topic, found.topic) === 0)) return found;
  return {
    ...found,
    due: request.due.due,
    precision: request.due.precision,
    creditor: request.asker ?? found.creditor,
    topic: new Set([...found.topic, ...request.topic]),
  };
}
