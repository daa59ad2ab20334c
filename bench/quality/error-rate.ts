// How wrong a text is: edits that turn it into the right one, per character of that. White space counts as one space.

/** Character error rate, from 0; above 1 where much was made up. */
export function errorRate(found: string, wanted: string): number {
  const [a, b] = [found, wanted].map((text) => [...text.replace(/\s+/g, ' ').trim()]) as [string[], string[]];
  let row = Uint32Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, character] of a.entries()) {
    const next = new Uint32Array(b.length + 1);
    next[0] = i + 1;
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (character === b[j - 1] ? 0 : 1);
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap);
    }
    row = next;
  }
  return (row[b.length] ?? 0) / Math.max(1, b.length);
}
