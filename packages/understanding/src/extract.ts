// Extraction: the commitments that a reading states, found by rules, offline. Pure: the same reading gives the same list.
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import type { Reading } from '@vito/contracts/reading';
import { dutiesIn } from './clause.js';
import { acceptanceIn, isAnswer } from './extract/acceptances.js';
import { distinct, handedOut } from './extract/finish.js';
import type { Found } from './extract/found.js';
import { itemIn } from './extract/items.js';
import { handOverIn, moveIn } from './extract/moves.js';
import { isAdvertising, isMachine } from './extract/noise.js';
import { settled } from './extract/outcomes.js';
import { promisesIn } from './extract/promises.js';
import { type Context, createScene, type HeardScene, type Scene } from './extract/scene.js';
import { standing } from './extract/standing.js';
import { rowIn } from './extract/table-rows.js';
import { isInvoice, termIn } from './extract/terms.js';
import type { Passage } from './passage.js';
import { isTalk } from './talk.js';

/** Changes whenever the same reading may give another list. */
export const rulesVersion = '3';

export interface ExtractContext {
  /** Earlier documents of the same thread, oldest first. Never a later one. */
  earlier: readonly Reading[];
  /** The company's IANA zone: used where neither the message nor its header says. */
  zone: string;
  /** ISO; the reference time for a document that carries no date of its own. Without it only full dates are told. */
  now?: string;
}

/** How many earlier documents of a thread are listened to: the latest ones. */
const heardAtMost = 30;

/**
 * The commitments of one reading, in order of place. Offsets are UTF-16 offsets into `reading.text`; `quote` is
 * `text.slice(start, end)` with runs of white space as one space.
 */
export function extract(reading: Reading, context: ExtractContext): ExtractedCommitment[] {
  const settings: Context =
    context.now === undefined ? { zone: context.zone } : { zone: context.zone, now: context.now };
  const heard: HeardScene[] = [];
  for (const earlier of context.earlier.slice(-heardAtMost)) heard.push(hear(earlier, [...heard], settings));
  return hear(reading, heard, settings).found.map((found) => handedOut(reading, found));
}

function hear(reading: Reading, earlier: readonly HeardScene[], context: Context): HeardScene {
  const scene = createScene(reading, earlier, context);
  return { ...scene, found: findIn(scene) };
}

function findIn(scene: Scene): Found[] {
  const found: Found[] = [];
  const silent = silentMessages(scene);
  const invoice = isInvoice(scene);
  for (const passage of scene.passages) {
    if (silent.has(passage.message)) continue;
    found.push(...statements(scene, passage, invoice, found));
  }
  return distinct(withoutDoubles(found)).map((one) => settled(scene, one));
}

/** Messages (null: the document) of which nothing counts. */
function silentMessages(scene: Scene): Set<number | null> {
  const silent = new Set<number | null>();
  scene.reading.messages.forEach((message, i) => {
    if (isMachine(scene, message, i)) silent.add(i);
  });
  if (isTalk(scene.reading)) return silent;
  const parts = scene.reading.messages.length === 0 ? [null] : scene.reading.messages.map((_, i) => i);
  for (const part of parts) if (!silent.has(part) && isAdvertising(scene, part)) silent.add(part);
  return silent;
}

/** What one sentence states: an answer, a task, a duty, a term of payment, or what somebody says. */
function statements(scene: Scene, passage: Passage, invoice: boolean, before: readonly Found[]): Found[] {
  if (isAnswer(scene, passage)) return [acceptanceIn(scene, passage)].filter((one) => one !== null);
  if (invoice) return [termIn(scene, passage)].filter((one) => one !== null);
  const task = rowIn(scene, passage) ?? itemIn(scene, passage);
  if (task) return [task];
  const duties = dutiesIn(scene, passage);
  if (duties.length > 0) return duties;
  const handOver = handOverIn(scene, passage, before);
  if (handOver) return [handOver];
  const said = promisesIn(scene, passage).map((one) => standing(scene, one, before));
  if (said.length > 0) return said;
  return [moveIn(scene, passage, before)].filter((one) => one !== null);
}

/** A mere acceptance beside a promise of the same message: the promise says it better. */
function withoutDoubles(found: readonly Found[]): Found[] {
  const key = (one: Found) => `${one.passage.message} ${one.debtor?.name}`;
  const promised = new Set(found.filter((one) => one.rule.startsWith('promise')).map(key));
  return found.filter((one) => one.rule !== 'acceptance' || !promised.has(key(one)));
}
