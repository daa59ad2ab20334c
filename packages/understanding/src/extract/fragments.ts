// Statements without a verb: "Drawings tomorrow, quote Monday", "Batch list: Monday.", "Loan hoist on the ward by 2 pm".
import type { Passage } from '../passage.js';
import { isTalk } from '../talk.js';
import { requestBefore } from './acceptances.js';
import { dueIn } from './dues.js';
import { type Found, topicOf } from './found.js';
import { gapped } from './gapped.js';
import { creditorOf, speaking } from './parties.js';
import type { Scene } from './scene.js';

const longest = 140;
/** A verb, a subject or a plea: then it is a sentence, and for the cues to tell. */
const sentence =
  /(?<![\p{L}])(?:is|are|was|were|be|been|being|has|have|had|do|does|did|will|would|can|could|should|may(?! \d)(?<!\d may)|might|must|shall|am|i|you|he|she|we|they|it|who|which|please|pls|kindly|let|need|needs|want|wants|if|when|said|says|there|not|no|never|thanks|thank|see|happy|good|sorry|hi|hello|dear|re|fwd|was|until|since|every)(?![\p{L}])|'(?:ll|re|ve|d|m)(?![\p{L}])|n't(?![\p{L}])/u;
/** Told as done: "The statement went up this morning"; but "form filed by Friday" is still to do. */
const past =
  /(?<![\p{L}])(?:went|came|got|sent|left|took|gave|made|told|saw|met|paid|ran|sat|stood|wrote|brought|bought|found|held|kept|lost|sold|began|broke|fell|flew|grew|knew|thought|rang|spoke|[\p{L}]{3,}ed)(?! (?:by|before|on|within|in|no later|back|to you|tomorrow|today|tonight|next|this|[\p{L}]+day)(?![\p{L}]))(?![\p{L}])|(?<![\p{L}])(?:went|came|got|left|took|gave|told|saw|met|ran|wrote|rang|spoke)(?![\p{L}])/u;
/** What is held, closed, celebrated or advertised on a day: nobody owes it. */
const occasions =
  /\b(?:meeting|call|lunch|dinner|breakfast|party|concert|show|match|game|flight|train|holiday|leave|closed|open|opening|birthday|wedding|conference|webinar|workshop|training|deadline|reminder|sale|offer|tickets?|doors|drill|exam|class|interview|appointment|agenda|attendees|weather|sunny|rain|luck|weekend|regards|wishes|cheers|best|forecast|dated|invoice|born|joined|founded)\b/;
const headLine = /^(?:from|to|sent|date|subject|cc|when|where): /;
const handed =
  /\b(?:with you|to you|for you|over to you|back|to follow|ready|delivery|delivered|from our side|from us|our side|on me|on us|mine)\b/;
const label = /^[^,.;!?]{2,40}: /;

/** What a speaker says will be there, with no verb; several where each part has a day of its own. */
export function fragmentsIn(scene: Scene, passage: Passage): Found[] {
  const { fold } = passage;
  const { speaker } = scene.voice(passage.message);
  if (passage.message === null || !speaker || passage.question || fold.length > longest) return [];
  if (sentence.test(fold) || past.test(fold) || occasions.test(fold) || headLine.test(fold) || !/\p{L}{3}/u.test(fold))
    return [];
  const due = dueIn(scene, passage, { start: 0, end: fold.length });
  if (!due?.due || due.start < 3) return [];
  const parts = gapped(scene, passage, fragment(scene, passage, due));
  return parts.length > 1 || isHandedOver(scene, passage) ? parts : [];
}

/** One part alone must say that it is handed over, answer a request, or be an item of the speaker's own list. */
function isHandedOver(scene: Scene, passage: Passage): boolean {
  if (handed.test(passage.fold)) return true;
  if (label.test(passage.fold) && passage.item !== null) return true;
  return !isTalk(scene.reading) && requestBefore(scene, passage) !== null;
}

function fragment(scene: Scene, passage: Passage, due: NonNullable<ReturnType<typeof dueIn>>): Found {
  const voice = scene.voice(passage.message);
  const theirs = /\b(?:from )?your (?:side|end|part)\b/.test(passage.fold);
  const debtor = theirs ? voice.addressee : speaking(voice, /\bour|\bus\b/.test(passage.fold));
  const from = /^[^:]{0,30}\bside: /.exec(passage.fold)?.[0].length ?? 0;
  return {
    start: passage.start + from,
    end: passage.end,
    deed: passage.start + from,
    passage,
    debtor,
    creditor: creditorOf(scene, passage, debtor),
    due: due.due,
    precision: due.precision,
    condition: null,
    status: 'accepted',
    confidence: 0.45,
    rule: 'fragment',
    topic: topicOf(passage.fold),
  };
}
