// A thread heard message by message. What was heard lately is kept: with every message of a thread all those before it are
// heard again, and a thread of forty would be heard eight hundred times.
import { createHash } from 'node:crypto';
import type { Reading } from '@vito/contracts/reading';
import { hear } from './hear.js';
import type { Context, HeardScene } from './scene.js';

/** How many earlier documents of a thread are listened to at most, and by how many they move on: hearing goes on where it was. */
const heardAtMost = 30;
const step = 10;

/** The last of these, which a later reading is heard after. */
export const latest = (earlier: readonly Reading[]): readonly Reading[] =>
  earlier.slice(Math.max(0, Math.ceil((earlier.length - heardAtMost) / step) * step));

interface Kept {
  scene: HeardScene;
  size: number;
}

/** What is kept at most, in characters of text and in readings; the last used stay. */
const mostText = 4_000_000;
const mostScenes = 1000;

const kept = new Map<string, Kept>();
let keptText = 0;

/** Each reading (oldest first) heard after those before it. Pure: what is kept is found by all that it depends on. */
export function hearThread(readings: readonly Reading[], context: Context): HeardScene[] {
  const heard: HeardScene[] = [];
  for (const [i, key] of keysOf(readings, context).entries()) {
    const reading = readings[i] as Reading;
    const scene = kept.get(key)?.scene ?? hear(reading, [...heard], context);
    keep(key, { scene, size: reading.text.length });
    heard.push(scene);
  }
  return heard;
}

/** What a reading of a few words costs, in characters of a long one. */
const leastText = 5000;

/** The characters of those that would have to be heard anew: what tells how long it takes. */
export function unheardText(readings: readonly Reading[], context: Context): number {
  const keys = keysOf(readings, context);
  return readings.reduce((sum, { text }, i) => sum + (kept.has(keys[i] as string) ? 0 : leastText + text.length), 0);
}

/** A reading, all that was heard before it, and what days are told by. */
function keysOf(readings: readonly Reading[], { zone, now }: Context): string[] {
  let key = `${zone} ${now ?? ''}`;
  return readings.map((reading) => {
    key = createHash('sha256').update(key).update(JSON.stringify(reading)).digest('base64');
    return key;
  });
}

function keep(key: string, one: Kept): void {
  keptText += one.size - (kept.get(key)?.size ?? 0);
  kept.delete(key); // the last used stand last
  kept.set(key, one);
  for (const [oldest, { size }] of kept) {
    if (kept.size <= mostScenes && keptText <= mostText) break;
    kept.delete(oldest);
    keptText -= size;
  }
}
