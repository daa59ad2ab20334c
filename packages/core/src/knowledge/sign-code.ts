// A vector's sign code: 512 bits, of which two vectors differ in about as large a share as the angle between them.
// M. Charikar, "Similarity estimation techniques from rounding algorithms" (2002).

export const bits = 512;

/** The signs of 512 numbers as they are; any other length is first projected on 512 directions, always the same ones. */
export function signCode(vector: Float32Array): string {
  const values = vector.length === bits ? vector : projected(vector);
  let code = '';
  for (let i = 0; i < bits; i++) code += (values[i] as number) > 0 ? '1' : '0';
  return code;
}

/** Random signs stand for random directions; a hash of both places makes them, so that nothing has to be kept. */
function projected(vector: Float32Array): Float32Array {
  const out = new Float32Array(bits);
  for (let i = 0; i < bits; i++) {
    let sum = 0;
    for (let j = 0; j < vector.length; j++) sum += direction(i, j) ? (vector[j] as number) : -(vector[j] as number);
    out[i] = sum;
  }
  return out;
}

function direction(i: number, j: number): boolean {
  let h = Math.imul(i + 1, 0x9e3779b1) ^ Math.imul(j + 1, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 13), 0x27d4eb2f);
  return ((h ^ (h >>> 16)) & 1) === 1;
}
