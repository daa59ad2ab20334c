// A page's picture made ready for reading: turned upright, level, evenly lit, without ruled lines; and the way back.
import type { OcrPicture } from './engine.js';
import { evenLight, type Grey, rotated, scaled, toGrey } from './grey.js';
import { withoutRules } from './rules.js';
import { findLie, type Lie } from './skew.js';

export type Turn = 0 | 90 | 180 | 270;

/** A point of the level page as fractions of the upright one. */
export type Back = (x: number, y: number) => { x: number; y: number };

export interface LevelPage {
  grey: Grey;
  turn: Turn;
  /** Degrees clockwise by which its lines were off. */
  skew: number;
  back: Back;
}

export interface Sheet {
  lie: Lie;
  /** The page turned clockwise by `turn` and made level. */
  level(turn: Turn): Promise<LevelPage>;
}

/** Pixels on the longest side at most: an A4 page at some 200 dpi. */
const longestSide = 2400;
/** Pixels on the longest side at which skew is looked for. */
const lieSide = 1000;

export async function openSheet(picture: OcrPicture): Promise<Sheet> {
  const given = toGrey(picture);
  const fitting = Math.min(1, longestSide / Math.max(given.width, given.height));
  const grey = evenLight(await scaled(given, fitting));
  const lie = findLie(await scaled(grey, Math.min(1, lieSide / Math.max(grey.width, grey.height))));
  return {
    lie,
    async level(turn) {
      const skew = turn % 180 === 0 ? lie.level : lie.sideways;
      const upright = await rotated(grey, turn);
      const page = withoutRules(await rotated(upright, -skew));
      return { grey: page, turn, skew, back: wayBack(page, upright, skew) };
    },
  };
}

/** Both pictures have their middle in common: the level page was turned about it. */
export function wayBack(
  level: { width: number; height: number },
  upright: { width: number; height: number },
  skew: number,
): Back {
  const [sin, cos] = [Math.sin((skew * Math.PI) / 180), Math.cos((skew * Math.PI) / 180)];
  const inside = (share: number) => Math.min(1, Math.max(0, share));
  return (x, y) => {
    const [u, v] = [x - level.width / 2, y - level.height / 2];
    return {
      x: inside((u * cos - v * sin + upright.width / 2) / upright.width),
      y: inside((u * sin + v * cos + upright.height / 2) / upright.height),
    };
  };
}

/** A part of the page full of text, enough to see which way up it is. */
export function sampleOf({ data, width, height }: Grey, side: number): Grey {
  const [across, down] = [Math.min(side, width), Math.min(side, height)];
  const left = Math.floor((width - across) / 2);
  const top = Math.floor((height - down) / 4);
  const out = new Uint8Array(across * down);
  for (let y = 0; y < down; y++)
    out.set(data.subarray((top + y) * width + left, (top + y) * width + left + across), y * across);
  return { data: out, width: across, height: down };
}
