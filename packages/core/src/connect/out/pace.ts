// How fast endpoints get what is sent: a few at once each, none while they said that they are busy. In this process only.

const atOnce = 5;

export function createPace(random: () => number = Math.random) {
  const running = new Map<string, number>();
  const paused = new Map<string, number>();

  return {
    /** Null: it may be sent now, and `end` must follow. Else the seconds after which to ask again. */
    begin(endpointId: string, now: number): number | null {
      const until = paused.get(endpointId) ?? 0;
      if (until > now) return (until - now) / 1000 + random();
      paused.delete(endpointId);
      const count = running.get(endpointId) ?? 0;
      if (count >= atOnce) return 0.5 + random() * 4.5; // spread, so that a slow endpoint's many do not come back together
      running.set(endpointId, count + 1);
      return null;
    },
    end(endpointId: string): void {
      const count = (running.get(endpointId) ?? 1) - 1;
      if (count > 0) running.set(endpointId, count);
      else running.delete(endpointId);
    },
    pause: (endpointId: string, until: number): void => void paused.set(endpointId, until),
  };
}
export type Pace = ReturnType<typeof createPace>;
