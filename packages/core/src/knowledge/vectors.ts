// Vectors of passages, behind one interface: kept, and the nearest to a question found, within one tenant.
import type { Queries } from '../platform/queries.js';

export interface PassageKey {
  documentId: string;
  number: number;
}

export interface Near extends PassageKey {
  /** Cosine with the question, -1..1. */
  cosine: number;
}

/** Which passages may be found: a condition on `p` (vito.passage), with the values of its parameters from $`from` on. */
export type Only = (from: number) => { where: string; values: unknown[] };

export interface Vectors {
  kind: 'sign codes' | 'pgvector';
  /** Puts a document's vectors in the place of those it had. `queries` is a transaction that may write. */
  replace(
    queries: Queries,
    tenant: string,
    documentId: string,
    embedder: string,
    vectors: Float32Array[],
  ): Promise<void>;
  /** The nearest passages of that embedder, nearest first. */
  nearest(
    queries: Queries,
    tenant: string,
    embedder: string,
    vector: Float32Array,
    limit: number,
    only?: Only | null,
  ): Promise<Near[]>;
}

export const keyOf = ({ documentId, number }: PassageKey): string => `${documentId} ${number}`;

/** Length 1, so that a dot product is a cosine. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
