// HEIC, in which phones take pictures: turned into a picture that everything here reads. Sizes are checked before anything is unpacked.
import { Unreadable } from '../unreadable.js';

/** Pixels; phones take 48 million at most, and unpacking takes four bytes for each, twice. */
const mostPixels = 60_000_000;

export const isHeic = (bytes: Uint8Array): boolean => {
  const head = Buffer.from(bytes.subarray(4, 12)).toString('latin1');
  return /^ftyp(hei|hev|mif)/.test(head) && !holds(bytes.subarray(0, 65_536), 'av01');
};

/** The picture upright as PNG; other bytes as they are. Throws Unreadable ('too-large', 'truncated', 'malformed'). */
export async function withoutHeic(bytes: Uint8Array): Promise<Uint8Array> {
  if (!isHeic(bytes)) return bytes;
  if (!boxesComplete(bytes)) throw cutOff();
  const claimed = claimedSize(bytes);
  if (claimed > mostPixels) throw tooLarge();
  const { data, width, height } = await decoded(bytes);
  const { default: sharp } = await import('sharp');
  const raw = { width, height, channels: 4 as const };
  return new Uint8Array(await sharp(data, { raw }).removeAlpha().png({ compressionLevel: 1 }).toBuffer());
}

async function decoded(bytes: Uint8Array): Promise<{ data: Uint8ClampedArray; width: number; height: number }> {
  const { default: decode } = await import('heic-decode');
  return quietly(async () => {
    let images: Awaited<ReturnType<typeof decode.all>> | null = null;
    try {
      images = await decode.all({ buffer: bytes });
      const [first] = images;
      if (!first) throw damaged();
      if (first.width * first.height > mostPixels) throw tooLarge();
      return await first.decode();
    } catch (cause) {
      throw cause instanceof Unreadable ? cause : damaged(cause);
    } finally {
      images?.dispose();
    }
  });
}

/** The decoder tells the console of every damaged file, where results may be going. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { log, error } = console;
  console.log = () => {};
  console.error = () => {};
  try {
    return await work();
  } finally {
    Object.assign(console, { log, error });
  }
}

/** The largest size that any of its images claims (ispe: ISO/IEC 23008-12, 6.5.3). */
function claimedSize(bytes: Uint8Array): number {
  const box = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let most = 0;
  for (let at = box.indexOf('ispe'); at >= 0 && at + 16 <= box.length; at = box.indexOf('ispe', at + 4)) {
    most = Math.max(most, box.readUInt32BE(at + 8) * box.readUInt32BE(at + 12));
  }
  return most;
}

/** Whether the last of its boxes ends within the file. */
function boxesComplete(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at + 8 <= bytes.length) {
    const size = view.getUint32(at);
    if (size === 0) return true; // up to the end
    if (size === 1) return at + 16 <= bytes.length && view.getBigUint64(at + 8) <= BigInt(bytes.length - at);
    if (size < 8) return true;
    at += size;
  }
  return at === bytes.length;
}

const holds = (bytes: Uint8Array, word: string) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(word);
const tooLarge = () =>
  new Unreadable('too-large', 'This picture has more than 60 million pixels. Save it smaller, as JPEG, and add that.');
const cutOff = () => new Unreadable('truncated', 'This picture is cut off: its end is missing. Send it again.');
const damaged = (cause?: unknown) =>
  new Unreadable('malformed', 'This picture is damaged. Open it in another program, save it as JPEG, and add that.', {
    cause,
  });
