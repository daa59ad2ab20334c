// Logistic regression with a penalty on large weights (ridge), by gradient descent. The same examples give the same weights.

import type { Fitted } from '@vito/understanding/extract/weighed';

interface Row {
  signals: readonly string[];
  promise: boolean;
}

const rounds = 4000;
const penalty = 4;

export function fitted(rows: readonly Row[]): Fitted {
  const names = [...new Set(rows.flatMap(({ signals }) => signals))].sort();
  const place = new Map(names.map((name, i) => [name, i]));
  const given = rows.map(({ signals }) => signals.map((name) => place.get(name) as number));
  const weights = new Float64Array(names.length);
  let bias = 0;
  const step = 4 / rows.length;
  for (let round = 0; round < rounds; round++) {
    const slope = Float64Array.from(weights, (weight) => penalty * weight);
    let biasSlope = 0;
    for (const [i, row] of rows.entries()) {
      const own = given[i] as number[];
      const off = sigmoid(own.reduce((sum, at) => sum + (weights[at] as number), bias)) - (row.promise ? 1 : 0);
      for (const at of own) slope[at] = (slope[at] as number) + off;
      biasSlope += off;
    }
    for (let at = 0; at < weights.length; at++)
      weights[at] = (weights[at] as number) - step * (slope[at] as number) * 0.1;
    bias -= step * biasSlope * 0.1;
  }
  return { bias, weights: Object.fromEntries(names.map((name, i) => [name, weights[i] as number])) };
}

const sigmoid = (sum: number): number => 1 / (1 + Math.exp(-sum));
