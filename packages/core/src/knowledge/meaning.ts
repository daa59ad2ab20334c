// What a question means: its vector and the words related to its own. The last ones are remembered, as people refine.
import { Failure } from '@vito/runtime/failure';
import type { Related } from '@vito/understanding/related';
import type { Embedder } from './embed.js';

export interface Meant {
  vector: Float32Array;
  related: Related[];
}

const remembered = 100;
/** Milliseconds that a question waits for its vector, and then for related words: loading either takes seconds, once. */
const patience = { vector: 8000, related: 2500 };

export function meaningOf(embedder: Embedder) {
  const known = new Map<string, Promise<Meant>>();

  /** Nothing is aborted when it takes too long: that would end the process which is just loading for the next question. */
  async function look(question: string): Promise<Meant> {
    const [vector] = await within(patience.vector, embedder.embed([question], { urgent: true }));
    const related = await within(patience.related, embedder.related(question)).catch(() => null); // a help, no need
    if (related === null) known.delete(question);
    return { vector: vector as Float32Array, related: related ?? [] };
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

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Failure('unavailable', 'the model takes too long')), milliseconds);
    void work.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
