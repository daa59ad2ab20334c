// Passages that say nearly the same: the first of them stands for the others, so that boilerplate does not fill a page.

export interface Kept<T> {
  item: T;
  alike: number;
}

/** At this share of common words two texts are alike (Jaccard). */
const threshold = 0.3;

/** Keeps the first `limit` items that are unlike all kept before, and counts those that each stands for. */
export function unlike<T>(items: readonly T[], words: (item: T) => ReadonlySet<string>, limit: number): Kept<T>[] {
  const kept: (Kept<T> & { words: ReadonlySet<string> })[] = [];
  for (const item of items) {
    const own = words(item);
    const first = kept.find((other) => overlap(own, other.words) >= threshold);
    if (first) first.alike++;
    else if (kept.length < limit) kept.push({ item, alike: 0, words: own });
  }
  return kept.map(({ item, alike }) => ({ item, alike }));
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const word of a) if (b.has(word)) both++;
  return both / Math.max(1, a.size + b.size - both);
}
