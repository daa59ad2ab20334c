// Passages that were found, made ready to show: by document, and cut where words matched.
import type { Span } from '@vito/contracts/reading';
import type { FoundPassage } from '@vito/contracts/search';

/** Documents in the order of their best passage; in each, passages best first. */
export function byDocument(passages: readonly FoundPassage[]): FoundPassage[][] {
  const groups = new Map<string, FoundPassage[]>();
  for (const passage of passages) groups.set(passage.documentId, [...(groups.get(passage.documentId) ?? []), passage]);
  return [...groups.values()];
}

export interface Run {
  at: number;
  text: string;
  marked: boolean;
}

/** The text as runs, marked or not, without gaps. Marks are in order; what overlaps counts once. */
export function runsOf(text: string, marks: readonly Span[]): Run[] {
  const runs: Run[] = [];
  let at = 0;
  const push = (end: number, marked: boolean) => {
    if (end > at) runs.push({ at, text: text.slice(at, end), marked });
    at = Math.max(at, end);
  };
  for (const { start, end } of marks) {
    push(Math.min(start, text.length), false);
    push(Math.min(end, text.length), true);
  }
  push(text.length, false);
  return runs;
}
