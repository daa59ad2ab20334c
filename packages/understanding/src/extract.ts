// Extraction: the commitments that a reading states, found by rules, offline. Pure: the same reading gives the same list.
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import type { Reading } from '@vito/contracts/reading';
import { handedOut } from './extract/finish.js';
import { hear } from './extract/hear.js';
import type { Context, HeardScene } from './extract/scene.js';

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
