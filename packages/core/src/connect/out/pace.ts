// How fast endpoints get what is sent: a few at once each, none while they said that they are busy. In this process only.

const atOnce = 8;
const patience = 1000; // ms in which a place becomes free at an endpoint that is well

export interface PaceOptions {
  random?: () => number;
  /** Milliseconds that one waits for its turn here, before it gives its place among all endpoints to another. */
  wait?: number;
}

export function createPace({ random = Math.random, wait = patience }: PaceOptions = {}) {
  const running = new Map<string, number>();
  const queues = new Map<string, (() => void)[]>();
  const paused = new Map<string, number>();

  /** True once a place was handed over, false when none became free in time. */
  function place(endpointId: string): Promise<boolean> {
    const queue = queues.get(endpointId) ?? [];
    queues.set(endpointId, queue);
    return new Promise((resolve) => {
      const given = () => {
        clearTimeout(late);
        resolve(true);
      };
      const late = setTimeout(() => {
        queue.splice(queue.indexOf(given), 1);
        resolve(false);
      }, wait);
      queue.push(given);
    });
  }

  return {
    /** Null: it may be sent now, and `end` must follow. Else the seconds after which to ask again. */
    async begin(endpointId: string, now: number): Promise<number | null> {
      const until = paused.get(endpointId) ?? 0;
      if (until > now) return (until - now) / 1000 + random();
      paused.delete(endpointId);
      const count = running.get(endpointId) ?? 0;
      if (count < atOnce) running.set(endpointId, count + 1);
      else if (!(await place(endpointId))) return 0.5 + random() * 4.5; // spread, so that they do not come back together
      return null;
    },
    end(endpointId: string): void {
      const next = queues.get(endpointId)?.shift();
      if (next) {
        next(); // its place goes to the one that waits
        return;
      }
      queues.delete(endpointId);
      const count = (running.get(endpointId) ?? 1) - 1;
      if (count > 0) running.set(endpointId, count);
      else running.delete(endpointId);
    },
    pause: (endpointId: string, until: number): void => void paused.set(endpointId, until),
  };
}
export type Pace = ReturnType<typeof createPace>;
