// The vectors of a passage's sentences as bytes: each number in one byte, with the vector's scale before it. A cosine by
// them is off by less than a hundredth.
import { dot } from './vectors.js';

export function packed(vectors: readonly Float32Array[]): Buffer {
  return Buffer.concat(vectors.map(packOne));
}

function packOne(vector: Float32Array): Buffer {
  const scale = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9) / 127;
  const out = Buffer.alloc(4 + vector.length);
  out.writeFloatLE(scale, 0);
  for (const [i, value] of vector.entries()) out.writeInt8(Math.round(value / scale), 4 + i);
  return out;
}

/** The best cosine of a question with any of the packed sentences, 0 without any. */
export function nearestOf(bytes: Uint8Array, vector: Float32Array): number {
  const step = 4 + vector.length;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let best = 0;
  for (let at = 0; at + step <= bytes.length; at += step) {
    const values = new Int8Array(bytes.buffer, bytes.byteOffset + at + 4, vector.length);
    let sum = 0;
    for (let i = 0; i < vector.length; i++) sum += (values[i] as number) * (vector[i] as number);
    best = Math.max(best, sum * view.getFloat32(at, true));
  }
  return best;
}

/** The direction between the sentences' vectors: stands for the passage as a whole. */
export function middle(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors)
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (vector[i] as number);
  const length = Math.sqrt(dot(sum, sum)) || 1;
  return sum.map((value) => value / length);
}
