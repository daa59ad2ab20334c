// Lists that come page by page, up to as many as are wanted.

export async function upTo<T>(
  limit: number,
  load: (page: { cursor: string | undefined; limit: number }) => Promise<{ items: T[]; next: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await load({ cursor, limit: Math.min(200, limit - all.length) });
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && all.length < limit);
  return all;
}
