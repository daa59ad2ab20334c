// Acceptances: "Sure, will do." binds its speaker to what was asked, by when it was asked.
import type { Passage } from '../passage.js';
import { isTalk } from '../talk.js';
import { sameParty } from '../who.js';
import { answerable } from './conversation.js';
import type { Found } from './found.js';
import { creditorOf } from './parties.js';
import { quotedRequests } from './quoted.js';
import { type Request, requestAnswered } from './requests.js';
import type { Scene } from './scene.js';

const longestAnswer = 90;
/** Nothing but a sign of assent. */
const nod =
  /^(?:\s|👍|👌|✅|🫡|💪|🙏|\p{Emoji_Modifier}|\uFE0F|:(?:\+1|thumbsup|ok_hand|white_check_mark|saluting_face):)+$/u;

/** True where a passage does nothing but agree: its words are looked at here and nowhere else. */
export function isAnswer(scene: Scene, passage: Passage): boolean {
  if (passage.message === null || passage.fold.length > longestAnswer) return false;
  if (nod.test(passage.text)) return true;
  return !courtesy.test(passage.fold) && scene.speech(passage).assents.test(passage.fold);
}

/** Only greets or thanks: "Dear Neil,", "Thanks, all.". */
const courtesy =
  /^[^\p{L}]*(?:(?:hi|hello|hey|dear|hallo|liebe[rs]?|hola|estimad[oa]s?|querid[oa]s?|bonjour|chere?s?|ola|car[oa]s?|good (?:morning|afternoon|evening))(?![\p{L}])[^.;!?]*|(?:(?:thanks|thank you|cheers|danke|gracias|merci|obrigad[oa]|all|team|everyone|guys|mate|sir|so much|a lot|again|right|today|then|[\p{L}]+(?=,))[ ,.!-]*)+)$/u;

/** The request that the passage's message answers: one of the thread's, or of the text it quotes where the thread is not there. */
export function requestBefore(scene: Scene, passage: Passage): Request | null {
  const request = requestAnswered(scene, passage);
  if (request || scene.earlier.length > 0 || scene.reading.kind !== 'mail') return request;
  return quotedRequests(scene, passage).at(-1) ?? null;
}

/** What a passage of mere agreement takes on; null where nothing was asked, or others were. */
export function acceptanceIn(scene: Scene, passage: Passage): Found | null {
  const speech = scene.speech(passage);
  const strong = speech.takesOn.test(passage.fold);
  const voice = scene.voice(passage.message);
  if (!voice.speaker || passage.question) return null;
  const request = requestBefore(scene, passage);
  if (!strong && (request === null || !answersDirectly(scene, passage, request))) return null;
  if (request === null && isTalk(scene.reading)) return null;
  const { due } = request ?? { due: null };
  return {
    start: passage.start,
    end: passage.end,
    deed: passage.start,
    passage,
    debtor: voice.speaker,
    creditor: request?.asker ?? creditorOf(scene, passage, voice.speaker),
    due: due?.due ?? null,
    precision: due?.precision ?? 'none',
    condition: null,
    status: 'accepted',
    confidence: (request ? 0.85 : 0.5) - (strong ? 0 : 0.2),
    rule: 'acceptance',
    topic: request?.topic ?? new Set(),
  };
}

/** Mere assent ("Sure.") counts only right behind the request, with nothing else between. */
function answersDirectly(scene: Scene, passage: Passage, request: Request): boolean {
  if (passage.message === null) return false;
  const [before] = answerable(scene, passage.message);
  const from =
    before !== undefined ? scene.reading.messages[before]?.from : scene.earlier.at(-1)?.reading.messages[0]?.from;
  if (from === undefined) return true; // the request is in the quoted text
  return sameParty(from ?? null, request.asker) && isLatest(scene, before, request);
}

function isLatest(scene: Scene, before: number | undefined, request: Request): boolean {
  if (before !== undefined) return request.passage.message === before;
  return scene.earlier.at(-1)?.passages.includes(request.passage) ?? false;
}
