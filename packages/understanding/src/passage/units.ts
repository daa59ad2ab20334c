// Units of a text: paragraphs with their wrapped lines joined, list items, and the heading that each stands under.
import type { Span } from '@vito/contracts/reading';
import { fold } from '../fold.js';

export interface Unit extends Span {
  heading: string | null;
  /** A list item, and whether its box is ticked. */
  item: 'bullet' | 'open' | 'done' | null;
}

interface Line extends Span {
  text: string;
  bullet: RegExpExecArray | null;
}

const bullet = /^\s*(?:(?:[-*•·–—+]|\(?\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\(?[a-z]\))\s+)?(?:\[( |x|X|✓)\]\s+)?/;
const mark = /^\s*(?:[-*•·–—+]|\(?\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\(?[a-z]\)|\[[ xX✓]\])\s+\S/;

/** Splits a range of `text` into its units, in order. Markers of lists and headings are left out of the ranges. */
export function unitsOf(text: string, range: Span): Unit[] {
  const lines = linesOf(text, range);
  const units: Unit[] = [];
  let heading: string | null = null;
  for (let i = 0; i < lines.length; ) {
    const first = lines[i] as Line;
    if (first.text.trim() === '') {
      i++;
      continue;
    }
    const width = blockWidth(lines, i);
    let last = i;
    while (joins(lines[last] as Line, lines[last + 1], width)) last++;
    const end = (lines[last] as Line).end;
    const title = headingOf(text.slice(first.start, end), first.bullet !== null, lines[last + 1]);
    if (title !== null) heading = title;
    const skip = first.bullet?.[0].length ?? 0;
    const box = first.bullet?.[1];
    const item = first.bullet === null ? null : box === undefined ? 'bullet' : box === ' ' ? 'open' : 'done';
    units.push({ start: first.start + skip, end, heading, item });
    i = last + 1;
  }
  return units.filter((unit) => unit.end > unit.start);
}

function linesOf(text: string, range: Span): Line[] {
  const out: Line[] = [];
  for (let at = range.start; at <= range.end && at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 || newline > range.end ? range.end : newline;
    const line = text.slice(at, end);
    const head = line.slice(0, 40);
    out.push({
      start: at,
      end: at + line.trimEnd().length,
      text: line,
      bullet: mark.test(head) ? bullet.exec(head) : null,
    });
    at = end + 1;
  }
  return out;
}

/** The longest line of the paragraph that starts at `from`: what the text was wrapped to. Looks 40 lines ahead. */
function blockWidth(lines: readonly Line[], from: number): number {
  let width = 0;
  for (let i = from; i < Math.min(lines.length, from + 40); i++) {
    const text = (lines[i] as Line).text.trim();
    if (text === '') break;
    width = Math.max(width, text.length);
  }
  return width;
}

/** True where `next` continues the sentence of `line`: it was wrapped, or it starts in lower case. */
function joins(line: Line, next: Line | undefined, width: number): boolean {
  if (next === undefined || next.bullet !== null) return false;
  const [a, b] = [line.text.trimEnd(), next.text.trim()];
  if (b === '' || /^[#|>]/.test(b) || a.trimStart().startsWith('|') || /^\s*#/.test(a) || / {4,}\S/.test(a.trimStart()))
    return false;
  if (/^\p{Ll}/u.test(b)) return !/[:!?]$/.test(a);
  const firstWord = b.slice(0, b.search(/\s|$/)).length;
  const full = width >= 40 && a.trim().length + 1 + firstWord > width;
  return full || /[,–-]$/.test(a);
}

/** A line that names what follows: "# Actions", "Next steps:", "ACTIONS" or "Actions" above a list. Folded, or null. */
function headingOf(words: string, inList: boolean, next: Line | undefined): string | null {
  const line = words.trim();
  if (line.length > 70) return null;
  if (/^#{1,6}\s/.test(line)) return fold(line.replace(/^#+\s*/, '')).trim();
  const bare = line.replace(bullet, '').replace(/[*_]/g, '').trim();
  if (/^[^.!?:,]{2,60}:$/.test(bare)) return fold(bare.slice(0, -1)).trim();
  const above = !inList && (next?.bullet != null || next === undefined || next.text.trim() === '');
  if (above && /^[^.!?:,;@]{2,45}$/.test(bare) && /^\p{Lu}/u.test(bare)) return fold(bare).trim();
  return null;
}
