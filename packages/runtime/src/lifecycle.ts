// Starting and stopping in order: what was started last stops first, each stop with a deadline.
import { errorKind, type Log } from './log.js';

export interface Lifecycle {
  /** Registers a stop; runs at once if stopping has begun. */
  onStop(name: string, stop: () => Promise<void> | void): void;
  /** Stops everything, in reverse. Safe to call twice: the second call waits for the first. */
  stop(): Promise<void>;
  /** Aborted when stopping begins: loops and waits end on it. */
  readonly signal: AbortSignal;
}

/** `deadline`: milliseconds that each stop may take before it is left behind with a warning. */
export function createLifecycle(log: Log, deadline = 10_000): Lifecycle {
  const stops: { name: string; stop: () => Promise<void> | void }[] = [];
  const controller = new AbortController();
  let stopping: Promise<void> | null = null;

  async function stopAll(): Promise<void> {
    controller.abort();
    for (let next = stops.pop(); next; next = stops.pop()) await stopOne(next);
  }

  async function stopOne({ name, stop }: (typeof stops)[number]): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), deadline);
    });
    try {
      const result = await Promise.race([Promise.resolve(stop()), late]);
      if (result === 'late') log.warn('a part did not stop in time', { reason: name });
    } catch (error) {
      log.warn('a part failed to stop', { reason: name, error: errorKind(error) });
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    signal: controller.signal,
    onStop(name, stop) {
      stops.push({ name, stop });
    },
    stop() {
      stopping ??= stopAll();
      return stopping;
    },
  };
}
