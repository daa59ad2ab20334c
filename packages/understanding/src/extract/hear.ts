// Hearing: the statements of one reading, sentence by sentence, with what came before it in the thread.
import type { Reading } from '@vito/contracts/reading';
import { dutiesIn } from '../clause.js';
import type { Passage } from '../passage.js';
import { isTalk } from '../talk.js';
import { acceptanceIn, isAnswer } from './acceptances.js';
import { distinct } from './finish.js';
import type { Found } from './found.js';
import { fragmentsIn } from './fragments.js';
import { itemIn } from './items.js';
import { handOverIn, moveIn } from './moves.js';
import { isAdvertising, isMachine } from './noise.js';
import { settled } from './outcomes.js';
import { promisesIn } from './promises.js';
import { type Context, createScene, type HeardScene, type Scene } from './scene.js';
import { standing } from './standing.js';
import { rowIn } from './table-rows.js';
import { isInvoice, termIn } from './terms.js';
import { believed, weighedIn } from './weighed.js';

/** One reading, heard after the earlier ones of its thread (oldest first). */
export function hear(reading: Reading, earlier: readonly HeardScene[], context: Context): HeardScene {
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
  const said = promisesIn(scene, passage)
    .filter((one) => believed(scene, one))
    .map((one) => standing(scene, one, before));
  if (said.length > 0) return said;
  const moved = moveIn(scene, passage, before);
  if (moved) return [moved];
  const bare = fragmentsIn(scene, passage);
  return bare.length > 0 ? bare : weighedIn(scene, passage).map((one) => standing(scene, one, before));
}

/** A mere acceptance beside a promise of the same message: the promise says it better. */
function withoutDoubles(found: readonly Found[]): Found[] {
  const key = (one: Found) => `${one.passage.message} ${one.debtor?.name}`;
  const promised = new Set(found.filter((one) => one.rule.startsWith('promise')).map(key));
  return found.filter((one) => one.rule !== 'acceptance' || !promised.has(key(one)));
}
