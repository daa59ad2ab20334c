// The properties inside TNEF (MS-OXTNEF 2.1.3.4): a count, then each with its type, its number and its values.
import { decodeText } from './characters.js';
import { fileTime } from './outlook-time.js';

export interface Properties {
  text(id: number): string | null;
  binary(id: number): Uint8Array | null;
  time(id: number): Date | null;
}

/** Bytes of one value by type; others carry their length. */
const sizes: Record<number, number> = { 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16 };
const lengthy = new Set([0x1e, 0x1f, 0x102, 0xd]);
const padded = (length: number) => length + ((4 - (length % 4)) % 4);

/** As many as can be read; where one is damaged, those behind it are lost. */
export function propertiesIn(bytes: Uint8Array, encoding: string | null): Properties {
  const found = new Map<number, { type: number; value: Uint8Array }>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const number = (at: number) => (at + 4 <= bytes.length ? view.getUint32(at, true) : 0);
  let at = 4;
  for (let left = number(0); left > 0 && at + 4 <= bytes.length; left--) {
    const type = view.getUint16(at, true) & 0xfff;
    const many = (view.getUint16(at, true) & 0x1000) !== 0;
    const id = view.getUint16(at + 2, true);
    at += 4;
    if (id >= 0x8000) at += 20 + (number(at + 16) === 0 ? 4 : 4 + padded(number(at + 20)));
    const fixed = sizes[type];
    if (fixed === undefined && !lengthy.has(type)) break;
    let values = 1;
    if (many || fixed === undefined) {
      values = number(at);
      at += 4;
    }
    for (let n = 0; n < values && at < bytes.length; n++) {
      const length = fixed ?? number(at);
      if (fixed === undefined) at += 4;
      const value = bytes.subarray(at, at + length);
      if (n === 0 && value.length === length) found.set(id, { type, value });
      at += padded(length);
    }
  }
  const get = (id: number, ...types: number[]) => {
    const property = found.get(id);
    return property && types.includes(property.type) ? property : null;
  };
  return {
    binary: (id) => get(id, 0x102, 0xd)?.value ?? null,
    text(id) {
      const property = get(id, 0x1e, 0x1f, 0x102);
      if (!property) return null;
      const words =
        property.type === 0x1f ? Buffer.from(property.value).toString('utf16le') : decodeText(property.value, encoding);
      return words.replace(/\0+$/, '');
    },
    time(id) {
      const value = get(id, 0x40)?.value;
      return value ? fileTime(new DataView(value.buffer, value.byteOffset, 8).getBigUint64(0, true)) : null;
    },
  };
}
