// The forty pages: which kind, which seed, how worn. Every second one is held back from tuning.
import { chance } from './chance.js';
import { type PageKind, pageKinds, setPage } from './kinds.js';
import { type Wear, worn } from './wear.js';

export interface OcrCase {
  name: string;
  kind: PageKind;
  /** Settings were chosen on `tuned` pages only. */
  half: 'tuned' | 'held back';
  dotsPerInch: number;
  wear: Wear;
  /** JPEG. */
  bytes: Uint8Array;
  /** What stands on the page, in reading order. */
  text: string;
}

export const pageCount = 40;

/** Page `index` (0..39). The same every time and on every machine, but for rounding in the picture library. */
export async function makePage(index: number): Promise<OcrCase> {
  const kind = pageKinds[index % pageKinds.length] ?? 'prose';
  const round = Math.floor(index / pageKinds.length);
  const random = chance(7_000 + index);
  const dotsPerInch = random.whole(10, 15) * 10;
  const page = setPage(kind, dotsPerInch, random);
  const wear = wearOf(kind, round, random);
  const bytes = await worn(await page.pixels(), wear, random);
  const half = (index + round) % 2 === 0 ? 'tuned' : 'held back';
  return { name: `${kind} ${round + 1}`, kind, half, dotsPerInch, wear, bytes, text: page.text() };
}

/** Receipts come from a pocket: faint, waved, under a lamp. The rest comes from scanners and copiers. */
function wearOf(kind: PageKind, round: number, random: ReturnType<typeof chance>): Wear {
  const skew = random.between(-5, 5);
  const turn = kind === 'turned' ? ([90, 180, 270][round % 3] ?? 0) : 0;
  if (kind === 'receipt') {
    const faded = { ink: random.between(70, 120), faint: random.between(0.1, 0.3), wave: random.between(1, 3.5) };
    return {
      skew,
      turn,
      blur: random.between(0.5, 0.8),
      noise: random.between(5, 12),
      shade: random.between(50, 110),
      ...faded,
    };
  }
  const flat = { ink: random.between(10, 60), faint: 0, wave: 0 };
  return {
    skew,
    turn,
    blur: random.between(0, 0.7),
    noise: random.between(2, 10),
    shade: random.between(0, 90),
    ...flat,
  };
}
