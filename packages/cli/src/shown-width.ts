// How many columns a text takes on a terminal.
import { stripVTControlCharacters } from 'node:util';

/** Wide East Asian characters and emoji take two columns, combining marks none, colour codes none. */
export function shownWidth(text: string): number {
  const plain = stripVTControlCharacters(text);
  if (/^[\u0020-\u007e]*$/.test(plain)) return plain.length;
  let columns = 0;
  for (const { segment } of new Intl.Segmenter().segment(plain)) columns += widthOf(segment);
  return columns;
}

/** Cuts a text to `width` columns, ending in an ellipsis where something was cut. */
export function cut(text: string, width: number): string {
  if (shownWidth(text) <= width) return text;
  let kept = '';
  let columns = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    columns += widthOf(segment);
    if (columns > width - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

function widthOf(segment: string): number {
  if (/^[\p{Mark}\p{Control}\p{Format}]+$/u.test(segment)) return 0;
  const point = segment.codePointAt(0) ?? 0;
  const wide =
    /\p{Emoji_Presentation}|\ufe0f/u.test(segment) ||
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(segment) ||
    (point >= 0x3000 && point <= 0x303e) ||
    (point >= 0xff01 && point <= 0xff60);
  return wide ? 2 : 1;
}
