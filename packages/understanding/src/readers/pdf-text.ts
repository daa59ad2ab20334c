// The text layer of a PDF page: characters put together to lines and paragraphs, and a box for every word.
import type { Word } from '@vito/contracts/reading';
import type { PdfCharacter } from './pdfium.js';

export interface LaidText {
  text: string;
  /** Offsets count from the start of `text`. A word broken over two lines has a box in each. */
  words: Word[];
}

type Box = NonNullable<PdfCharacter['box']>;
interface Glyph {
  text: string;
  box: Box | null;
}
interface TextLine {
  glyphs: Glyph[];
  /** Ends in a hyphen that only breaks a word, so the next line goes on without a space. */
  broken: boolean;
  box: Box | null;
}

const ligatures: Record<number, string> = {
  ...{ 64256: 'ff', 64257: 'fi', 64258: 'fl', 64259: 'ffi', 64260: 'ffl', 64261: 'st', 64262: 'st', 383: 's' },
};

/** Lines are joined by \n, or by an empty line where the gap between them is larger than usual on this page. */
export function layText(characters: readonly PdfCharacter[]): LaidText {
  const lines = linesFrom(characters);
  const pitch = usualPitch(lines);
  const words: Word[] = [];
  let text = '';
  for (const [i, line] of lines.entries()) {
    if (i > 0) text += between(lines[i - 1], line, pitch);
    text = addLine(line, text, words);
  }
  return { text, words };
}

/** By how many degrees clockwise the page must be turned so that most of its characters stand upright: 0, 90, 180 or 270. */
export function uprightTurn(characters: readonly PdfCharacter[]): number {
  const counts = new Map<number, number>();
  const shown = characters.filter((character) => character.box && character.code > 32);
  for (const { angle } of shown) counts.set(angle, (counts.get(angle) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!most || most[1] < shown.length * 0.6 || most[1] < 5 || most[0] % 90 !== 0) return 0;
  return (360 - most[0]) % 360;
}

function linesFrom(characters: readonly PdfCharacter[]): TextLine[] {
  const lines: TextLine[] = [];
  let line: TextLine = { glyphs: [], broken: false, box: null };
  const finish = () => {
    while (line.glyphs.at(-1)?.text === ' ') line.glyphs.pop();
    if (line.glyphs.length > 0) lines.push(line);
    line = { glyphs: [], broken: false, box: null };
  };
  for (const { code, hyphen, box } of characters) {
    if (hyphen || code === 2 || code === 0xfffe) line.broken = true;
    else if (code === 10) finish();
    else {
      if (line.broken) finish(); // some documents break words without a line end in their text
      const text = visible(code);
      if (text === '') continue;
      line.glyphs.push({ text, box });
      if (box && text !== ' ') line.box = union(line.box, box);
    }
  }
  finish();
  return lines;
}

/** The character as text: ligatures taken apart, every blank a space, controls and half surrogates left out. */
function visible(code: number): string {
  if (code === 9 || code === 0xa0 || code === 0x3000) return ' ';
  if (code < 32 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) || code === 0xfeff || code === 0xad) return '';
  return ligatures[code] ?? String.fromCodePoint(code);
}

function between(above: TextLine | undefined, line: TextLine, pitch: number): string {
  if (above?.broken) return '';
  const step = above?.box && line.box ? middle(line.box) - middle(above.box) : 0;
  return pitch > 0 && step > pitch * 1.4 ? '\n\n' : '\n';
}

/** The median step from one line to the next, of steps larger than half a line's height. */
function usualPitch(lines: readonly TextLine[]): number {
  const steps: number[] = [];
  for (const [i, line] of lines.entries()) {
    const above = lines[i - 1]?.box;
    if (!above || !line.box) continue;
    const step = middle(line.box) - middle(above);
    if (step > (line.box.bottom - line.box.top) / 2) steps.push(step);
  }
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
}

/** The text with the line behind it; the line's words are added to `words`. */
function addLine(line: TextLine, before: string, words: Word[]): string {
  let text = before;
  let start = text.length;
  let box: Box | null = null;
  const closeWord = () => {
    if (box) words.push(wordAt(start, text.length, box));
    box = null;
  };
  for (const glyph of line.glyphs) {
    if (glyph.text === ' ') closeWord();
    else if (!box) start = text.length;
    if (glyph.text !== ' ' && glyph.box) box = union(box, glyph.box);
    text += glyph.text;
  }
  closeWord();
  return text;
}

function wordAt(start: number, end: number, box: Box): Word {
  const inside = (value: number) => Math.min(1, Math.max(0, value));
  const [x, y] = [inside(box.left), inside(box.top)];
  return { start, end, x, y, width: inside(box.right) - x, height: inside(box.bottom) - y };
}

function union(a: Box | null, b: Box): Box {
  if (!a) return b;
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

const middle = (box: Box) => (box.top + box.bottom) / 2;
