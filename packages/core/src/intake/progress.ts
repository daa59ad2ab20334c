// How far each reading in this process is. Never stored: a restart reads again.
export function createProgress() {
  const now = new Map<string, { done: number; total: number; at: number }>();
  return {
    set(documentId: string, done: number, total: number): void {
      now.set(documentId, { done, total, at: Date.now() });
      if (now.size > 1000) for (const [id, { at }] of now) if (Date.now() - at > 600_000) now.delete(id);
    },
    of(documentId: string): { done: number; total: number } | null {
      const found = now.get(documentId);
      return found ? { done: found.done, total: found.total } : null;
    },
  };
}
