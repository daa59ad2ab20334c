// Damage done to bytes: what broken disks, gateways and hostile people do to files.
import type { createRandom } from '../crash/random.js';

export type Random = ReturnType<typeof createRandom>;

/** Counts and lengths that readers must not believe. */
const lengths = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xfffffffe, 0xffffffff];
/** Pieces of text that mean something to one reader or another. */
const words =
  '\0|\r\n\r\n|--|]]>|<![CDATA[|<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]>|&a;|&#x0;|{{{{|}}}}|\\bin999999999 |\\u-1?|"|;|BEGIN:VEVENT\n|RRULE:FREQ=SECONDLY;COUNT=999999999\n|From a@b.example Thu Mar 5 10:12:00 2026\n|=?utf-8?B?/////?=|Content-Type: multipart/mixed; boundary=""\n|1e999|NaN|\ud800|../../|99:99:99.999 --> 00:00:00|A1:XFD1048576|<row r="1048577">|<c r="ZZZ1">'.split(
    '|',
  );

/** One to four kinds of damage, one after another. `others`: bytes that pieces may come from. */
export function mutated(random: Random, bytes: Uint8Array, others: readonly Uint8Array[]): Uint8Array {
  let out: Uint8Array = Uint8Array.from(bytes);
  for (let n = random.between(1, 4); n > 0; n--) {
    const damage = random.pick([flipped, truncated, spliced, doubled, cut, blown, numbered, worded, nested]);
    out = damage(random, out, others);
  }
  return out.subarray(0, 2_000_000);
}

type Damage = (random: Random, bytes: Uint8Array, others: readonly Uint8Array[]) => Uint8Array;

const place = (random: Random, bytes: Uint8Array) => random.between(0, Math.max(0, bytes.length - 1));
const joined = (...pieces: Uint8Array[]) => new Uint8Array(Buffer.concat(pieces));

const flipped: Damage = (random, bytes) => {
  const out = Uint8Array.from(bytes);
  for (let n = random.pick([1, 2, 8, 64]); n > 0 && out.length > 0; n--) {
    const at = place(random, out);
    out[at] = (out[at] ?? 0) ^ (1 << random.between(0, 7));
  }
  return out;
};

const truncated: Damage = (random, bytes) => bytes.slice(0, place(random, bytes));

const spliced: Damage = (random, bytes, others) => {
  const other = others.length > 0 ? random.pick(others) : bytes;
  const from = place(random, other);
  return joined(
    bytes.subarray(0, place(random, bytes)),
    other.subarray(from, from + random.between(1, 4_000)),
    bytes.subarray(place(random, bytes)),
  );
};

const doubled: Damage = (random, bytes) => {
  const from = place(random, bytes);
  const piece = bytes.subarray(from, from + random.pick([4, 40, 400, 4_000]));
  const times = random.pick([1, 1, 2, 50]);
  return joined(bytes.subarray(0, from), ...Array.from({ length: times }, () => piece), bytes.subarray(from));
};

const cut: Damage = (random, bytes) => {
  const from = place(random, bytes);
  return joined(bytes.subarray(0, from), bytes.subarray(from + random.pick([1, 4, 64, 1_000])));
};

/** A length field of two or four bytes, either way round, in the first or any part of the file. */
const blown: Damage = (random, bytes) => {
  const out = Uint8Array.from(bytes);
  if (out.length < 8) return out;
  const at = random.between(0, Math.min(out.length, random.pick([128, 4_096, out.length])) - 5);
  const view = new DataView(out.buffer);
  const value = random.pick(lengths);
  if (random.next() < 0.5) view.setUint32(at, value, random.next() < 0.7);
  else view.setUint16(at, value & 0xffff, random.next() < 0.7);
  return out;
};

/** A number written in digits. */
const numbered: Damage = (random, bytes) => {
  const text = Buffer.from(bytes).toString('latin1');
  const numbers = [...text.matchAll(/\d{1,12}/g)];
  if (numbers.length === 0) return bytes;
  const { index, 0: old } = random.pick(numbers);
  const value = random.pick(['0', '-1', '1', '65536', '2147483648', '99999999999', '1e308']);
  return new Uint8Array(Buffer.from(text.slice(0, index) + value + text.slice(index + old.length), 'latin1'));
};

const worded: Damage = (random, bytes) => {
  const at = place(random, bytes);
  return joined(bytes.subarray(0, at), Buffer.from(random.pick(words)), bytes.subarray(at));
};

/** A bracket, a tag or a group opened again and again. */
const nested: Damage = (random, bytes) => {
  const at = place(random, bytes);
  const opening = random.pick([
    '[',
    '{',
    '<div>',
    '<a:p>',
    '<text:list>',
    '<table:table-row>',
    '(',
    '{\\b ',
    '> ',
    '<at>',
  ]);
  return joined(
    bytes.subarray(0, at),
    Buffer.from(opening.repeat(random.pick([20, 2_000, 50_000]))),
    bytes.subarray(at),
  );
};
