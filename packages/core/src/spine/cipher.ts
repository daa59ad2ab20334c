// Sealing of small values: compress, then AES-256-GCM, bound to where the value stands so that boxes cannot be swapped.
import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

const plainMark = 1;
const deflatedMark = 2;
const worthDeflating = 2048; // bytes: below it, the time costs more than the room
const largest = 256 * 1024 * 1024;

/** Seals bytes under a 32-byte key. `place` says where the box stands; opening elsewhere fails. */
export function seal(key: Buffer, place: string, plain: Buffer): Buffer {
  const deflated = plain.length >= worthDeflating ? deflateRawSync(plain, { level: 3 }) : null;
  const mark = deflated ? deflatedMark : plainMark;
  const nonce = newNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const head = Buffer.from([mark]);
  cipher.setAAD(Buffer.concat([head, Buffer.from(place)]));
  return Buffer.concat([head, nonce, cipher.update(deflated ?? plain), cipher.final(), cipher.getAuthTag()]);
}

/** Opens a box. Throws when the key, the place or any byte is wrong. */
export function unseal(key: Buffer, place: string, box: Buffer): Buffer {
  if (box.length < 29) throw new Error('this is no sealed box: it is too short');
  const cipher = createDecipheriv('aes-256-gcm', key, box.subarray(1, 13));
  cipher.setAAD(Buffer.concat([box.subarray(0, 1), Buffer.from(place)]));
  cipher.setAuthTag(box.subarray(box.length - 16));
  const opened = Buffer.concat([cipher.update(box.subarray(13, box.length - 16)), cipher.final()]);
  return box[0] === deflatedMark ? inflateRawSync(opened, { maxOutputLength: largest }) : opened;
}

// Random bytes are drawn many at a time, each used once: a draw costs the same for twelve bytes as for thousands.
const drawn = Buffer.alloc(12 * 256);
let used = drawn.length;

function newNonce(): Buffer {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += 12;
  return Buffer.from(drawn.subarray(used - 12, used));
}
