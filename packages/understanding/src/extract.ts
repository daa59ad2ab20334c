// Extraction: the commitments that a reading states, found by rules, offline. Pure: the same reading gives the same list.
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import type { Reading } from '@vito/contracts/reading';
import { handedOut } from './extract/finish.js';
import { hearThread, latest, unheardText } from './extract/hear-thread.js';
import type { Context } from './extract/scene.js';

/** Changes whenever the same reading may give another list. */
export const rulesVersion = '5';

export interface ExtractContext {
  /** Earlier documents of the same thread, oldest first. Never a later one. */
  earlier: readonly Reading[];
  /** The company's IANA zone: used where neither the message nor its header says. */
  zone: string;
  /** ISO; the reference time for a document that carries no date of its own. Without it only full dates are told. */
  now?: string;
}

/**
 * The commitments of one reading, in order of place. Offsets are UTF-16 offsets into `reading.text`; `quote` is
 * `text.slice(start, end)` with runs of white space as one space.
 */
export function extract(reading: Reading, context: ExtractContext): ExtractedCommitment[] {
  const scenes = hearThread([...latest(context.earlier), reading], settingsOf(context));
  return (scenes.at(-1)?.found ?? []).map((found) => handedOut(reading, found));
}

/** The characters that extraction has to go through: of what was heard lately it has the findings. */
export const textToHear = (reading: Reading, context: ExtractContext): number =>
  unheardText([...latest(context.earlier), reading], settingsOf(context));

const settingsOf = ({ zone, now }: ExtractContext): Context => (now === undefined ? { zone } : { zone, now });
