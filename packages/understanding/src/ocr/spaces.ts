// Words of a recognised line: the model leaves many spaces out, so they are found again in the gaps of the ink.
import type { PlacedCharacter } from './paddle-decode.js';

/** A stretch of the line without ink; fractions of the line's width. */
export interface Gap {
  from: number;
  to: number;
}

export interface PlacedWord {
  text: string;
  /** 0..100. */
  confidence: number;
  /** Fractions of the line's width. */
  left: number;
  right: number;
}

export interface LineEvidence {
  gaps: readonly Gap[];
  /** Width / height of the line's picture. */
  ratio: number;
  /** Where another engine is sure of a space; fractions of the line's width. */
  spaces: readonly number[];
}

/** Cuts the characters into words: at the model's own spaces, at gaps as wide as a space, and where another engine saw one. */
export function wordsOf(characters: readonly PlacedCharacter[], { gaps, ratio, spaces }: LineEvidence): PlacedWord[] {
  const solid = characters.filter(({ text }) => text.trim() !== '');
  const wide = parting(solid, gaps, ratio);
  const parts = (a: PlacedCharacter, b: PlacedCharacter) =>
    wide(a, b) || spaces.some((space) => space > a.at && space < b.at);
  const words: PlacedCharacter[][] = [[]];
  let spaced = false;
  for (const [i, character] of characters.entries()) {
    const before = words.at(-1)?.at(-1);
    if (character.text.trim() === '') spaced = true;
    else {
      const inNumber = before && joined(before, character, characters[i + 1]);
      if (before && !inNumber && (spaced || parts(before, character))) words.push([]);
      words.at(-1)?.push(character);
      spaced = false;
    }
  }
  return words.filter((word) => word.length > 0).map((word) => placed(word, gaps));
}

/** Tells whether there is a space between two neighbours: by steps where all letters are equally wide, else by the gap of the ink. */
function parting(solid: readonly PlacedCharacter[], gaps: readonly Gap[], ratio: number) {
  const pairs = solid.slice(1).map((b, i) => ({ a: solid[i] as PlacedCharacter, b }));
  const step = quantile(
    pairs.map(({ a, b }) => b.at - a.at),
    0.4,
  );
  const even = pairs.filter(({ a, b }) => isWhole((b.at - a.at) / step)).length;
  const typewritten = pairs.length >= 5 && even >= pairs.length * 0.85;
  const between = pairs.map(({ a, b }) => gapBetween(a, b, gaps)).filter((gap) => gap > 0);
  const height = 1 / ratio; // of the line, as a fraction of its width
  const widest = Math.max(height * 0.13, quantile(between, 0.4) * 2.1);
  return (a: PlacedCharacter, b: PlacedCharacter): boolean => {
    const gap = gapBetween(a, b, gaps);
    return typewritten ? b.at - a.at >= step * 1.55 && gap >= step * 0.5 : gap >= widest;
  };
}

const isWhole = (steps: number) => steps > 0.6 && Math.abs(steps - Math.round(steps)) < 0.25;

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? 0;
}

function gapBetween(a: PlacedCharacter, b: PlacedCharacter, gaps: readonly Gap[]): number {
  let widest = 0;
  for (const { from, to } of gaps) {
    const middle = (from + to) / 2;
    if (middle > a.at && middle < b.at) widest = Math.max(widest, to - from);
  }
  return widest;
}

/** A point or a colon with digits on both sides stands in a number: no space there, however wide the letters. */
function joined(a: PlacedCharacter, b: PlacedCharacter, next: PlacedCharacter | undefined): boolean {
  const [digit, mark] = [/^\d$/, /^[.,:]$/];
  if (mark.test(b.text)) return digit.test(a.text) && digit.test(next?.text ?? '');
  return mark.test(a.text) && digit.test(b.text) && a.text !== ',';
}

function placed(word: readonly PlacedCharacter[], gaps: readonly Gap[]): PlacedWord {
  const [first, last] = [word[0]?.at ?? 0, word.at(-1)?.at ?? 0];
  const before = gaps.filter(({ to }) => to <= first).at(-1);
  const behind = gaps.find(({ from }) => from >= last);
  const confidence = word.reduce((sum, character) => sum + character.confidence, 0) / word.length;
  return {
    text: word.map(({ text }) => text).join(''),
    confidence: confidence * 100,
    left: before?.to ?? 0,
    right: behind?.from ?? 1,
  };
}

/** Columns of a line's picture (one byte a pixel, 255 white) with hardly any ink, as fractions of its width. */
export function inkGaps({ data, width, height }: { data: Uint8Array; width: number; height: number }): Gap[] {
  const ink = new Float32Array(width);
  const [top, bottom] = [Math.floor(height * 0.12), Math.ceil(height * 0.88)];
  for (let y = top; y < bottom; y++)
    for (let x = 0; x < width; x++) ink[x] = (ink[x] ?? 0) + Math.max(0, 235 - (data[y * width + x] ?? 255));
  const sorted = [...ink].sort((a, b) => a - b);
  const paper = sorted[Math.floor(width * 0.03)] ?? 0;
  const blank = paper + ((sorted[Math.floor(width * 0.6)] ?? 0) - paper) * 0.2;
  const gaps: Gap[] = [];
  let from = -1;
  for (let x = 0; x <= width; x++) {
    const empty = x < width && (ink[x] ?? 0) <= blank;
    if (empty && from < 0) from = x;
    if (!empty && from >= 0) {
      gaps.push({ from: from / width, to: x / width });
      from = -1;
    }
  }
  return gaps;
}
