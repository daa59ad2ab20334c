// What a sentence that promises nothing reports of the thread's commitments: done, called off, turned down, agreed to.
import type { CommitmentStatus, DuePrecision } from '@vito/contracts/commitment';
import type { Party } from '@vito/contracts/reading';
import { type Found, shared, topicOf } from '../extract/found.js';
import {
  agrees,
  allOf,
  arrived,
  callsOff,
  delivered,
  faults,
  insists,
  refuses,
  withdraws,
} from '../extract/report-words.js';
import { type HeardScene, sameSide } from '../extract/scene.js';
import { fold } from '../fold.js';
import type { Passage } from '../passage.js';
import { isTalk } from '../talk.js';
import { sameParty } from '../who.js';
import type { Life } from './open.js';

export interface Report {
  life: Life;
  status: CommitmentStatus;
  due?: string | null;
  precision?: DuePrecision;
  rule: string;
}

/**
 * The changes that a passage reports to the open commitments of its thread. `stated`: what the passage itself promises;
 * `over`: what is over by now.
 */
export function reported(
  scene: HeardScene,
  passage: Passage,
  stated: readonly Found[],
  open: readonly Life[],
  over: readonly Life[],
): Report[] {
  const author = scene.voice(passage.message).speaker;
  if (passage.message === null || !author || open.length === 0) return [];
  const words = without(passage, stated);
  if (words.trim() === '') return [];
  const mine = open.filter((life) => sameSide(scene.who, inFull(scene, life.debtor), author));
  const theirs = open.filter((life) => !mine.includes(life));
  const about = (lives: readonly Life[]) => meant(scene, passage, words, lives, over);
  const all = (lives: readonly Life[], status: CommitmentStatus, rule: string) =>
    about(lives).map((life) => ({ life, status, rule }));
  if (!passage.question) {
    if (delivered(words)) {
      const done = all(mine, 'fulfilled', 'reported-done').filter(
        ({ life }) => life.status !== 'proposed' || isAbout(life, words),
      );
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
  return answered(scene, passage, words, mine, theirs, about);
}

/** "The file is empty": what was reported as done is open again, as it stood before. `done`: lives that messages told to be done. */
export function reopened(scene: HeardScene, passage: Passage, done: readonly Life[]): Report[] {
  const author = scene.voice(passage.message).speaker;
  if (passage.message === null || !author || done.length === 0 || !faults(passage.fold)) return [];
  const theirs = done.filter((life) => !sameSide(scene.who, inFull(scene, life.debtor), author));
  return meant(scene, passage, passage.fold, theirs, []).map((life) => ({
    life,
    status: beforeDone(life),
    rule: 'found-wanting',
  }));
}

function beforeDone({ changes, statements }: Life): CommitmentStatus {
  const changed = changes.findLast(({ status }) => status !== 'fulfilled');
  const first = statements[0]?.found;
  return changed?.status ?? first?.said ?? first?.status ?? 'accepted';
}

function answered(
  scene: HeardScene,
  passage: Passage,
  words: string,
  mine: readonly Life[],
  theirs: readonly Life[],
  about: (lives: readonly Life[]) => Life[],
): Report[] {
  const all = (lives: readonly Life[], status: CommitmentStatus, rule: string): Report[] =>
    about(lives).map((life) => ({ life, status, rule }));
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
    const off = about(theirs).map((life) => calledOff(life));
    if (off.length > 0) return off;
  }
  if (withdraws(words)) {
    const off = all(mine, 'cancelled', 'withdrawn-by-debtor');
    if (off.length > 0) return off;
  }
  if (agrees(words) && isOpening(scene, passage)) return all(proposed, 'accepted', 'agreed');
  return [];
}

/** An offer that is not needed was turned down; what was undertaken is called off. */
function calledOff(life: Life): Report {
  const status = life.status === 'proposed' ? 'declined' : 'cancelled';
  return { life, status, rule: 'called-off' };
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

/**
 * Of these, those the words speak of: by what they share, all where all are meant, the only one in a short message, unless
 * they speak of one that is over.
 */
function meant(
  scene: HeardScene,
  passage: Passage,
  words: string,
  lives: readonly Life[],
  over: readonly Life[],
): Life[] {
  if (lives.length === 0) return [];
  const topic = withoutNames(scene, topicOf(words));
  const author = scene.voice(passage.message).speaker;
  let most = 0;
  let best: Life[] = [];
  for (const life of lives) {
    const n = shared(life.topic, topic);
    if (n > most) [best, most] = [[life], n];
    else if (n === most && n > 0) best.push(life);
  }
  // Whoever promised it reports it, rather than a colleague.
  const own = best.filter((life) => sameParty(inFull(scene, life.debtor), author));
  if (own.length > 0) best = own;
  if (allOf(words) && most === 0) return [...lives];
  if (best.length > 0) return allOf(words) ? best : best.slice(-1);
  if (over.some((life) => shared(life.topic, topic) > 0)) return [];
  return lives.length === 1 && isNear(scene, passage, lives[0] as Life) ? [...lives] : [];
}

/** Whoever was called by a first name is somebody whom the thread knows by now. */
const inFull = (scene: HeardScene, party: Party | null): Party | null =>
  party?.name && !party.address ? (scene.who.people.find(party.name) ?? party) : party;

/** An offer nobody took is not done because something else is. */
const isAbout = (life: Life, words: string): boolean => shared(life.topic, topicOf(words)) > 0;

/** Whom one addresses tells nothing of the matter. */
function withoutNames(scene: HeardScene, topic: ReadonlySet<string>): Set<string> {
  const names = new Set(scene.who.people.all.flatMap((party) => [...topicOf(fold(party.name ?? ''))]));
  return new Set([...topic].filter((stem) => !names.has(stem)));
}

/** In a mail's first sentences; in a chat, soon after it was last spoken of or in its thread. */
function isNear(scene: HeardScene, passage: Passage, life: Life): boolean {
  const said = scene.saidIn(passage.message);
  if (!isTalk(scene.reading)) return said.indexOf(passage) < 4;
  const last = life.statements.at(-1)?.found.passage.message ?? 0;
  const threaded = scene.reading.messages[passage.message ?? 0]?.threadId != null;
  return threaded || (passage.message ?? 0) - last <= 2;
}

/** Agreement stands in the first two sentences, or anywhere in a short answer. */
function isOpening(scene: HeardScene, passage: Passage): boolean {
  const said = scene.saidIn(passage.message);
  return said.length <= 5 || said.indexOf(passage) < 2;
}
