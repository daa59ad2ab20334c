// Fonts as outlines from npm packages: the pages look the same on every machine, whatever fonts it has.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import opentype, { type Font, type Glyph, type Path } from 'opentype.js';

export const faces = ['arimo', 'tinos', 'cousine', 'roboto-slab'] as const;
export type Face = (typeof faces)[number];

const require = createRequire(import.meta.url);
const packages: Record<Face, () => string> = {
  arimo: () => require.resolve('@fontsource/arimo/package.json'),
  tinos: () => require.resolve('@fontsource/tinos/package.json'),
  cousine: () => require.resolve('@fontsource/cousine/package.json'),
  'roboto-slab': () => require.resolve('@fontsource/roboto-slab/package.json'),
};
const loaded = new Map<string, Font>();

/** The width of a text set in `size`. */
export function advance(text: string, face: Face, bold: boolean, size: number): number {
  return glyphs(text, face, bold, size).width;
}

/** Outlines of a text with its baseline starting at x, y. */
export function outline(text: string, face: Face, bold: boolean, x: number, y: number, size: number): Path[] {
  return glyphs(text, face, bold, size).placed.map(({ glyph, at }) => glyph.getPath(x + at, y, size));
}

/** Letter by letter with kerning: the library's own shaping stumbles over some of these fonts. */
function glyphs(text: string, face: Face, bold: boolean, size: number) {
  const own = font(face, bold);
  const scale = size / own.unitsPerEm;
  const placed = [];
  let width = 0;
  let before: Glyph | null = null;
  for (const character of text) {
    const glyph = own.charToGlyph(character);
    if (before) width += own.getKerningValue(before, glyph) * scale;
    placed.push({ glyph, at: width });
    width += (glyph.advanceWidth ?? 0) * scale;
    before = glyph;
  }
  return { placed, width };
}

function font(face: Face, bold: boolean): Font {
  const file = join(dirname(packages[face]()), 'files', `${face}-latin-${bold ? 700 : 400}-normal.woff`);
  const known = loaded.get(file);
  if (known) return known;
  const bytes = readFileSync(file);
  const parsed = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  loaded.set(file, parsed);
  return parsed;
}
