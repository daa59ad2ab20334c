// What the first engine is sure of, kept for the second: whole lines that need no second reading, and where spaces are.
import type { LaidLine, LaidWord } from './layout.js';
import type { PixelBox } from './paddle-boxes.js';
import { looksLikeWord } from './quality.js';

/** Confidence (0..100) of each word in a line that is not read again. Chosen on the tuned half of the bench's pages. */
const beyondDoubt = 90;
/** Confidence that the words on both sides of a space need. */
const surelyRead = 60;

/** A space that an engine is sure of: between these two x, at this height. Pixels. */
export interface SeenSpace {
  from: number;
  to: number;
  y: number;
}

/** The words that fill the box from end to end, when all are beyond doubt; else null. */
export function surelySeen(words: readonly LaidWord[], box: PixelBox): LaidLine | null {
  const slack = (box.bottom - box.top) * 0.8;
  const inside = words.filter((word) => isIn(word, box)).sort((a, b) => a.left - b.left);
  const [first, last] = [inside[0], inside.at(-1)];
  if (!first || !last || first.left > box.left + slack || last.right < box.right - slack) return null;
  const covered = inside.reduce((sum, word) => sum + word.right - word.left, 0);
  if (covered < (box.right - box.left - slack) * 0.6) return null;
  const sure = ({ text, confidence, left, right }: LaidWord) =>
    confidence >= beyondDoubt && looksLikeWord(text) && left > box.left - slack && right < box.right + slack;
  return inside.every(sure) ? inside : null;
}

function isIn({ left, top, right, bottom }: LaidWord, box: PixelBox): boolean {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return x > box.left && x < box.right && y > box.top && y < box.bottom;
}

export function spacesIn(lines: readonly LaidLine[]): SeenSpace[] {
  return lines.flatMap((line) =>
    line.slice(1).flatMap((word, i) => {
      const before = line[i];
      if (!before || before.confidence < surelyRead || word.confidence < surelyRead) return [];
      return [{ from: before.right, to: word.left, y: (word.top + word.bottom + before.top + before.bottom) / 4 }];
    }),
  );
}
