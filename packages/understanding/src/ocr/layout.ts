// Reading order of recognised lines: columns one after the other, rows put together that an engine saw in pieces.

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

/** A stretch of a line without a wide gap in it. */
interface Piece {
  words: LaidWord[];
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Fewest lines that show a gutter, most of all lines (share) that may run across it, fewest words beside it. */
const fewestLines = 5;
const mostAcross = 0.2;
const fewestWords = 3;
/** A gap wider than this many heights of a word can part columns or cells. */
const wideGap = 0.75;

/**
 * Lines in reading order. Looks for the gutter that the fewest pieces cross, reads left of it before right of it, keeps
 * lines across the whole width as separators, and does the same inside each column. Tables are left alone: their
 * cells hold few words. (A recursive cut after Nagy's X-Y tree, by word boxes instead of pixels.)
 */
export function readingOrder(lines: readonly LaidLine[]): LaidLine[] {
  const words = lines.flat();
  const height = median(words.map((word) => word.bottom - word.top));
  return order(
    lines.flatMap((line) => piecesOf(line, height * wideGap)),
    0,
  );
}

function order(pieces: readonly Piece[], depth: number): LaidLine[] {
  const gutter = depth < 4 ? findGutter(pieces) : null;
  if (gutter === null) return rowsOf(pieces);
  const ordered: LaidLine[] = [];
  let left: Piece[] = [];
  let right: Piece[] = [];
  const endBand = () => {
    ordered.push(...order(left, depth + 1), ...order(right, depth + 1));
    left = [];
    right = [];
  };
  let across: Piece[] = [];
  const endAcross = () => {
    ordered.push(...rowsOf(across));
    across = [];
  };
  for (const piece of [...pieces].sort((a, b) => middle(a) - middle(b))) {
    if (crosses(piece, gutter)) {
      endBand();
      across.push(piece);
    } else {
      endAcross();
      (piece.right <= gutter ? left : right).push(piece);
    }
  }
  endAcross();
  endBand();
  return ordered;
}

/** The line cut where a gap of at least `gap` pixels is. */
function piecesOf(line: LaidLine, gap: number): Piece[] {
  const pieces: Piece[] = [];
  for (const word of [...line].sort((a, b) => a.left - b.left)) {
    const last = pieces.at(-1);
    if (!last || word.left - last.right >= gap) pieces.push(pieceOf([word]));
    else pieces[pieces.length - 1] = pieceOf([...last.words, word]);
  }
  return pieces;
}

function pieceOf(words: LaidWord[]): Piece {
  return {
    words,
    left: Math.min(...words.map((word) => word.left)),
    right: Math.max(...words.map((word) => word.right)),
    top: Math.min(...words.map((word) => word.top)),
    bottom: Math.max(...words.map((word) => word.bottom)),
  };
}

/** The x between two columns of prose that the fewest pieces cross, or null. */
function findGutter(pieces: readonly Piece[]): number | null {
  if (pieces.length < 2 * fewestLines) return null;
  const from = Math.min(...pieces.map((piece) => piece.left));
  const to = Math.max(...pieces.map((piece) => piece.right));
  let best: { x: number; across: number } | null = null;
  for (let step = 30; step <= 170; step++) {
    const x = from + ((to - from) * step) / 200;
    const across = pieces.filter((piece) => crosses(piece, x)).length;
    if (best && across >= best.across) continue;
    if (parts(pieces, x, across)) best = { x, across };
  }
  return best?.x ?? null;
}

/** Whether there is prose on both sides of x, side by side, and little runs across. */
function parts(pieces: readonly Piece[], x: number, across: number): boolean {
  const left = pieces.filter((piece) => piece.right <= x);
  const right = pieces.filter((piece) => piece.left >= x);
  if (left.length < fewestLines || right.length < fewestLines) return false;
  const beside = left.filter((piece) => right.some((other) => overlap(piece, other) > 0.3)).length;
  if (beside < fewestLines || across > (beside + across) * mostAcross * 2) return false;
  const [wordsLeft, wordsRight] = [left, right].map((side) => median(side.map((piece) => piece.words.length)));
  return (wordsLeft ?? 0) >= fewestWords && (wordsRight ?? 0) >= fewestWords;
}

/** Pieces side by side as one line each, from top to bottom. */
function rowsOf(pieces: readonly Piece[]): LaidLine[] {
  const rows: Piece[][] = [];
  for (const piece of [...pieces].sort((a, b) => middle(a) - middle(b))) {
    const row = rows.slice(-3).find((each) => each.some((other) => besides(piece, other)));
    if (row) row.push(piece);
    else rows.push([piece]);
  }
  return rows.map((row) => row.sort((a, b) => a.left - b.left).flatMap((piece) => piece.words));
}

/** On one line: neither above the other, and not on top of one another either. */
const besides = (a: Piece, b: Piece) =>
  overlap(a, b) > 0.5 && Math.min(a.right, b.right) - Math.max(a.left, b.left) < 10;

/** Share of the lower one's height that both have in common. */
function overlap(a: Piece, b: Piece): number {
  const common = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return common / Math.max(1, Math.min(a.bottom - a.top, b.bottom - b.top));
}

const crosses = (piece: Piece, x: number) => piece.left < x && piece.right > x;
const middle = (box: { top: number; bottom: number }) => (box.top + box.bottom) / 2;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
