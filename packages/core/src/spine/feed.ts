// The feed: tells live readers in this process how far each tenant's sequence reaches. Carries no content: readers look.
export type Reached = (last: number) => void;

export function createFeed() {
  const readers = new Map<string, Set<Reached>>();
  const reached = new Map<string, number>();

  return {
    /** Announces that a tenant's sequence reaches `last`. Older news is ignored. */
    announce(tenant: string, last: number): void {
      if ((reached.get(tenant) ?? 0) >= last) return;
      if (!readers.has(tenant)) return;
      reached.set(tenant, last);
      for (const reader of readers.get(tenant) ?? []) reader(last);
    },
    /** Something was missed (a lost connection): every reader looks for itself. */
    announceAll(): void {
      for (const set of readers.values()) for (const reader of set) reader(0);
    },
    /** Calls `reader` at each advance until the returned function is called. */
    follow(tenant: string, reader: Reached): () => void {
      const set = readers.get(tenant) ?? new Set();
      readers.set(tenant, set.add(reader));
      return () => {
        set.delete(reader);
        if (set.size > 0 || readers.get(tenant) !== set) return;
        readers.delete(tenant);
        reached.delete(tenant);
      };
    },
    followed: () => [...readers.keys()],
  };
}
export type Feed = ReturnType<typeof createFeed>;
