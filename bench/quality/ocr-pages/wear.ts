// What scanning, copying and the pocket do to a page: faded ink, waves, skew, blur, uneven light, noise, turning.
import sharp from 'sharp';
import type { Chance } from './chance.js';
import type { Grey } from './sheet.js';

export interface Wear {
  /** Degrees clockwise. */
  skew: number;
  /** 0, 90, 180 or 270 degrees clockwise: how the sheet lay on the glass. */
  turn: number;
  /** Pixels (standard deviation). */
  blur: number;
  /** Grey levels (standard deviation). */
  noise: number;
  /** Grey levels between the lightest and the darkest place of the paper. */
  shade: number;
  /** Grey level of the ink: 0 is black. */
  ink: number;
  /** Pixels by which lines wave up and down; 0 for flat paper. */
  wave: number;
  /** Share of the rows on which the print head printed too faintly. */
  faint: number;
}

/** The worn page as JPEG bytes. */
export async function worn(page: Grey, wear: Wear, random: Chance): Promise<Uint8Array> {
  let grey = printed(page, wear, random);
  grey = await turned(grey, wear);
  lit(grey, wear, random);
  const { data, width, height } = grey;
  return new Uint8Array(
    await sharp(data, { raw: { width, height, channels: 1 } })
      .jpeg({ quality: 82 })
      .toBuffer(),
  );
}

/** Ink instead of black, faint rows, waves. */
function printed({ data, width, height }: Grey, wear: Wear, random: Chance): Grey {
  const strength = new Float32Array(height);
  let fade = 1;
  for (let y = 0; y < height; y++) {
    if (y % 5 === 0) fade = random.between(0, 1) < wear.faint ? random.between(0.35, 0.75) : 1;
    strength[y] = fade;
  }
  const length = random.between(0.7, 1.6) * width;
  const phase = random.between(0, 6.28);
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = y + (wear.wave === 0 ? 0 : wear.wave * Math.sin((2 * Math.PI * x) / length + phase));
      const above = Math.floor(from);
      const part = from - above;
      const at = (row: number) => data[Math.min(height - 1, Math.max(0, row)) * width + x] ?? 255;
      const value = at(above) * (1 - part) + at(above + 1) * part;
      out[y * width + x] = 255 - ((255 - value) / 255) * (255 - wear.ink) * (strength[y] ?? 1);
    }
  }
  return { data: out, width, height };
}

async function turned({ data, width, height }: Grey, { skew, turn, blur }: Wear): Promise<Grey> {
  let image = sharp(data, { raw: { width, height, channels: 1 } });
  if (blur >= 0.3) image = image.blur(blur);
  // Each turn is a pipeline of its own: sharp keeps only the last angle it was given.
  const skewed = await image
    .rotate(skew, { background: '#fff' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: skewed.info.width, height: skewed.info.height, channels: 1 } as const;
  const { data: pixels, info } = await sharp(skewed.data, { raw })
    .rotate(turn)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(pixels), width: info.width, height: info.height };
}

/** Light falls off in one direction and around a point; then the sensor's noise. In place. */
function lit({ data, width, height }: Grey, { shade, noise }: Wear, random: Chance): void {
  const angle = random.between(0, 6.28);
  const [cx, cy] = [random.between(0.2, 0.8), random.between(0.2, 0.8)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x / width, y / height];
      const slope = 0.5 + (Math.cos(angle) * (u - 0.5) + Math.sin(angle) * (v - 0.5)) * 0.7;
      const spot = Math.hypot(u - cx, v - cy) / 0.9;
      const light = (255 - 6 - shade * Math.min(1, (slope + spot) / 2)) / 255;
      data[y * width + x] = Math.max(0, Math.min(255, (data[y * width + x] ?? 0) * light + noise * random.normal()));
    }
  }
}
