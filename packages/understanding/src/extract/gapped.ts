// Several deeds in one breath: "I'll approve the stout label today, the pilsner one on Monday, and call you on Friday".
import { DateTime } from 'luxon';
import { numberOf } from '../deadline/rule.js';
import type { Passage } from '../passage.js';
import { datesIn, dueIn } from './dues.js';
import { type Found, topicOf } from './found.js';
import type { Scene } from './scene.js';

const joint = /(?:, ?(?:and |then |und |y |et |e )?|;? (?:and|und|y|et|e) (?:then |also )?)/g;
/** What goes on with the same verb: a thing of its own. */
const thing =
  /^(?:the|an?|my|our|your|both|another|all|those|these|\d[\d.,]*|el|la|los|las|der|die|das|den|le|les|o|os|as|mein[e]?|unser[e]?|mi|nuestr[oa]s?|notre|nos) [\p{L}\d'/-]+/u;
/** What goes on with a verb of its own, under the same "I'll". */
const verb =
  /^(?:send|ship|deliver|pay|wire|transfer|call|ring|phone|email|mail|post|forward|share|upload|publish|circulate|prepare|draft|write|finish|complete|fix|repair|replace|install|review|check|confirm|book|order|reserve|arrange|organi[sz]e|schedule|bring|collect|hand|sign|approve|update|correct|revise|print|pack|let you|get|give|have|put|take|make|submit|return|refund|test|set up|come back|invoice|issue|answer|reply|report back|show|walk you|present|drop|pick) ?/;
/** What goes on with the day first: "and by the 1st the captions". */
const fronted =
  /^(?:by|on|before|until) (?:the )?[\p{L}\d]+(?: [\p{L}\d]+)? (?:the|an?|my|our|your|both|all) [\p{L}]+/u;
/** A few words and a day, with no verb between: "programmes on Wednesday". */
const plain =
  /^(?!.*\b(?:is|are|was|were|has|have|will|would|can|could|should|may|must|shall|not|no|if|when|please)\b)[\p{L}\d'-]+(?: [\p{L}\d'-]+){0,4} (?:(?:on|by|before|until|in|for|am|bis|el|antes del?|le|avant|em|na|no|ate) )?(?:the |next |this )?[\p{L}\d/]+(?: [\p{L}\d]+){0,2}[\s.,;!]*$/u;
/** A clause with a subject of its own is told by its own cue. */
const clause =
  /^(?:i|we|you|he|she|it|they|who|which|that|this|there|if|when|once|so|but|because|as|ich|wir|sie|er|es|yo|je|nous|tu|vous|ele|ela|eu)\b/;

/** A sentence that goes on longer is a list of something else. */
const mostDeeds = 8;

/**
 * The deeds of one clause that each have a day of their own; the clause itself where it tells just one. The first keeps
 * the subject and the verb; the others begin behind the joint.
 */
export function gapped(scene: Scene, passage: Passage, found: Found): Found[] {
  if (found.due === null || found.status === 'proposed') return [found];
  const [from, to] = [found.start - passage.start, found.end - passage.start];
  const deed = found.deed - passage.start;
  const starts = [...passage.fold.slice(0, to).matchAll(joint)]
    .map((match) => ({ cut: match.index, next: match.index + match[0].length }))
    .filter(({ cut, next }) => cut > deed && goesOn(passage.fold.slice(next, to)))
    .slice(0, mostDeeds);
  if (starts.length === 0) return [found];
  const dates = datesIn(scene, passage, { start: from, end: to });
  const parts: { start: number; end: number; due: ReturnType<typeof dueIn> }[] = [];
  let end = to;
  for (const { cut, next } of starts.reverse()) {
    if (dates.some((date) => date.start < cut && next < date.end)) continue; // "Wednesday, 11 March"
    const due = dueIn(scene, passage, { start: next, end });
    if (due?.due ? isDateAlone(passage, next, end, due) : !after.test(passage.fold.slice(next, end))) continue;
    parts.unshift({ start: next, end, due });
    end = cut;
  }
  const first = parts.length > 0 ? dueIn(scene, passage, { start: from, end }) : null;
  if (!first?.due) return [found];
  const days = [first.due];
  for (const part of parts)
    days.push(part.due?.due ?? later(days.at(-1) as string, passage.fold.slice(part.start, part.end)));
  const told = (start: number, last: number, i: number): Found => ({
    ...found,
    start: passage.start + start,
    end: passage.start + last,
    deed: passage.start + (start === from ? deed : start),
    due: days[i] ?? null,
    precision: (i === 0 ? first : parts[i - 1]?.due)?.precision ?? 'day',
    topic: topicOf(passage.fold.slice(start, last)),
  });
  return [told(from, end, 0), ...parts.map((part, i) => told(part.start, part.end, i + 1))];
}

/** "… the week after", "… three days after that": counted from the day of the deed before. */
const after =
  /\b(?:the|a|an|one|two|three|four|five|six|\d+) (?:day|week|fortnight|month)s? (?:after|later)(?: that)?[\s.,;!]*$/;

function later(day: string, words: string): string {
  const match = /\b([\p{L}\d]+) (day|week|fortnight|month)s? (?:after|later)(?: that)?[\s.,;!]*$/u.exec(words);
  const count = match?.[1] === 'the' ? 1 : numberOf(match?.[1]);
  const n = Number.isNaN(count) ? 0 : count;
  const from = DateTime.fromISO(day.slice(0, 10));
  const unit = match?.[2] ?? 'day';
  const at = unit === 'fortnight' ? from.plus({ days: 14 * n }) : from.plus({ [`${unit}s`]: n });
  return at.toISODate() ?? day;
}

/** "Monday, 9 March, at noon": the rest of a date, not a deed. */
function isDateAlone(passage: Passage, from: number, to: number, due: { start: number; end: number }): boolean {
  const beside = `${passage.fold.slice(from, due.start)} ${passage.fold.slice(due.end, to)}`;
  return !/[\p{L}]{3}/u.test(beside.replace(dateWords, ' '));
}
const dateWords =
  /(?<![\p{L}])(?:at|on|by|the|before|until|latest|sharp|dem|den|der|zum|bis|spatestens|uhr|dia|las|los|del|antes|ate|avant|heures|horas)(?![\p{L}])/gu;

const goesOn = (words: string): boolean =>
  !clause.test(words) && (thing.test(words) || verb.test(words) || fronted.test(words) || plain.test(words));
