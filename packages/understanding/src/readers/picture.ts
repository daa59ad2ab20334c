// Pictures (PNG, JPEG, TIFF, WebP, GIF, AVIF) made ready: size checked before anything is unpacked, upright by EXIF, on white.
import type { Sharp } from 'sharp';
import { Unreadable } from '../unreadable.js';

/** Pixels that one page may have; an A4 page at 1200 dpi has 139 million. */
const mostPixels = 150_000_000;

export interface Frame {
  /** From 0; a TIFF can hold many. */
  index: number;
  /** Pixels, as a viewer shows the picture (EXIF orientation applied). */
  width: number;
  height: number;
}

/** The pages of a picture file, from their headers alone. Throws Unreadable ('too-large', 'truncated', 'malformed'). */
export async function framesOf(bytes: Uint8Array): Promise<Frame[]> {
  const first = await header(bytes, 0);
  const frames = [first];
  for (let index = 1; index < first.pages; index++) frames.push(await header(bytes, index));
  return frames.map(({ index, width, height }) => ({ index, width, height }));
}

/** A frame as a viewer shows it, on white, no side longer than `longest` pixels. Never enlarged. */
export async function uprightFrame(bytes: Uint8Array, index: number, longest: number): Promise<Sharp> {
  const image = await open(bytes, index);
  return image
    .autoOrient()
    .flatten({ background: 'white' })
    .resize({ width: longest, height: longest, fit: 'inside', withoutEnlargement: true });
}

/** Runs a pipeline to its raw pixels. What fails in it becomes Unreadable. */
export async function pixels(pipeline: Sharp, bytes: Uint8Array) {
  try {
    return await pipeline.raw().toBuffer({ resolveWithObject: true });
  } catch (cause) {
    throw damaged(bytes, cause);
  }
}

async function open(bytes: Uint8Array, page: number): Promise<Sharp> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1); // one file a process: the pool decides how many run
  return sharp(bytes, { page, failOn: 'error', limitInputPixels: mostPixels, sequentialRead: true });
}

async function header(bytes: Uint8Array, index: number) {
  const image = await open(bytes, index);
  const found = await image.metadata().catch((cause: unknown) => {
    throw damaged(bytes, cause);
  });
  const { width, height, autoOrient, format } = found;
  const pages = format === 'tiff' ? (found.pages ?? 1) : 1; // of what moves the first frame
  if (width * height > mostPixels) throw tooLarge(width, height);
  return { index, width: autoOrient.width, height: autoOrient.height, pages };
}

function tooLarge(width: number, height: number): Unreadable {
  const size = `${width} by ${height} pixels`;
  const message = `This picture has ${size}, more than any scanned page needs. Scan or save it at 300 dpi and add that.`;
  return new Unreadable('too-large', message);
}

function damaged(bytes: Uint8Array, cause: unknown): Unreadable {
  const text = String(cause);
  if (/pixel limit/i.test(text)) {
    return new Unreadable('too-large', 'This picture is too large to be opened. Save it at 300 dpi and add that.', {
      cause,
    });
  }
  if (!complete(bytes) || /truncat|premature|unexpected end|end of (file|image|stream)|not enough data/i.test(text)) {
    return new Unreadable('truncated', 'This picture is cut off: its end is missing. Scan or send it again.', {
      cause,
    });
  }
  return new Unreadable(
    'malformed',
    'This picture is damaged. Open it in another program, save it again, and add that.',
    {
      cause,
    },
  );
}

/** PNG ends in IEND, JPEG and GIF in an end marker, WebP says its length; TIFF and AVIF have no such mark. */
function complete(bytes: Uint8Array): boolean {
  const tail = Buffer.from(bytes.subarray(-4096));
  if (bytes[0] === 0x89) return tail.includes('IEND');
  if (bytes[0] === 0xff) return tail.includes(Buffer.from([0xff, 0xd9]));
  if (bytes[0] === 0x47) return tail.includes(0x3b);
  if (bytes[0] === 0x52) return bytes.length >= Buffer.from(bytes.subarray(0, 8)).readUInt32LE(4);
  return true;
}
