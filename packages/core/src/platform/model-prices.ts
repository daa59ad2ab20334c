// What models cost: list prices in US dollars per million tokens, as published. A model that is not here has no known cost.

/** The month in which these were read; VITO_MODEL_PRICE says otherwise. */
export const pricesOf = '2026-03';

const prices: Record<string, { in: number; out: number }> = {
  'claude-3-haiku': { in: 0.25, out: 1.25 },
  'claude-3-5-haiku': { in: 0.8, out: 4 },
  'claude-haiku-4-5': { in: 1, out: 5 },
  'claude-sonnet-4': { in: 3, out: 15 },
  'claude-sonnet-4-5': { in: 3, out: 15 },
  'claude-sonnet-4-6': { in: 3, out: 15 },
  'claude-opus-4-1': { in: 15, out: 75 },
  'claude-opus-4-5': { in: 5, out: 25 },
  'claude-opus-4-6': { in: 5, out: 25 },
  'gpt-4o': { in: 2.5, out: 10 },
  'gpt-4o-mini': { in: 0.15, out: 0.6 },
  'gpt-4.1': { in: 2, out: 8 },
  'gpt-5': { in: 1.25, out: 10 },
  'gpt-5-mini': { in: 0.25, out: 2 },
  'gpt-5.4': { in: 2.5, out: 15 },
  'gpt-5.4-mini': { in: 0.75, out: 4.5 },
};

export interface Cost {
  /** Millionths of a US dollar. */
  micros: number;
  /** The month of the list price, or `own`: the operator's. */
  priced: string;
}

/** What a call cost; null where the price or the tokens are not known. A version's date behind a name does not matter. */
export function costOf(
  model: string,
  tokens: { in: number | null; out: number | null },
  own: { in: number; out: number } | null,
): Cost | null {
  const price = own ?? prices[model.replace(/-(?:\d{8}|\d{4}-\d\d-\d\d|latest)$/, '')];
  if (!price || tokens.in === null || tokens.out === null) return null;
  const micros = Math.ceil(tokens.in * price.in + tokens.out * price.out);
  return { micros, priced: own ? 'own' : pricesOf };
}
