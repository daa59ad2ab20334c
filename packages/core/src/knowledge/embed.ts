// Where vectors come from: the English model of the install, in the compute pool, or an endpoint that speaks as OpenAI's does.
import { Failure } from '@vito/runtime/failure';
import type { Related } from '@vito/understanding/related';
import { z } from 'zod';
import type { ComputePool } from '../platform/compute-pool.js';

export interface Embedder {
  /** Name and dimension, e.g. `use-lite-en/512`: vectors of different embedders are never compared. */
  identity(signal?: AbortSignal): Promise<{ id: string; dimension: number }>;
  /** A vector of length 1 a text, in order. `urgent`: somebody waits. Throws Failure('unavailable'). */
  embed(texts: string[], watch?: { signal?: AbortSignal; urgent?: boolean }): Promise<Float32Array[]>;
  /** Words that may stand for those of a question. */
  related(question: string, signal?: AbortSignal): Promise<Related[]>;
}

/** Texts embedded in one go: so few that a question which comes in between need not wait long. */
const batch = 6;

export function localEmbedder(pool: ComputePool): Embedder {
  return {
    identity: async () => ({ id: 'use-lite-en/512', dimension: 512 }),
    async embed(texts, watch) {
      const vectors: Float32Array[] = [];
      for (let at = 0; at < texts.length; at += batch)
        vectors.push(...(await pool.embed(texts.slice(at, at + batch), watch)));
      return vectors;
    },
    related: (question, signal) => pool.related(question, signal),
  };
}

export interface EmbeddingEndpoint {
  /** Without the `/embeddings` at its end. */
  url: string;
  model: string;
  key: string | null;
}

const Answer = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).min(1) })),
});
const patience = 30_000; // ms
const endpointBatch = 64;

export function endpointEmbedder({ url, model, key }: EmbeddingEndpoint, pool: ComputePool): Embedder {
  let known: Promise<{ id: string; dimension: number }> | null = null;

  async function embed(texts: string[], watch: { signal?: AbortSignal } = {}): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (let at = 0; at < texts.length; at += endpointBatch)
      vectors.push(...(await ask(texts.slice(at, at + endpointBatch), watch.signal)));
    return vectors;
  }

  async function ask(texts: string[], signal?: AbortSignal): Promise<Float32Array[]> {
    const late = AbortSignal.timeout(patience);
    const response = await fetch(`${url.replace(/\/+$/, '')}/embeddings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
      body: JSON.stringify({ model, input: texts }),
      signal: signal ? AbortSignal.any([signal, late]) : late,
    }).catch((cause: unknown) => {
      throw away('does not answer', cause);
    });
    if (!response.ok) throw away(`answered with status ${response.status}`);
    const answer = Answer.safeParse(await response.json().catch(() => null));
    if (!answer.success || answer.data.data.length !== texts.length)
      throw away('sent something that is no list of vectors');
    const sorted = answer.data.data.sort((a, b) => a.index - b.index);
    return sorted.map(({ embedding }) => unit(Float32Array.from(embedding)));
  }

  return {
    identity(signal) {
      known ??= ask(['How long is a vector?'], signal).then(([vector]) => {
        const dimension = vector?.length ?? 0;
        return { id: `${model}/${dimension}`, dimension };
      });
      known.catch(() => {
        known = null; // asked again the next time
      });
      return known;
    },
    embed,
    related: (question, signal) => pool.related(question, signal),
  };
}

const away = (what: string, cause?: unknown) =>
  new Failure('unavailable', `the embedding service of EMBEDDINGS_URL ${what}`, { cause });

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
