// Mails and plain texts with fixed line ends, shown at any width: line ends that only wrap a paragraph become spaces.
import type { Span } from '@vito/contracts/reading';

/** Lines that stand for themselves: list items, quotes, headings, rules, table rows, indented ones. */
const standsAlone = /^(\s|[-*+•–—>|#=_~]|\(?[\dA-Za-z]{1,3}[.)]\s)/;
const widths = { least: 45, most: 100 };

/**
 * The text with those line ends of `range` replaced that a fixed width made: the next word would not have fitted any more.
 * One character for one, so that every offset still holds. The width is the longest line of the range.
 */
export function unwrapped(text: string, range: Span): string {
  const lines = text.slice(range.start, range.end).split('\n');
  const width = Math.max(...lines.map((line) => line.length));
  if (width < widths.least || width > widths.most) return text;
  let joined = lines[0] ?? '';
  for (let i = 1; i < lines.length; i++) {
    const [before, line] = [lines[i - 1] as string, lines[i] as string];
    joined += `${isWrap(before, line, width) ? ' ' : '\n'}${line}`;
  }
  return text.slice(0, range.start) + joined + text.slice(range.end);
}

function isWrap(before: string, line: string, width: number): boolean {
  if (before.trim() === '' || line.trim() === '' || standsAlone.test(line) || /^(\s*[>|#])/.test(before)) return false;
  const word = /^\S+/.exec(line)?.[0] ?? '';
  return before.trimEnd().length + 1 + word.length > width;
}
