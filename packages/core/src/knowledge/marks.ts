// Which words of a passage matched: those whose stem is looked for, as ranges of its text.
import type { Span } from '@vito/contracts/reading';
import { stemOf } from '@vito/understanding/related/stems';
import type { Wanted } from './words.js';

/** Related words are marked from this weight on: those further away would puzzle. */
const near = 0.55;

export function marksOf(text: string, wanted: Wanted): Span[] {
  const looked = new Set(wanted.words.filter((_, i) => (wanted.weights[i] as number) >= near));
  const marks: Span[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu)) {
    const word = match[0].toLowerCase().replace(/['’]s$/, '');
    const whole = [word, ...word.split(/[-'’]/)];
    if (whole.some((part) => looked.has(part) || looked.has(stemOf(part))))
      marks.push({ start: match.index, end: match.index + match[0].length });
  }
  return marks;
}
