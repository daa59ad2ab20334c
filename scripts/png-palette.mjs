// Rewrites a PNG (8 bits, RGB or RGBA) with a palette of 256 colours: a third of the bytes, and no difference to see on screens.
import { deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Takes and returns a PNG's bytes. Alpha is dropped: the pictures are of whole screens. PNG is ISO/IEC 15948. */
export function withPalette(png) {
  const { width, height, pixels } = decode(png);
  const palette = commonColours(pixels);
  return encode(width, height, palette, indexesOf(pixels, palette));
}

/** The pixels as 0xRRGGBB numbers, row by row. */
function decode(png) {
  let header = null;
  const data = [];
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = body;
    if (type === 'IDAT') data.push(body);
    at += length + 12;
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const size = header[9] === 6 ? 4 : 3;
  if (header[8] !== 8 || (header[9] !== 2 && header[9] !== 6) || header[12] !== 0) {
    throw new Error('only RGB and RGBA pictures of 8 bits, not interlaced, can be given a palette');
  }
  const rows = unfilter(inflateSync(Buffer.concat(data)), width * size, height, size);
  const pixels = new Uint32Array(width * height);
  for (let i = 0; i < pixels.length; i++) {
    pixels[i] = (rows[i * size] << 16) | (rows[i * size + 1] << 8) | rows[i * size + 2];
  }
  return { width, height, pixels };
}

/** Undoes the five filters of PNG: none, left, up, average, Paeth. */
function unfilter(raw, stride, height, size) {
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x >= size ? rows[at - size] : 0;
      const up = y > 0 ? rows[at - stride] : 0;
      const corner = x >= size && y > 0 ? rows[at - stride - size] : 0;
      const guess = [0, left, up, (left + up) >> 1, filter === 4 ? paeth(left, up, corner) : 0][filter];
      rows[at] = (raw[y * (stride + 1) + 1 + x] + guess) & 0xff;
    }
  }
  return rows;
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [byLeft, byUp, byCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

/** The 256 colours that leave the least out: taken by how often they stand, none closer than a step to one taken before. */
function commonColours(pixels) {
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  for (let step = 0; ; step += 6) {
    const taken = [];
    for (const colour of ranked) {
      if (taken.every((other) => distance(colour, other) > step)) taken.push(colour);
      if (taken.length > 256) break;
    }
    if (taken.length <= 256) return taken;
  }
}

function indexesOf(pixels, palette) {
  const nearest = new Map();
  return Uint8Array.from(pixels, (pixel) => {
    let index = nearest.get(pixel);
    if (index === undefined) {
      index = 0;
      for (let i = 1; i < palette.length; i++) {
        if (distance(pixel, palette[i]) < distance(pixel, palette[index])) index = i;
      }
      nearest.set(pixel, index);
    }
    return index;
  });
}

/** Squared distance, weighted as the eye weighs the channels. */
function distance(a, b) {
  const [red, green, blue] = [16, 8, 0].map((shift) => ((a >> shift) & 0xff) - ((b >> shift) & 0xff));
  return (2 * red * red + 4 * green * green + 3 * blue * blue) / 9;
}

function encode(width, height, palette, indexes) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff]));
  const raw = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) raw.set(indexes.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const chunks = [
    ['IHDR', header],
    ['PLTE', colours],
    ['IDAT', deflateSync(raw, { level: 9, memLevel: 9 })],
    ['IEND', Buffer.alloc(0)],
  ];
  return Buffer.concat([signature, ...chunks.map(([type, body]) => chunk(type, body))]);
}

function chunk(type, body) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc(named));
  return Buffer.concat([length, named, check]);
}

/** CRC-32 with the polynomial of ISO/IEC 15948, annex D. */
function crc(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
