// What a promise must have beside its cue: a day, the other side, an agreement; and what takes its force away.
import type { Party } from '@vito/contracts/reading';
import type { ReadyCue, Speech } from '../cues.js';
import type { FoundDue } from '../deadline.js';
import { type Passage, upTo } from '../passage.js';
import { dueIn } from './dues.js';
import { type Found, topicOf } from './found.js';
import { creditorOf } from './parties.js';
import type { Scene } from './scene.js';
import type { Segment } from './segment.js';

export interface Hit {
  cue: ReadyCue;
  /** Offsets into the passage: where the clause's subject begins, where the deed does, and where the cue ends. */
  at: number;
  deed: number;
  to: number;
  debtor: Party;
  /** A name nobody knows: believed only beside a due or an addressee. */
  stranger: boolean;
}

const habit =
  /\b(?:every|always|usually|normally|often|each (?:day|week|month)|generally|typically|regularly|siempre|normalmente|cada|immer|jede[nrs]?|normalerweise|toujours|chaque|sempre|geralmente)\b/;
/** Where people are, not what they do for others. */
const arrival =
  /^(?:return|start|finish|call)(?: back)?(?: (?:on|at|from|home|work|to (?:work|the office)|in|next|tomorrow)\b)/;
/** "… but she never did." */
const undone =
  /\b(?:but|and) (?:he|she|they|i|we|it|then) (?:never|didn't|did not|hasn't|haven't|failed|forgot|won't|can't)\b/;
export const toYou = /\b(?:you|your|te|os|le|les|su|tu|dir|dich|ihnen|euch|ihre?|vous|votre|vos|lhe|voce)\b/;
const fromUs = /\bfrom (?:me|us|our|my)\b|\bvon (?:mir|uns)\b|\bde (?:mi|nuestra) parte\b|\bde (?:notre|ma) part\b/;

/** What a cue found in its clause, as a commitment; null where it binds nobody after all. */
export function checked(scene: Scene, passage: Passage, speech: Speech, hit: Hit, segment: Segment): Found | null {
  const { cue } = hit;
  const words = passage.fold.slice(segment.start, segment.end);
  const said = dueIn(scene, passage, segment, segment.condition, cue.late) ?? tailDue(scene, passage, segment);
  const open = cue.undated || isStanding(words) || (said !== null && isCountedFromCondition(passage, segment, said));
  const due = said && open ? { ...said, due: null } : said;
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

/** "Once your order is in, we'll ship within 10 days": counted from a day that nobody knows yet. */
function isCountedFromCondition(passage: Passage, { condition }: Segment, due: FoundDue): boolean {
  const words = condition ? passage.fold.slice(condition.start, condition.end) : '';
  return (
    /^(?:once|as soon as|after|upon|when|sobald|sowie|nachdem|una vez|en cuanto|cuando|des que|une fois|assim que|quando)\b/.test(
      words,
    ) &&
    /^(?:within|in|innerhalb|binnen|in den|en|dans|sous|em|dentro de)\b[^.]*\b(?:\d+|one|two|three|four|five|six|seven|ten|fourteen|thirty)\b/.test(
      passage.fold.slice(due.start, due.end),
    )
  );
}

/** "A reply to any question within two days", "a coach every Tuesday": owed again and again, so no single day is its due. */
const isStanding = (words: string): boolean =>
  /\b(?:to |for |of |on )?(?:any|every|each|all future)\b(?! (?:one|of (?:you|us|them|these|those)|other way)\b)[^.;!?]*\b(?:within|in under)\b|\bevery (?:day|week|month|quarter|year|morning|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/.test(
    words,
  );

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
    case 'due-to-you':
      return dated && (due.lead === 'deadline' || toYou.test(words));
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
