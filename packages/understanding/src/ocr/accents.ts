// Accents and quotation marks that PP-OCR does not know, taken from what Tesseract read at the same place.
import type { LaidLine, LaidWord } from './layout.js';

/** `lines` with each word of `seen` that differs from it by nothing but accents and signs put in its place. */
export function withAccents(lines: readonly LaidLine[], seen: readonly LaidLine[]): LaidLine[] {
  const others = seen.flat().filter((word) => /[^\x20-\x7e]/.test(word.text));
  if (others.length === 0) return [...lines];
  return lines.map((line) =>
    line.map((word) => {
      const same = others.find((other) => isOver(other, word) && plain(other.text) === plain(word.text));
      return same ? { ...word, text: same.text } : word;
    }),
  );
}

/** At one place: most of the smaller word's width and height lies in the other. */
function isOver(a: LaidWord, b: LaidWord): boolean {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return (
    across > 0.6 * Math.min(a.right - a.left, b.right - b.left) &&
    down > 0.5 * Math.min(a.bottom - a.top, b.bottom - b.top)
  );
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'B')
    .replace(/[„“”‟"]/gu, '"')
    .replace(/^[,,]+/u, '"')
    .replace(/[«《‹]/gu, '<')
    .replace(/[»》›]/gu, '>')
    .replace(/[‘’´`]/gu, "'");
