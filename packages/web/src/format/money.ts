// Millionths of a dollar as they are typed, and how full a budget is.

const micros = 1e6;
const mostMicros = 1_000_000 * micros;

/** What was typed, in millionths; null where it is left empty: no limit; undefined: no amount. */
export function readDollars(text: string): number | null | undefined {
  const plain = text.trim().replace(/^\$\s*/, '');
  if (plain === '') return null;
  if (!/^\d{1,7}(\.\d{1,6})?$/.test(plain)) return undefined;
  const amount = Math.round(Number(plain) * micros);
  return amount > mostMicros ? undefined : amount;
}

/** For a field: what `readDollars` reads as the same amount. */
export function dollarField(amount: number | null): string {
  if (amount === null) return '';
  return amount % 10_000 === 0 ? (amount / micros).toFixed(2) : String(amount / micros);
}

interface Used {
  limitMicros: number | null;
  reservedMicros: number;
  spentMicros: number;
}

/** How full the bar is, in percent, and how near the limit; with what is set aside counted last. */
export function used({ limitMicros, reservedMicros, spentMicros }: Used) {
  if (limitMicros === null) return null;
  const share = (part: number) => (limitMicros === 0 ? 100 : Math.min(100, (100 * part) / limitMicros));
  const spent = share(spentMicros);
  const reserved = Math.min(100 - spent, reservedMicros === 0 ? 0 : share(reservedMicros));
  const full = spent + reserved;
  return { spent, reserved, state: full >= 100 ? 'over' : full >= 80 ? 'near' : 'free' } as const;
}
