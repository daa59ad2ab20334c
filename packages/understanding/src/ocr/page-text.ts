// Ordered lines as a page's text, with the box of every word on the upright page.
import type { Word } from '@vito/contracts/reading';
import type { LaidLine, LaidWord } from './layout.js';
import type { Back } from './upright.js';

export interface PageText {
  text: string;
  words: Word[];
}

/** A gap between two lines that is this many times the usual one parts paragraphs. */
const wideStep = 1.45;

/** Words joined by spaces, lines by \n, paragraphs by an empty line. */
export function layPage(lines: readonly LaidLine[], back: Back): PageText {
  const pitch = usualPitch(lines);
  const words: Word[] = [];
  let text = '';
  for (const [i, line] of lines.entries()) {
    if (i > 0) text += between(lines[i - 1] ?? [], line, pitch);
    for (const [k, word] of line.entries()) {
      if (k > 0) text += ' ';
      words.push({ start: text.length, end: text.length + word.text.length, ...boxOf(word, back) });
      text += word.text;
    }
  }
  return { text, words };
}

/** The upright box around the word's box on a page that lay askew. */
function boxOf({ left, top, right, bottom }: LaidWord, back: Back) {
  const middle = (top + bottom) / 2;
  const [from, to] = [back(left, middle), back(right, middle)];
  const half = Math.abs(back(left, bottom).y - back(left, top).y) / 2;
  const y = Math.min(from.y, to.y) - half;
  return {
    x: from.x,
    y: Math.max(0, y),
    width: Math.max(0, to.x - from.x),
    height: Math.min(1, Math.max(from.y, to.y) + half) - Math.max(0, y),
  };
}

function between(above: LaidLine, line: LaidLine, pitch: number): string {
  const step = middle(line) - middle(above);
  return step > pitch * wideStep || step < -pitch ? '\n\n' : '\n';
}

function usualPitch(lines: readonly LaidLine[]): number {
  const steps = lines.slice(1).map((line, i) => middle(line) - middle(lines[i] ?? []));
  const down = steps.filter((step) => step > 0).sort((a, b) => a - b);
  return down[Math.floor(down.length / 2)] ?? 0;
}

const middle = (line: LaidLine) =>
  line.reduce((sum, word) => sum + (word.top + word.bottom) / 2, 0) / Math.max(1, line.length);
