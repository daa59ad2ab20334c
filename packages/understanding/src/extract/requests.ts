// Requests: what somebody was asked to do and by when, which an answer may take on.
import type { Party } from '@vito/contracts/reading';
import type { Speech } from '../cues.js';
import type { FoundDue } from '../deadline.js';
import type { Passage } from '../passage.js';
import { groupRange } from '../pattern.js';
import { isTalk } from '../talk.js';
import { sameParty } from '../who.js';
import { answerable } from './conversation.js';
import { dueIn } from './dues.js';
import { topicOf } from './found.js';
import { type HeardScene, type Scene, sameSide } from './scene.js';

export interface Request {
  passage: Passage;
  asker: Party | null;
  /** The one asked, null where anybody may answer. */
  asked: Party | null;
  due: FoundDue | null;
  /** What is asked for, in the asker's words. */
  deed: string;
  topic: ReadonlySet<string>;
}

/** Asked for politeness' sake, or of the reader of a notice: no deed anybody takes on. */
const idle =
  /^(?:find|note|see|feel|don't|do not|let(?! (?:me|us) (?:have|know))|ignore|disregard|accept|excuse|forgive|bear|allow|be patient|give (?:me|us) (?:until|till|another|a (?:bit|few|little))|imagine|believe|remember|be|hesitate|refer|keep in mind|beachten|entschuldigen|no dude|disculp|perdon|excuser|noter)\b/;

/** A question without a verb, with a day: "Spare locks for the quay by Thursday?" */
const wanted =
  /^(?!.*\b(?:is|are|was|were|do|does|did|have|has|will|would|how|what|when|where|why|who|which|ok|okay|fine|free|lunch|coffee|work|works|i|we)\b)(?:<?@?[\p{L}\d_]+>?,? )?(?:and |the |any |those |my |our |your )?[\p{L}\d' -]{3,60} (?:by|before|until|for|on) [\p{L}\d' ]{2,30}\?/u;

/** The requests that a passage makes. */
export function requestIn(scene: Scene, passage: Passage, speech: Speech): Request | null {
  const match = speech.request.exec(passage.fold) ?? wanted.exec(passage.question ? passage.fold : '');
  const verb = match && (groupRange(match, 'verb') ?? groupRange(match, 'verb2'));
  if (!match || idle.test(passage.fold.slice(verb?.[0] ?? match.index))) return null;
  const polite =
    /please|pls|kindly|need|bitte|brauch|benotig|por favor|necesit|hay que|habria que|hace falta|il faut|faudrait|tem que|temos que|temos de|e preciso|muss|merci|veuillez|besoin|s'il|svp|precis/.test(
      passage.fold,
    );
  if (!passage.question && !polite && !/^(?:can|could|would|who|any)/.test(match[0])) return null;
  const voice = scene.voice(passage.message);
  const due = dueIn(scene, passage, { start: 0, end: passage.fold.length });
  const open = /\b(?:anyone|anybody|someone|somebody|who|alguien|quien|jemand|wer|quelqu'un|qui|alguem|quem)\b/.test(
    match[0],
  );
  const message = passage.message === null ? null : scene.reading.messages[passage.message];
  const asked = open ? null : isTalk(scene.reading) ? (message?.to[0] ?? null) : voice.addressee;
  const deed = passage.text
    .slice(verb?.[0] ?? match.index)
    .replace(/\s+/g, ' ')
    .replace(/[?.!\s]+$/, '');
  return { passage, asker: voice.speaker, asked, due, deed, topic: topicOf(passage.fold) };
}

/** The request that a message answers: the latest one put to its author in the same thread or talk; null where none is. */
export function requestAnswered(scene: Scene, passage: Passage): Request | null {
  if (passage.message === null) return null;
  const voice = scene.voice(passage.message);
  const mine = (request: Request) =>
    !sameParty(request.asker, voice.speaker) &&
    (request.asked === null || sameParty(request.asked, voice.speaker) || asksSide(scene, request, voice.speaker));
  for (const i of answerable(scene, passage.message)) {
    if (sameParty(scene.reading.messages[i]?.from ?? null, voice.speaker)) continue;
    const found = clearest(requestsOf(scene, i).filter(mine));
    if (found) return found;
    if (!isTalk(scene.reading)) break;
  }
  for (const earlier of [...scene.earlier].reverse()) {
    const found = clearest(earlierRequests(earlier).filter(mine));
    if (found) return found;
    if (!earlier.reading.messages.some((m) => sameParty(m.from, voice.speaker))) break;
  }
  return null;
}

/** A request to a colleague of the speaker's counts where the speaker answers for the same firm. */
function asksSide(scene: Scene, request: Request, speaker: Party | null): boolean {
  return sameSide(scene.who, request.asked, speaker);
}

/** Of several requests the last that names a date, else the first: what follows it mostly says why. */
function clearest(requests: readonly Request[]): Request | null {
  return requests.findLast((request) => request.due?.due) ?? requests[0] ?? null;
}

function requestsOf(scene: Scene, message: number): Request[] {
  return scene.saidIn(message).flatMap((p) => requestIn(scene, p, scene.speech(p)) ?? []);
}

const heard = new WeakMap<HeardScene, Request[]>();

function earlierRequests(scene: HeardScene): Request[] {
  const known = heard.get(scene);
  if (known) return known;
  const found = scene.passages.flatMap((p) => requestIn(scene, p, scene.speech(p)) ?? []);
  heard.set(scene, found);
  return found;
}
