// Lines of a text with their offsets, and ranges joined where they meet.
import type { Span } from '@vito/contracts/reading';

export interface Line {
  text: string;
  start: number;
  /** Offset behind its last character, before the line end. */
  end: number;
}

export function linesOf(text: string): Line[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const found = { text: line, start, end: start + line.length };
    start = found.end + 1;
    return found;
  });
}

/** The ranges in order, joined where they overlap or have nothing but white space between them. Empty ones are dropped. */
export function merged(spans: Span[], text: string): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (text.slice(span.start, span.end).trim() === '') continue;
    if (last && (span.start <= last.end || text.slice(last.end, span.start).trim() === '')) {
      last.end = Math.max(last.end, span.end);
    } else {
      result.push({ ...span });
    }
  }
  return result;
}
