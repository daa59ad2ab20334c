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
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) throw damaged();
  const size = 1 << shift;
  const number = (at: number) => view.getUint32(at, true);

  function sector(index: number): number {
    const at = (index + 1) * size;
    if (at + 4 > bytes.length) throw cutOff();
    return at;
  }

  /** Sectors that list the sectors' successors: 109 in the header, more in a chain of their own. */
  function tableSectors(): number[] {
    const count = Math.min(number(44), Math.ceil(bytes.length / size));
    const found: number[] = [];
    for (let i = 0; i < 109 && found.length < count; i++) found.push(number(76 + i * 4));
    let next = number(68);
    for (let guard = 0; found.length < count && next < endOfChain && guard <= count; guard++) {
      const at = sector(next);
      for (let i = 0; i < size / 4 - 1 && found.length < count && at + i * 4 + 4 <= bytes.length; i++)
        found.push(number(at + i * 4));
      next = at + size <= bytes.length ? number(at + size - 4) : endOfChain;
    }
    return found;
  }

  const table = tableSectors();
  const after = (index: number) => {
    const holder = table[Math.floor(index / (size / 4))];
    if (holder === undefined || holder >= endOfChain) throw damaged();
    const at = sector(holder) + (index % (size / 4)) * 4;
    if (at + 4 > bytes.length) throw cutOff();
    return number(at);
  };
  const small = smallTable();

  /** The bytes of a chain, at most `length` where that is known. */
  function chain(start: number, length: number | null): Uint8Array {
    const pieces: Uint8Array[] = [];
    let left = length ?? Number.POSITIVE_INFINITY;
    const most = bytes.length / size + 1;
    for (let at = start; at < endOfChain && left > 0; at = after(at)) {
      if (pieces.length > most) throw damaged();
      const from = sector(at);
      const piece = bytes.subarray(from, from + Math.min(size, left));
      if (piece.length < Math.min(size, left) && length !== null) throw cutOff();
      pieces.push(piece);
      left -= piece.length;
    }
    return new Uint8Array(Buffer.concat(pieces));
  }

  function smallTable(): (index: number) => number {
    let loaded: DataView | null = null;
    return (index) => {
      if (!loaded) {
        const all = chain(number(60), null);
        loaded = new DataView(all.buffer, all.byteOffset, all.byteLength);
      }
      if (index * 4 + 4 > loaded.byteLength) throw damaged();
      return loaded.getUint32(index * 4, true);
    };
  }

  const entries = directory(chain(number(48), null));
  const [root] = entries;
  if (!root) throw damaged();
  let box: Uint8Array | null = null;

  function content({ start, size: length }: Entry): Uint8Array {
    if (length === 0) return new Uint8Array();
    if (length > bytes.length) throw cutOff();
    if (length >= 4096) return chain(start, length);
    box ??= chain(root?.start ?? endOfChain, null);
    const out = new Uint8Array(length);
    let done = 0;
    for (let at = start; done < length; at = small(at)) {
      const piece =
        at < endOfChain
          ? box.subarray(at * smallSector, at * smallSector + Math.min(smallSector, length - done))
          : null;
      if (!piece || piece.length === 0) throw cutOff();
      out.set(piece, done);
      done += piece.length;
    }
    return out;
  }

  return storageOf(root, entries, content, new Set());
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
