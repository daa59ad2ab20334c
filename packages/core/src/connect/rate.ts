// How much a tenant may send: a bucket of tokens that fills at its rate (token bucket; Turner 1986).

export interface Rate {
  perSecond: number;
  /** What may come at once after a pause. */
  burst: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

const most = 10_000; // buckets; full ones are forgotten first

export function createRates({ perSecond, burst }: Rate) {
  const buckets = new Map<string, Bucket>();

  /** Takes `count` tokens. Null when there were enough; else the whole seconds until there are. */
  function take(tenant: string, count: number, now: number): number | null {
    const bucket = buckets.get(tenant) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    buckets.set(tenant, bucket);
    if (buckets.size > most) forgetFull(now);
    // More than a full bucket at once is let through by a full one, or it never would be.
    if (bucket.tokens < Math.min(count, burst))
      return Math.max(1, Math.ceil((Math.min(count, burst) - bucket.tokens) / perSecond));
    bucket.tokens -= count;
    return null;
  }

  function forgetFull(now: number): void {
    for (const [tenant, { tokens, at }] of buckets) {
      if (tokens + ((now - at) / 1000) * perSecond >= burst) buckets.delete(tenant);
    }
  }

  return { take };
}
export type Rates = ReturnType<typeof createRates>;
