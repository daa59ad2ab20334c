// Marker strokes on a page's picture: the boxes of a quote's words, merged line by line.
import type { Span, Word } from '@vito/contracts/reading';

/** A box in fractions (0..1) of the page. */
export interface Stroke {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Gap between two words of a line, in line heights, beyond which the line is taken to have ended (a column, a table cell). */
const widestGap = 2.5;

/**
 * Strokes over the words that share an offset with `range`, one per line and column, in reading order.
 * `aspect` is the page's width divided by its height, to compare gaps (of the width) with line heights (of the height).
 */
export function strokesOf(words: readonly Word[], range: Span, aspect: number): Stroke[] {
  const covered = words
    .filter((word) => word.start < range.end && word.end > range.start && word.width > 0 && word.height > 0)
    .sort((a, b) => a.start - b.start);
  const strokes: Stroke[] = [];
  for (const word of covered) {
    const last = strokes.at(-1);
    if (last && sameLine(last, word) && gap(last, word) * aspect <= widestGap * Math.max(last.height, word.height)) {
      strokes[strokes.length - 1] = union(last, word);
    } else {
      strokes.push({ x: word.x, y: word.y, width: word.width, height: word.height });
    }
  }
  return strokes.map((stroke) => padded(stroke, aspect));
}

/** Two boxes stand on one line when they share more than half of the lower one's height. */
function sameLine(a: Stroke, b: Stroke): boolean {
  const shared = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return shared > 0.5 * Math.min(a.height, b.height);
}

function gap(a: Stroke, b: Stroke): number {
  return Math.max(b.x - (a.x + a.width), a.x - (b.x + b.width), 0);
}

function union(a: Stroke, b: Stroke): Stroke {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** A marker is a little wider than the letters; never beyond the page. */
function padded(stroke: Stroke, aspect: number): Stroke {
  const up = stroke.height * 0.12;
  const out = (stroke.height * 0.18) / aspect;
  const x = Math.max(0, stroke.x - out);
  const y = Math.max(0, stroke.y - up);
  return {
    x,
    y,
    width: Math.min(1, stroke.x + stroke.width + out) - x,
    height: Math.min(1, stroke.y + stroke.height + up) - y,
  };
}
