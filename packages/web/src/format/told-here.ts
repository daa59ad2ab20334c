// Where a document tells of its commitments: each sentence that states one, tells it again, or changes it.
import type { CommitmentView } from '@vito/contracts/commitment';
import type { Mark } from './segments.js';

/** The places of these commitments in one document, in the order of the text, each once. */
export function toldHere(commitments: readonly CommitmentView[], documentId: string): Mark[] {
  const marks = new Map<string, Mark>();
  for (const { id, start, end, documentId: own, sources, changes } of commitments) {
    const places = [
      ...(own === documentId ? [{ start, end }] : []),
      ...[...sources, ...changes].filter((place) => place.documentId === documentId),
    ];
    for (const place of places)
      marks.set(`${id} ${place.start} ${place.end}`, { id, start: place.start, end: place.end });
  }
  return [...marks.values()].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The commitments in the order in which the document first tells of them. */
export function inOrderOf(commitments: readonly CommitmentView[], marks: readonly Mark[]): CommitmentView[] {
  const at = new Map<string, number>();
  marks.forEach((mark, i) => {
    if (!at.has(mark.id)) at.set(mark.id, i);
  });
  const place = (one: CommitmentView) => at.get(one.id) ?? marks.length;
  return [...commitments].sort((a, b) => place(a) - place(b));
}
