// Pictures as plain grey pixels, and what is done to them before an engine sees them.
import type { OcrPicture } from './engine.js';

/** One byte a pixel, 255 is white. */
export interface Grey {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Pixels on a side of the squares in which the paper's brightness is measured. */
const square = 16;

/** The picture in grey, on white where it is transparent. */
export function toGrey({ data, width, height, channels }: OcrPicture): Grey {
  if (channels === 1) return { data, width, height };
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i++) {
    const at = i * channels;
    const light = (data[at] ?? 0) * 0.299 + (data[at + 1] ?? 0) * 0.587 + (data[at + 2] ?? 0) * 0.114;
    const cover = channels === 4 ? (data[at + 3] ?? 255) / 255 : 1;
    grey[i] = light * cover + 255 * (1 - cover);
  }
  return { data: grey, width, height };
}

/** Uneven light taken out: every pixel in relation to the paper around it, which becomes white. */
export function evenLight(picture: Grey): Grey {
  const { data, width, height } = picture;
  const paper = paperAround(picture);
  const across = Math.ceil(width / square);
  const down = Math.ceil(height / square);
  const even = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    const v = Math.min(down - 1, Math.max(0, (y - square / 2) / square));
    const [y1, y2] = [Math.floor(v), Math.min(down - 1, Math.floor(v) + 1)];
    for (let x = 0; x < width; x++) {
      const u = Math.min(across - 1, Math.max(0, (x - square / 2) / square));
      const [x1, x2] = [Math.floor(u), Math.min(across - 1, Math.floor(u) + 1)];
      const above = mix(paper[y1 * across + x1] ?? 255, paper[y1 * across + x2] ?? 255, u - x1);
      const below = mix(paper[y2 * across + x1] ?? 255, paper[y2 * across + x2] ?? 255, u - x1);
      const i = y * width + x;
      even[i] = Math.min(255, ((data[i] ?? 0) * 255) / mix(above, below, v - y1));
    }
  }
  return { data: even, width, height };
}

/** Brightness of the paper in each square: a bright pixel of it, the brightest of the squares around, smoothed. */
function paperAround({ data, width, height }: Grey): Float32Array {
  const across = Math.ceil(width / square);
  const down = Math.ceil(height / square);
  const bright = new Float32Array(across * down);
  const counts = new Uint32Array(256);
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      counts.fill(0);
      let total = 0;
      for (let y = row * square; y < Math.min(height, (row + 1) * square); y++) {
        for (let x = column * square; x < Math.min(width, (column + 1) * square); x++, total++) {
          const value = data[y * width + x] ?? 0;
          counts[value] = (counts[value] ?? 0) + 1;
        }
      }
      bright[row * across + column] = Math.max(40, quantile(counts, total * 0.75));
    }
  }
  const widest = spread(bright, across, down, 2, (values) => Math.max(...values));
  return spread(widest, across, down, 2, (values) => values.reduce((a, b) => a + b, 0) / values.length);
}

function quantile(counts: Uint32Array, rank: number): number {
  let seen = 0;
  for (let value = 0; value < 256; value++) {
    seen += counts[value] ?? 0;
    if (seen >= rank) return value;
  }
  return 255;
}

function spread(
  from: Float32Array,
  across: number,
  down: number,
  reach: number,
  take: (values: number[]) => number,
): Float32Array {
  const to = new Float32Array(from.length);
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      const near: number[] = [];
      for (let y = Math.max(0, row - reach); y <= Math.min(down - 1, row + reach); y++)
        for (let x = Math.max(0, column - reach); x <= Math.min(across - 1, column + reach); x++)
          near.push(from[y * across + x] ?? 255);
      to[row * across + column] = take(near);
    }
  }
  return to;
}

const mix = (a: number, b: number, part: number) => a + (b - a) * part;

/** Larger or smaller by `factor`. */
export async function scaled(picture: Grey, factor: number): Promise<Grey> {
  if (factor === 1) return picture;
  const size = {
    width: Math.max(1, Math.round(picture.width * factor)),
    height: Math.max(1, Math.round(picture.height * factor)),
  };
  return piped(picture, (image) => image.resize({ ...size, fit: 'fill', kernel: factor > 1 ? 'cubic' : 'lanczos3' }));
}

/** Turned clockwise by `degrees`; the sheet grows so that nothing is cut off, with white corners. */
export async function rotated(picture: Grey, degrees: number): Promise<Grey> {
  if (degrees === 0) return picture;
  return piped(picture, (image) => image.rotate(degrees, { background: '#fff' }));
}

/** As a PNG file, which is what tesseract takes. */
export async function toPng({ data, width, height }: Grey): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const raw = { width, height, channels: 1 } as const;
  return sharp(data, { raw }).withMetadata({ density: 200 }).png({ compressionLevel: 1 }).toBuffer();
}

async function piped(
  { data, width, height }: Grey,
  step: (image: import('sharp').Sharp) => import('sharp').Sharp,
): Promise<Grey> {
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
  const image = step(sharp(data, { raw: { width, height, channels: 1 } }));
  const { data: out, info } = await image.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(out.buffer, out.byteOffset, out.length), width: info.width, height: info.height };
}
