// A limit on how many calls go on at once; those who wait do so in order.

export function createSlots(size: number) {
  const waiting: (() => void)[] = [];
  let taken = 0;
  const give = () => {
    const next = waiting.shift();
    if (next) next();
    else taken--;
  };
  return {
    /** Resolves to what gives the slot back. Rejects with the signal's reason. */
    async take(signal: AbortSignal): Promise<() => void> {
      signal.throwIfAborted();
      if (taken < size) taken++;
      else {
        await new Promise<void>((resolve, reject) => {
          const go = () => {
            signal.removeEventListener('abort', leave);
            resolve();
          };
          const leave = () => {
            waiting.splice(waiting.indexOf(go), 1);
            reject(signal.reason);
          };
          signal.addEventListener('abort', leave, { once: true });
          waiting.push(go);
        });
      }
      return give;
    },
  };
}
