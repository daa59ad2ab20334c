// So many tasks at once and no more; the first that fails is heard of by whoever comes next.
export function createLimited(most: number) {
  const running = new Set<Promise<void>>();
  let failure: { error: unknown } | null = null;

  const heard = () => {
    if (failure) throw failure.error;
  };

  return {
    /** Resolves once it has begun. */
    async add(task: () => Promise<void>): Promise<void> {
      while (running.size >= most) await Promise.race(running);
      heard();
      const own: Promise<void> = task()
        .catch((error) => {
          failure ??= { error };
        })
        .finally(() => running.delete(own));
      running.add(own);
    },
    async all(): Promise<void> {
      await Promise.all(running);
      heard();
    },
  };
}
