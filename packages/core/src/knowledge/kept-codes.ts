// The sign codes of one tenant's passages in memory: a hundred thousand are compared in 4 ms, where a table's rows take 60.
import { bits } from './sign-code.js';
import { keyOf, type PassageKey } from './vectors.js';

export const codeBytes = bits / 8;
const step = bits / 32;

/** Set bits of every 16-bit number. */
const setBits = new Uint8Array(1 << 16);
for (let i = 1; i < setBits.length; i++) setBits[i] = (setBits[i >> 1] as number) + (i & 1);

export class KeptCodes {
  private codes = new Uint32Array(1024 * step);
  private keys: PassageKey[] = [];
  private readonly slots = new Map<string, number>();

  get size(): number {
    return this.keys.length;
  }

  /** Puts a passage's code (64 bytes) in the place of the one it had. */
  set(key: PassageKey, code: Uint8Array): void {
    const slot = this.slots.get(keyOf(key)) ?? this.add(key);
    const view = new DataView(code.buffer, code.byteOffset, codeBytes);
    for (let i = 0; i < step; i++) this.codes[slot * step + i] = view.getUint32(i * 4);
  }

  /** The last code takes the freed place. */
  forget(key: PassageKey): void {
    const slot = this.slots.get(keyOf(key));
    if (slot === undefined) return;
    const last = this.keys.length - 1;
    const moved = this.keys[last] as PassageKey;
    this.codes.copyWithin(slot * step, last * step, (last + 1) * step);
    this.keys[slot] = moved;
    this.slots.set(keyOf(moved), slot);
    this.slots.delete(keyOf(key));
    this.keys.pop();
  }

  /** The `count` passages whose codes differ least, in no order. One pass; bits are counted by halves of words. */
  nearest(code: Uint8Array, count: number): PassageKey[] {
    const { codes, keys } = this;
    const view = new DataView(code.buffer, code.byteOffset, codeBytes);
    const asked = Uint32Array.from({ length: step }, (_, i) => view.getUint32(i * 4));
    const apart = new Uint16Array(keys.length);
    const withSo = new Uint32Array(bits + 1);
    for (let slot = 0, at = 0; slot < keys.length; slot++) {
      let sum = 0;
      for (let i = 0; i < step; i++, at++) {
        const other = (codes[at] as number) ^ (asked[i] as number);
        sum += (setBits[other & 0xffff] as number) + (setBits[other >>> 16] as number);
      }
      apart[slot] = sum;
      withSo[sum] = (withSo[sum] as number) + 1;
    }
    return smallest(apart, withSo, count).map((slot) => keys[slot] as PassageKey);
  }

  private add(key: PassageKey): number {
    const slot = this.keys.push(key) - 1;
    this.slots.set(keyOf(key), slot);
    if (this.codes.length <= slot * step) {
      const more = new Uint32Array(this.codes.length * 2);
      more.set(this.codes);
      this.codes = more;
    }
    return slot;
  }
}

/** The places of the smallest numbers; `withSo`: how many there are of each number. */
function smallest(numbers: Uint16Array, withSo: Uint32Array, count: number): number[] {
  let below = 0;
  let limit = 0;
  while (limit < withSo.length && below + (withSo[limit] as number) <= count) below += withSo[limit++] as number;
  let ties = count - below;
  const places: number[] = [];
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] as number;
    if (number < limit || (number === limit && ties-- > 0)) places.push(i);
  }
  return places;
}
