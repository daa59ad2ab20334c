// The ruled lines of forms and tables, taken out before OCR: engines read them as letters or cut the page at them.
import type { Grey } from './grey.js';

/** Pixels darker than this are ink. */
const ink = 160;
/** Pixels that a rule is thick at most, as a share of the page's longer side. */
const thickest = 0.005;

/**
 * The page without straight runs of ink that are far longer than letters are high. Works on level pages; a rule may
 * wander by a pixel on its way. `picture` is not changed.
 */
export function withoutRules(picture: Grey): Grey {
  const { data, width, height } = picture;
  const longer = Math.max(width, height);
  const length = Math.max(40, Math.round(longer * 0.04));
  const thick = Math.max(4, Math.round(longer * thickest));
  const out = new Uint8Array(data);
  const at = (x: number, y: number) => data[y * width + x] ?? 255;
  erase({ along: width, across: height, length, thick, at, clear: (x, y) => whiten(out, width, height, x, y) });
  erase({
    ...{ along: height, across: width, length, thick },
    at: (y, x) => at(x, y),
    clear: (y, x) => whiten(out, width, height, x, y),
  });
  return { data: out, width, height };
}

interface Direction {
  along: number;
  across: number;
  length: number;
  thick: number;
  at(along: number, across: number): number;
  clear(along: number, across: number): void;
}

function erase({ along, across, length, thick, at, clear }: Direction): void {
  const dark = (x: number, y: number) => at(x, y) < ink || (y > 0 && at(x, y - 1) < ink && at(x, y - 1) < at(x, y));
  for (let y = 0; y < across; y++) {
    let from = -1;
    for (let x = 0; x <= along; x++) {
      const on = x < along && dark(x, y);
      if (on && from < 0) from = x;
      if (on || from < 0) continue;
      if (x - from >= length && isThin(at, from, x, y, thick, across)) for (let i = from; i < x; i++) clear(i, y);
      from = -1;
    }
  }
}

/** Most places of the run have paper above and below it within the thickness of a rule. */
function isThin(at: Direction['at'], from: number, to: number, y: number, thick: number, across: number): boolean {
  let [thin, seen] = [0, 0];
  for (let x = from; x < to; x += 3, seen++) {
    const above = y - thick < 0 || at(x, y - thick) >= ink;
    const below = y + thick >= across || at(x, y + thick) >= ink;
    if (above && below) thin++;
  }
  return thin >= seen * 0.7;
}

function whiten(out: Uint8Array, width: number, height: number, x: number, y: number): void {
  for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
    for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) out[v * width + u] = 255;
}
