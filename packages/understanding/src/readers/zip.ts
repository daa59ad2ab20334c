// Looking into a ZIP archive without unpacking it: what it holds, and whether it would swell beyond all measure.
import { inflateRawSync } from 'node:zlib';
import { Unreadable } from '../unreadable.js';

export interface ZipEntry {
  name: string;
  method: number;
  encrypted: boolean;
  packed: number;
  /** Unpacked size in bytes, as the archive claims it. */
  size: number;
  /** Where its local header stands. */
  at: number;
}

/** Bytes that one document may unpack to, all parts together. */
const mostUnpacked = 200 * 1024 * 1024;
const mostEntries = 10_000;

/**
 * The entries of an archive's central directory (APPNOTE 4.3.12), or null where it has no readable one
 * (cut off, or no archive). ZIP64 archives are larger than any document that is read, and give null as well.
 */
export function zipContents(bytes: Uint8Array): ZipEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view);
  if (end === null) return null;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  while (entries.length < count) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return null;
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/**
 * Refuses an archive that is cut off, encrypted, or that would unpack to more than `most` bytes. The sizes it claims
 * are checked first; then each part is unpacked once against the rest of the budget, because claims can lie.
 */
export function checkArchive(bytes: Uint8Array, most: number = mostUnpacked): ZipEntry[] {
  const entries = zipContents(bytes);
  if (!entries) {
    throw new Unreadable('truncated', 'This document is cut off: the end of its archive is missing. Send it again.');
  }
  if (entries.some((entry) => entry.encrypted)) {
    throw new Unreadable('encrypted', 'This document is encrypted. Remove its password and add it again.');
  }
  const claimed = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (claimed > most || entries.length > mostEntries) throw tooLarge(most);
  let left = most;
  for (const entry of entries) left -= unpackedSize(bytes, entry, left);
  return entries;
}

/** The bytes of an entry. Throws Unreadable where it is damaged, is packed in an unknown way, or swells over `most`. */
export function unpacked(bytes: Uint8Array, entry: ZipEntry, most: number = mostUnpacked): Uint8Array {
  const packed = packedBytes(bytes, entry);
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw broken();
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge(most, cause);
    throw broken(cause);
  }
}

function packedBytes(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.at + 30 > bytes.length || view.getUint32(entry.at, true) !== 0x04034b50) throw broken();
  const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  if (start + entry.packed > bytes.length) throw broken();
  return bytes.subarray(start, start + entry.packed);
}

function unpackedSize(bytes: Uint8Array, entry: ZipEntry, left: number): number {
  return entry.method === 8 ? unpacked(bytes, entry, left).length : packedBytes(bytes, entry).length;
}

/** Offset of the end-of-central-directory record, which stands in the last 64 KB. */
function endRecord(view: DataView): number | null {
  const lowest = Math.max(0, view.byteLength - 22 - 65_535);
  for (let at = view.byteLength - 22; at >= lowest; at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  return null;
}

function tooLarge(most: number, cause?: unknown): Unreadable {
  const limit = `${Math.round(Math.max(most, 1) / 1024 / 1024)} MB`;
  const message = `This document would unpack to more than ${limit}, which no real document needs. It was not opened.`;
  return new Unreadable('too-large', message, { cause });
}

function broken(cause?: unknown): Unreadable {
  return new Unreadable('malformed', 'The archive inside this document is damaged. Save it again and add that.', {
    cause,
  });
}
