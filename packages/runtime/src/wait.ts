// Waiting that can be ended: by a signal, or by a wake-up.
/** Resolves after `ms` milliseconds, or at once when the signal aborts. Never rejects. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });
}

/** A bell: ringing it once ends the current wait, or the next one if nobody waits. Rings coalesce. */
export function createBell() {
  let rung = false;
  let answer: (() => void) | null = null;
  return {
    ring(): void {
      rung = true;
      answer?.();
    },
    /** Resolves when rung, after `ms` milliseconds, or when the signal aborts. True if it was rung. */
    heard(ms: number, signal?: AbortSignal): Promise<boolean> {
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', done);
          answer = null;
          const was = rung;
          rung = false;
          resolve(was);
        };
        const timer = setTimeout(done, ms);
        if (rung || signal?.aborted) return done();
        answer = done;
        signal?.addEventListener('abort', done, { once: true });
      });
    },
  };
}
export type Bell = ReturnType<typeof createBell>;
