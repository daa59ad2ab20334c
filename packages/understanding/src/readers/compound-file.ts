// Microsoft's compound file (MS-CFB), a small file system in one file: Outlook keeps a message in it. No chain is followed twice.
import { Unreadable } from '../unreadable.js';

export interface Storage {
  /** Streams by name; each is read when asked for. */
  streams: Map<string, () => Uint8Array>;
  storages: Map<string, Storage>;
}

interface Entry {
  name: string;
  type: number;
  left: number;
  right: number;
  child: number;
  start: number;
  size: number;
}

const endOfChain = 0xfffffffe;
const nothing = 0xffffffff;
const smallSector = 64;
const mostEntries = 100_000;

/** Opens the root. Throws Unreadable: 'truncated' where a sector lies behind the end, 'malformed' where chains run in circles. */
export function openCompound(bytes: Uint8Array): Storage {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 512) throw cutOff();
  const chain = chainsOf(bytes);
  const entries = directory(chain(view.getUint32(48, true), null));
  const [root] = entries;
  if (!root) throw damaged();
  const smallChain = once(() => smallChains(chain(root.start, null), chain(view.getUint32(60, true), null)));
  const content = ({ start, size: length }: Entry): Uint8Array => {
    if (length === 0) return new Uint8Array();
    if (length > bytes.length) throw cutOff();
    return length >= 4096 ? chain(start, length) : smallChain()(start, length);
  };
  return storageOf(root, entries, content, new Set());
}

/** The bytes of a chain of sectors, at most `length` where that is known. */
type Chain = (start: number, length: number | null) => Uint8Array;

function chainsOf(bytes: Uint8Array): Chain {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) throw damaged();
  const size = 1 << shift;
  const table = tableSectors(view, size);
  const sector = (index: number): number => {
    const at = (index + 1) * size;
    if (at + 4 > bytes.length) throw cutOff();
    return at;
  };
  const after = (index: number) => {
    const holder = table[Math.floor(index / (size / 4))];
    if (holder === undefined || holder >= endOfChain) throw damaged();
    const at = sector(holder) + (index % (size / 4)) * 4;
    if (at + 4 > bytes.length) throw cutOff();
    return view.getUint32(at, true);
  };
  return (start, length) => {
    const pieces: Uint8Array[] = [];
    let left = length ?? Number.POSITIVE_INFINITY;
    for (let at = start; at < endOfChain && left > 0; at = after(at)) {
      if (pieces.length > bytes.length / size + 1) throw damaged();
      const from = sector(at);
      const piece = bytes.subarray(from, from + Math.min(size, left));
      if (piece.length < Math.min(size, left) && length !== null) throw cutOff();
      pieces.push(piece);
      left -= piece.length;
    }
    return new Uint8Array(Buffer.concat(pieces));
  };
}

/** Sectors that list the sectors' successors: 109 in the header, more in a chain of their own. */
function tableSectors(view: DataView, size: number): number[] {
  const number = (at: number) => view.getUint32(at, true);
  const count = Math.min(number(44), Math.ceil(view.byteLength / size));
  const found: number[] = [];
  for (let i = 0; i < 109 && found.length < count; i++) found.push(number(76 + i * 4));
  let next = number(68);
  for (let guard = 0; found.length < count && next < endOfChain && guard <= count; guard++) {
    const at = (next + 1) * size;
    if (at + size > view.byteLength) throw cutOff();
    for (let i = 0; i < size / 4 - 1 && found.length < count; i++) found.push(number(at + i * 4));
    next = number(at + size - 4);
  }
  return found;
}

/** Streams under 4096 bytes stand in sectors of 64 bytes inside the root's own stream. */
function smallChains(box: Uint8Array, successors: Uint8Array): (start: number, length: number) => Uint8Array {
  const table = new DataView(successors.buffer, successors.byteOffset, successors.byteLength);
  return (start, length) => {
    const out = new Uint8Array(length);
    let done = 0;
    for (let at = start; done < length; at = table.getUint32(at * 4, true)) {
      const from = at * smallSector;
      const piece = at < endOfChain ? box.subarray(from, from + Math.min(smallSector, length - done)) : null;
      if (!piece || piece.length === 0) throw cutOff();
      out.set(piece, done);
      done += piece.length;
      if (done < length && at * 4 + 4 > table.byteLength) throw damaged();
    }
    return out;
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function directory(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Entry[] = [];
  for (let at = 0; at + 128 <= bytes.length && entries.length < mostEntries; at += 128) {
    const length = Math.min(64, Math.max(0, view.getUint16(at + 64, true) - 2));
    entries.push({
      name: Buffer.from(bytes.subarray(at, at + length)).toString('utf16le'),
      type: view.getUint8(at + 66),
      left: view.getUint32(at + 68, true),
      right: view.getUint32(at + 72, true),
      child: view.getUint32(at + 76, true),
      start: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    });
  }
  return entries;
}

/** Entries form trees; one that is reached twice makes the file damaged, which also bounds how deep this goes. */
function storageOf(
  entry: Entry,
  all: readonly Entry[],
  content: (entry: Entry) => Uint8Array,
  seen: Set<number>,
): Storage {
  const found: Storage = { streams: new Map(), storages: new Map() };
  const open = [entry.child];
  while (open.length > 0) {
    const index = open.pop() ?? nothing;
    const child = all[index];
    if (index === nothing || !child) continue;
    if (seen.has(index) || seen.size > 10_000) throw damaged();
    seen.add(index);
    open.push(child.left, child.right);
    if (child.type === 2) found.streams.set(child.name, () => content(child));
    if (child.type === 1) found.storages.set(child.name, storageOf(child, all, content, seen));
  }
  return found;
}

const cutOff = () =>
  new Unreadable('truncated', 'This Outlook message is cut off: its end is missing. Save or send it again.');
const damaged = () =>
  new Unreadable('malformed', 'This Outlook message is damaged. Save it again from Outlook and add that.');
