// What a question means: its vector and the words related to its own. The last ones are remembered, as people refine.
import type { Related } from '@vito/understanding/related';
import type { Embedder } from './embed.js';

export interface Meant {
  vector: Float32Array;
  related: Related[];
}

const remembered = 100;
/** Milliseconds that a question waits for its model: loading it takes two or three seconds. */
const patience = 8000;

export function meaningOf(embedder: Embedder) {
  const known = new Map<string, Promise<Meant>>();

  async function look(question: string): Promise<Meant> {
    const signal = AbortSignal.timeout(patience);
    const [vectors, related] = await Promise.all([
      embedder.embed([question], { signal, urgent: true }),
      embedder.related(question, signal),
    ]);
    return { vector: vectors[0] as Float32Array, related };
  }

  return {
    /** Rejects when the model does not answer in time. */
    of(question: string): Promise<Meant> {
      const held = known.get(question);
      if (held) return held;
      const meant = look(question);
      known.set(question, meant);
      meant.catch(() => known.delete(question));
      if (known.size > remembered) known.delete(known.keys().next().value as string);
      return meant;
    },
  };
}
