// Reading order of recognised lines: columns of prose that an engine read straight across are taken apart again.

export interface LaidWord {
  text: string;
  /** 0..100. */
  confidence: number;
  /** Pixels. */
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Words of one line from left to right. */
export type LaidLine = LaidWord[];

/** Fewest lines that show a gutter, most of all lines (share) that may run across it, fewest words beside it. */
const fewestLines = 5;
const mostAcross = 0.2;
const fewestWords = 3;

/**
 * Lines in reading order. Looks for the gutter that the fewest lines cross, reads left of it before right of it, keeps
 * lines across the whole width as separators, and does the same inside each column. Tables are left alone: their
 * cells hold few words. (A recursive cut after Nagy's X-Y tree, by word boxes instead of pixels.)
 */
export function readingOrder(lines: readonly LaidLine[], depth = 0): LaidLine[] {
  const gutter = depth < 3 ? findGutter(lines) : null;
  if (gutter === null) return [...lines];
  const ordered: LaidLine[] = [];
  let left: LaidLine[] = [];
  let right: LaidLine[] = [];
  const endBand = () => {
    ordered.push(...readingOrder(left, depth + 1), ...readingOrder(right, depth + 1));
    left = [];
    right = [];
  };
  for (const line of [...lines].sort((a, b) => middle(a) - middle(b))) {
    if (crosses(line, gutter)) {
      endBand();
      ordered.push(line);
      continue;
    }
    const before = line.filter((word) => word.right <= gutter);
    const behind = line.filter((word) => word.right > gutter);
    if (before.length > 0) left.push(before);
    if (behind.length > 0) right.push(behind);
  }
  endBand();
  return ordered;
}

/** The x at which most lines have their gap between two columns of prose, or null. */
function findGutter(lines: readonly LaidLine[]): number | null {
  const words = lines.flat();
  if (lines.length < fewestLines || words.length === 0) return null;
  const from = Math.min(...words.map((word) => word.left));
  const to = Math.max(...words.map((word) => word.right));
  const height = median(words.map((word) => word.bottom - word.top));
  let best: { x: number; across: number } | null = null;
  for (let step = 15; step <= 85; step++) {
    const x = from + ((to - from) * step) / 100;
    const across = lines.filter((line) => crosses(line, x)).length;
    if (across > lines.length * mostAcross || (best && across >= best.across)) continue;
    if (parts(lines, x, height * 0.6)) best = { x, across };
  }
  return best?.x ?? null;
}

/** Whether enough lines have prose on both sides of x, with a gap of at least `gap` there. */
function parts(lines: readonly LaidLine[], x: number, gap: number): boolean {
  const whole = lines.filter((line) => !crosses(line, x));
  const both = whole.filter((line) => line.some((word) => word.right <= x) && line.some((word) => word.left >= x));
  const apart = both.filter((line) => gapAt(line, x) >= gap);
  if (apart.length < fewestLines || apart.length < whole.length * 0.4 || apart.length < both.length * 0.9) return false;
  const wordsLeft = apart.map((line) => line.filter((word) => word.right <= x).length);
  const wordsRight = apart.map((line) => line.filter((word) => word.left >= x).length);
  return median(wordsLeft) >= fewestWords && median(wordsRight) >= fewestWords;
}

function gapAt(line: LaidLine, x: number): number {
  const left = Math.max(...line.filter((word) => word.right <= x).map((word) => word.right));
  const right = Math.min(...line.filter((word) => word.left >= x).map((word) => word.left));
  return right - left;
}

const crosses = (line: LaidLine, x: number) => line.some((word) => word.left < x && word.right > x);
const middle = (line: LaidLine) => median(line.map((word) => (word.top + word.bottom) / 2));

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
