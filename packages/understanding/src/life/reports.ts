// What a sentence that promises nothing reports of the thread's commitments: done, called off, turned down, agreed to.
import type { CommitmentStatus, DuePrecision } from '@vito/contracts/commitment';
import { type Found, shared, topicOf } from '../extract/found.js';
import { type HeardScene, sameSide } from '../extract/scene.js';
import type { Passage } from '../passage.js';
import { isTalk } from '../talk.js';
import { agrees, allOf, arrived, callsOff, delivered, insists, refuses, withdraws } from './report-words.js';
import type { Life } from './walk.js';

export interface Report {
  life: Life;
  status: CommitmentStatus;
  due?: string | null;
  precision?: DuePrecision;
  rule: string;
}

/** The changes that a passage reports to the open commitments of its thread. `stated`: what the passage itself promises. */
export function reported(
  scene: HeardScene,
  passage: Passage,
  stated: readonly Found[],
  open: readonly Life[],
): Report[] {
  const author = scene.voice(passage.message).speaker;
  if (passage.message === null || !author || open.length === 0) return [];
  const words = without(passage, stated);
  if (words.trim() === '') return [];
  const mine = open.filter((life) => sameSide(scene.who, life.debtor, author));
  const theirs = open.filter((life) => !mine.includes(life));
  const about = (lives: readonly Life[]) => meant(scene, passage, words, lives);
  const all = (lives: readonly Life[], status: CommitmentStatus, rule: string) =>
    about(lives).map((life) => ({ life, status, rule }));
  if (!passage.question) {
    if (delivered(words)) {
      const done = all(mine, 'fulfilled', 'reported-done');
      if (done.length > 0) return done;
    }
    if (arrived(words)) {
      const done = all(
        theirs.filter((life) => life.status !== 'proposed'),
        'fulfilled',
        'reported-received',
      );
      if (done.length > 0) return done;
    }
  }
  return answered(scene, passage, words, mine, theirs, all);
}

function answered(
  scene: HeardScene,
  passage: Passage,
  words: string,
  mine: readonly Life[],
  theirs: readonly Life[],
  all: (lives: readonly Life[], status: CommitmentStatus, rule: string) => Report[],
): Report[] {
  const proposed = theirs.filter((life) => life.status === 'proposed');
  if (passage.question) return [];
  if (refuses(words)) {
    const declined = all(proposed, 'declined', 'turned-down');
    if (declined.length > 0) return declined;
  }
  const asked = [...theirs, ...mine].filter((life) => life.asked !== null);
  if (insists(words) && asked.length > 0) return asked.slice(-1).map((life) => restored(life));
  if (isMoving(scene, passage)) return [];
  if (callsOff(words)) {
    const off = all(theirs, 'cancelled', 'called-off');
    if (off.length > 0) return off;
  }
  if (withdraws(words)) {
    const off = all(mine, 'cancelled', 'withdrawn-by-debtor');
    if (off.length > 0) return off;
  }
  if (agrees(words) && isOpening(scene, passage)) return all(proposed, 'accepted', 'agreed');
  return [];
}

/** "Friday is off. You will have it on Tuesday.": the message moves what it seems to call off. */
function isMoving(scene: HeardScene, passage: Passage): boolean {
  return scene.found.some(
    (one) => one.passage.message === passage.message && (one.said ?? one.status) === 'renegotiated',
  );
}

/** The date that was asked for is refused: what was agreed before stands. */
function restored(life: Life): Report {
  const { due, precision, status } = life.asked as NonNullable<Life['asked']>;
  return { life, status, due, precision, rule: 'move-refused' };
}

/** The passage's words, without what it promises itself. */
function without(passage: Passage, stated: readonly Found[]): string {
  let words = passage.fold;
  for (const { start, end } of stated) {
    const [from, to] = [Math.max(0, start - passage.start), Math.max(0, end - passage.start)];
    words = words.slice(0, from) + ' '.repeat(Math.max(0, Math.min(to, words.length) - from)) + words.slice(to);
  }
  return words;
}

/** Of these, those the words speak of: by what they share, all where all are meant, the only one in a short message. */
function meant(scene: HeardScene, passage: Passage, words: string, lives: readonly Life[]): Life[] {
  if (lives.length === 0) return [];
  const topic = topicOf(words);
  let most = 0;
  let best: Life[] = [];
  for (const life of lives) {
    const n = shared(life.topic, topic);
    if (n > most) [best, most] = [[life], n];
    else if (n === most && n > 0) best.push(life);
  }
  if (allOf(words) && most === 0) return [...lives];
  if (best.length > 0) return allOf(words) ? best : best.slice(-1);
  return lives.length === 1 && isNear(scene, passage, lives[0] as Life) ? [...lives] : [];
}

/** In a mail's first sentences; in a chat, soon after it was last spoken of or in its thread. */
function isNear(scene: HeardScene, passage: Passage, life: Life): boolean {
  const said = scene.saidIn(passage.message);
  if (!isTalk(scene.reading)) return said.indexOf(passage) < 4;
  const last = life.statements.at(-1)?.found.passage.message ?? 0;
  const threaded = scene.reading.messages[passage.message ?? 0]?.threadId != null;
  return threaded || (passage.message ?? 0) - last <= 2;
}

/** Agreement stands in the first two sentences. */
function isOpening(scene: HeardScene, passage: Passage): boolean {
  return scene.saidIn(passage.message).indexOf(passage) < 2;
}
