// What became of a commitment within the same file: later messages that report it done, call it off, turn it down or agree.
import type { CommitmentStatus } from '@vito/contracts/commitment';
import type { Passage } from '../passage.js';
import { isTalk } from '../talk.js';
import { sameParty } from '../who.js';
import { following } from './conversation.js';
import { type Found, shared, topicOf } from './found.js';
import { agrees, callsOff, delivered, refuses } from './report-words.js';
import type { Scene } from './scene.js';

/** The status at the end of the file: chats go on after the promise, mails do not. */
export function settled(scene: Scene, found: Found): Found {
  if (!isTalk(scene.reading) || found.passage.message === null) return found;
  let { status } = found;
  let steps = 0;
  for (const index of following(scene, found.passage.message)) {
    const said = scene.saidIn(index);
    const words = said.map((p) => p.fold).join(' ');
    const change = changed(scene, found, said, words, steps++);
    if (change) status = change;
    if (change === 'fulfilled' || change === 'cancelled' || change === 'declined') break;
  }
  return status === found.status ? found : { ...found, status, said: found.status };
}

function changed(
  scene: Scene,
  found: Found,
  said: readonly Passage[],
  words: string,
  steps: number,
): CommitmentStatus | null {
  const [first] = said;
  const author = first ? scene.voice(first.message).speaker : null;
  if (!first || !author) return null;
  const same = shared(found.topic, topicOf(words));
  const threaded = scene.reading.messages[first.message ?? -1]?.threadId != null;
  const near = steps < 2 || threaded;
  if (sameParty(author, found.debtor)) {
    const report = said.find((p) => delivered(p.fold) && !p.question);
    const loose = scene.reading.kind !== 'transcript' && near && (report?.fold.length ?? 0) < 60;
    if (report && (scene.reading.kind === 'transcript' ? same > 1 : same > 0 || loose)) return 'fulfilled';
    return null;
  }
  if (callsOff(words) && (same > 0 || near) && !said.every((p) => p.question)) return 'cancelled';
  if (found.status !== 'proposed' || !near) return null;
  if (refuses(words)) return 'declined';
  return sameParty(author, found.creditor) && agrees(words) ? 'accepted' : null;
}
