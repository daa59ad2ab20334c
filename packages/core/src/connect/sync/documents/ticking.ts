// What a generator gives, and null for each while in which it gives nothing. Left early, it is ended in the background.
export async function* ticking<T>(told: AsyncGenerator<T>, ms: number): AsyncGenerator<T | null> {
  let next: Promise<IteratorResult<T>> | null = null;
  try {
    for (;;) {
      next ??= told.next();
      const one = await within(next, ms);
      if (one === null) {
        yield null;
        continue;
      }
      next = null;
      if (one.done) return;
      yield one.value;
    }
  } finally {
    // One that waits for somebody else cannot be ended before that: whoever gave it its signal sees to it.
    next?.catch(() => {});
    told.return(undefined).catch(() => {});
  }
}

function within<T>(value: Promise<T>, ms: number): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), ms);
    value.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
