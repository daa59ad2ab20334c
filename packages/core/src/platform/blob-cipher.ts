// The form in which a blob is stored: a header, then AES-256-GCM chunks that cannot be cut, swapped or joined unseen.
// After STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015): each chunk's nonce holds its index and whether it is the last.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { damagedBlob } from './blobs.js';

const mark = Buffer.from('ViToBlob\x01', 'latin1');
const saltBytes = 32;
const headerBytes = mark.length + saltBytes;
const chunkBytes = 64 * 1024;
const tagBytes = 16;

/** Plain bytes to stored bytes, under a key that is made for this blob alone: two blobs never share a nonce. */
export async function* encipher(source: AsyncIterable<Uint8Array>, key: Buffer): AsyncIterable<Buffer> {
  const header = Buffer.concat([mark, randomBytes(saltBytes)]);
  const own = ownKey(key, header);
  yield header;
  let index = 0;
  for await (const { bytes, last } of cut(source, chunkBytes, chunkBytes)) {
    const cipher = createCipheriv('aes-256-gcm', own, nonce(index++, last)).setAAD(header);
    // GCM is a stream cipher: final() has no bytes left to give.
    yield cipher.update(bytes);
    cipher.final();
    yield cipher.getAuthTag();
  }
}

/** Stored bytes to plain bytes. Throws Failure('unavailable') at the first chunk that is not as it was written. */
export async function* decipher(source: AsyncIterable<Uint8Array>, key: Buffer): AsyncIterable<Buffer> {
  let header: Buffer | null = null;
  let own = key;
  let index = 0;
  for await (const { bytes, last } of cut(source, headerBytes, chunkBytes + tagBytes)) {
    if (header === null) {
      if (last || !bytes.subarray(0, mark.length).equals(mark)) throw damagedBlob();
      header = Buffer.from(bytes);
      own = ownKey(key, header);
    } else yield openChunk(bytes, own, nonce(index++, last), header);
  }
}

function openChunk(bytes: Buffer, key: Buffer, iv: Buffer, header: Buffer): Buffer {
  const end = bytes.length - tagBytes;
  if (end < 0) throw damagedBlob();
  const opener = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
  opener.setAAD(header).setAuthTag(bytes.subarray(end));
  try {
    const plain = opener.update(bytes.subarray(0, end));
    opener.final();
    return plain;
  } catch (error) {
    throw damagedBlob(error);
  }
}

function ownKey(key: Buffer, header: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, header.subarray(mark.length), 'vito blob chunk', 32));
}

function nonce(index: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeBigUInt64BE(BigInt(index), 3);
  bytes[11] = last ? 1 : 0;
  return bytes;
}

/**
 * Cuts a stream into one piece of `first` bytes and pieces of `rest` bytes; only the last may be shorter. A source of
 * no bytes is one empty last piece. A yielded piece is only valid until the next one.
 */
async function* cut(
  source: AsyncIterable<Uint8Array>,
  first: number,
  rest: number,
): AsyncIterable<{ bytes: Buffer; last: boolean }> {
  const room = Buffer.alloc(Math.max(first, rest));
  let wanted = first;
  let filled = 0;
  for await (const piece of source) {
    for (let at = 0; at < piece.length; ) {
      if (filled === wanted) {
        yield { bytes: room.subarray(0, filled), last: false };
        filled = 0;
        wanted = rest;
      }
      const part = piece.subarray(at, at + wanted - filled);
      room.set(part, filled);
      filled += part.length;
      at += part.length;
    }
  }
  yield { bytes: room.subarray(0, filled), last: true };
}
