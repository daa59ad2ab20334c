// What models cost: list prices in US dollars per million tokens, as published. A model that is not here has no known cost.

/** The month in which these were read; VITO_MODEL_PRICE says otherwise. */
export const pricesOf = '2026-03';

export interface Price {
  in: number;
  out: number;
  /** A token of the question that the endpoint still had, and one that it put aside. */
  cached: number;
  written: number;
  /** Questions of more tokens than this cost twice as much, and their answers half as much again. */
  longAbove?: number;
}

/** Anthropic: what is put aside is a quarter dearer, what is found again costs a tenth. */
const anthropic = (input: number, out: number, cached = input / 10, written = input * 1.25): Price => ({
  in: input,
  out,
  cached,
  written,
});
/** OpenAI: putting aside costs nothing more. */
const openai = (input: number, out: number, cached: number, longAbove?: number): Price => ({
  in: input,
  out,
  cached,
  written: input,
  ...(longAbove === undefined ? {} : { longAbove }),
});

const prices: Record<string, Price> = {
  'claude-3-haiku': anthropic(0.25, 1.25, 0.03, 0.3),
  'claude-3-5-haiku': anthropic(0.8, 4),
  'claude-haiku-4-5': anthropic(1, 5),
  'claude-sonnet-4': anthropic(3, 15),
  'claude-sonnet-4-5': anthropic(3, 15),
  'claude-sonnet-4-6': anthropic(3, 15),
  'claude-opus-4-1': anthropic(15, 75),
  'claude-opus-4-5': anthropic(5, 25),
  'claude-opus-4-6': anthropic(5, 25),
  'gpt-4o': openai(2.5, 10, 1.25),
  'gpt-4o-mini': openai(0.15, 0.6, 0.075),
  'gpt-4.1': openai(2, 8, 0.5),
  'gpt-5': openai(1.25, 10, 0.125),
  'gpt-5-mini': openai(0.25, 2, 0.025),
  'gpt-5.4': openai(2.5, 15, 0.25, 272_000),
  'gpt-5.4-mini': openai(0.75, 4.5, 0.075, 272_000),
};

type OwnPrice = { in: number; out: number } | null;

/** Null where it is not known. A version's date behind a name does not matter. */
export function priceOf(model: string, own: OwnPrice): Price | null {
  // Of an operator's price we do not know what caching saves: nothing, to be safe; nor that putting aside is not dearer.
  if (own) return { ...own, cached: own.in, written: own.in * 1.25 };
  const name = model.replace(/-(?:\d{8}|\d{4}-\d\d-\d\d|latest)$/, '');
  return Object.hasOwn(prices, name) ? (prices[name] ?? null) : null;
}

export interface Tokens {
  /** All of the question, also what came from a cache or went there. */
  in: number;
  out: number;
  cached?: number;
  written?: number;
}

/** Millionths of a US dollar, rounded up. */
export function microsOf(price: Price, { in: all, out, cached = 0, written = 0 }: Tokens): number {
  const long = price.longAbove !== undefined && all > price.longAbove;
  const asked = Math.max(0, all - cached - written) * price.in + cached * price.cached + written * price.written;
  // A thousandth is the rounding of the sums above, not money.
  return Math.max(0, Math.ceil(asked * (long ? 2 : 1) + out * price.out * (long ? 1.5 : 1) - 0.001));
}

export interface Cost {
  /** Millionths of a US dollar. */
  micros: number;
  /** The month of the list price, or `own`: the operator's. */
  priced: string;
}

/** What a call cost; null where the price or the tokens are not known. */
export function costOf(
  model: string,
  tokens: { in: number | null; out: number | null; cached?: number; written?: number },
  own: OwnPrice,
): Cost | null {
  const price = priceOf(model, own);
  if (!price || tokens.in === null || tokens.out === null) return null;
  return { micros: microsOf(price, { ...tokens, in: tokens.in, out: tokens.out }), priced: own ? 'own' : pricesOf };
}
