// A clean page: text set in lines, ruled tables, drawn as outlines to grey pixels. Remembers what stands on it.
import sharp from 'sharp';
import { advance, type Face, outline } from './fonts.js';

export interface Grey {
  data: Uint8Array;
  width: number;
  height: number;
}

export interface Style {
  face: Face;
  /** Points. */
  size: number;
  bold?: boolean;
}

/** Measures are points from the top left; what is written is remembered in the order of writing. */
export function sheet(width: number, height: number, dotsPerInch: number) {
  const scale = dotsPerInch / 72;
  const drawn: string[] = [];
  const said: string[] = [];

  const widthOf = (text: string, style: Style) => advance(text, style.face, style.bold === true, style.size);

  function put(text: string, x: number, y: number, style: Style): void {
    const [left, base, size] = [x * scale, y * scale, style.size * scale];
    const paths = outline(text, style.face, style.bold === true, left, base, size);
    drawn.push(`<path d="${paths.map((path) => path.toPathData(2)).join('')}"/>`);
  }

  return {
    widthOf,
    /** Writes one line with its baseline at y. */
    line(text: string, x: number, y: number, style: Style, align: 'left' | 'right' | 'middle' = 'left'): void {
      const shift = align === 'left' ? 0 : widthOf(text, style) * (align === 'right' ? 1 : 0.5);
      put(text, x - shift, y, style);
      said.push(text);
    },
    /** Writes a paragraph into a column; the baseline behind its last line, or null where `bottom` was reached. */
    paragraph(text: string, x: number, y: number, across: number, bottom: number, style: Style): number | null {
      let at = y;
      let line = '';
      for (const word of [...text.split(' '), null]) {
        if (word !== null && widthOf(`${line} ${word}`, style) <= across) {
          line = line === '' ? word : `${line} ${word}`;
          continue;
        }
        put(line, x, at, style);
        said.push(line);
        at += style.size * 1.3;
        if (at > bottom) return null;
        line = word ?? '';
      }
      return at;
    },
    /** A straight rule, `weight` points thick. */
    rule(x1: number, y1: number, x2: number, y2: number, weight = 0.7): void {
      const corners = [x1, y1, x2, y2].map((each) => (each * scale).toFixed(2));
      drawn.push(
        `<path d="M${corners[0]} ${corners[1]}L${corners[2]} ${corners[3]}" stroke="#000" stroke-width="${weight * scale}"/>`,
      );
    },
    text: () => said.join('\n'),
    async pixels(): Promise<Grey> {
      const [across, down] = [Math.round(width * scale), Math.round(height * scale)];
      const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${across}" height="${down}">`;
      const svg = `${head}<rect width="100%" height="100%" fill="#fff"/>${drawn.join('')}</svg>`;
      const { data } = await sharp(Buffer.from(svg), { unlimited: true })
        .greyscale()
        .raw()
        .toBuffer({ resolveWithObject: true });
      return { data: new Uint8Array(data), width: across, height: down };
    },
  };
}
export type Sheet = ReturnType<typeof sheet>;
