// A watched folder is looked at again and again: that also works where a network share tells nothing of its changes.
import { createHash } from 'node:crypto';
import { wait } from '@vito/runtime/wait';
import type { Asked } from '../own-source.js';
import { walk } from './walk.js';

const pause = 2000; // ms
const share = 20; // of the time that one look takes, so that a huge folder takes a twentieth of a processor

/** Throws SourceProblem where the folder is not there. */
export async function watchFolder(
  root: () => Promise<string>,
  { signal, log }: Asked,
  changed: () => void,
): Promise<void> {
  let last = '';
  while (!signal.aborted) {
    const began = Date.now();
    const now = await digestOf(await root(), { signal, log, isPartial: false });
    if (signal.aborted) return;
    if (now !== last) changed();
    last = now;
    await wait(Math.max(pause, share * (Date.now() - began)), signal);
  }
}

/** Of all files in whatever order they come. */
async function digestOf(root: string, walking: Parameters<typeof walk>[1]): Promise<string> {
  let [one, other, files] = [0, 0, 0];
  for await (const { path, mark } of walk(root, walking)) {
    const hash = createHash('sha1').update(`${path}\0${mark}`).digest();
    one ^= hash.readInt32LE(0);
    other ^= hash.readInt32LE(4);
    files++;
  }
  return `${files} ${one} ${other}`;
}
