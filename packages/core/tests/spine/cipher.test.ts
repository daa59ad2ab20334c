// Sealed boxes: they open in their place, with their key, unchanged, and show nothing otherwise.
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seal, unseal } from '../../src/spine/cipher.js';

const key = randomBytes(32);
const place = 'tenant/key/vault';
const text = 'Ada Quill promised Bo Reed the drawings by Friday. ';
const short = Buffer.from(text);
const long = Buffer.from(text.repeat(100));

describe('a sealed box', () => {
  it('opens to what was put in, of any size', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), fc.string(), (bytes, where) => {
        const plain = Buffer.from(bytes);
        expect(unseal(key, where, seal(key, where, plain)).equals(plain)).toBe(true);
      }),
    );
  });

  it('of long text is much smaller than the text, and shows none of it', () => {
    const box = seal(key, place, long);
    expect(box.length).toBeLessThan(long.length / 5);
    for (const [plain, sealed] of [
      [long, box],
      [short, seal(key, place, short)],
    ] as const) {
      for (let at = 0; at + 4 <= plain.length; at += 4) expect(sealed.includes(plain.subarray(at, at + 4))).toBe(false);
    }
  });

  it('is another one each time', () => {
    const boxes = new Set(Array.from({ length: 1000 }, () => seal(key, place, short).toString('hex')));
    expect(boxes.size).toBe(1000);
    expect(new Set([...boxes].map((box) => box.slice(2, 26))).size).toBe(1000); // nonces
  });

  it('opens in no other place and with no other key', () => {
    const box = seal(key, place, short);
    expect(() => unseal(key, 'tenant/key/vault2', box)).toThrow();
    expect(() => unseal(key, 'other/key/vault', box)).toThrow();
    expect(() => unseal(randomBytes(32), place, box)).toThrow();
  });

  it.each([
    ['short', short],
    ['long', long],
  ])('that is %s does not open when any one bit of it is changed', (_kind, plain) => {
    const box = seal(key, place, plain);
    for (let at = 0; at < box.length; at++) {
      const changed = Buffer.from(box);
      changed.writeUInt8(box.readUInt8(at) ^ (1 << (at % 8)), at);
      expect(() => unseal(key, place, changed), `byte ${at}`).toThrow();
    }
  });

  it('does not open when it was cut or lengthened anywhere', () => {
    const box = seal(key, place, short);
    for (let length = 0; length < box.length; length++)
      expect(() => unseal(key, place, box.subarray(0, length))).toThrow();
    expect(() => unseal(key, place, Buffer.concat([box, Buffer.from([0])]))).toThrow();
  });
});
