// Several rankings become one by reciprocal rank fusion: G. Cormack, C. Clarke, S. Büttcher, "Reciprocal rank fusion
// outperforms Condorcet and individual rank learning methods" (2009), with their k = 60.

const k = 60;

/** Keys best first, by the sum of 1 / (60 + place) over the rankings that hold them; ties in the order of the keys. */
export function fuse(rankings: readonly (readonly string[])[]): string[] {
  const score = new Map<string, number>();
  for (const ranking of rankings)
    for (const [place, key] of ranking.entries()) score.set(key, (score.get(key) ?? 0) + 1 / (k + place + 1));
  return [...score].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([key]) => key);
}
