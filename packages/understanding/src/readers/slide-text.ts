// The words of one slide (DrawingML): its title as a heading, its list as a list, its tables as rows.
import { rowLine } from './table-text.js';
import { walkXml } from './xml.js';

/** Placeholders that hold the number, the day or the footer of every slide. */
const furniture = new Set(['sldNum', 'dt', 'ftr', 'hdr', 'sldImg']);

interface Shape {
  /** Type of its placeholder; null where it is none. */
  holder: string | null;
  lines: string[];
}

/** `only`: the type of the placeholders that are wanted (the notes of a slide are the body of their page). */
export function slideText(xml: Uint8Array, only?: string): { text: string; hidden: boolean } {
  const out: string[] = [];
  let hidden = false;
  let shape: Shape | null = null;
  let paragraph: string | null = null;
  let cell: string[] | null = null;
  let row: string[] | null = null;
  let inText = false;
  const endParagraph = (words: string) => {
    if (cell) cell.push(words);
    else if (shape && words.trim() !== '') shape.lines.push(...words.split('\n').filter((line) => line.trim() !== ''));
  };
  const endShape = ({ holder, lines }: Shape) => {
    if ((holder !== null && furniture.has(holder)) || (only !== undefined && holder !== only)) return;
    if (holder === 'title' || holder === 'ctrTitle') out.push(`# ${lines.join(' ')}`);
    else if (only === undefined && (holder === 'body' || holder === 'obj'))
      out.push(...lines.map((line) => `* ${line}`));
    else out.push(...lines);
  };
  walkXml(xml, {
    open({ name, attributes }) {
      if (name === 'p:sld') hidden = attributes.show === '0';
      if (name === 'p:sp') shape = { holder: null, lines: [] };
      if (name === 'p:ph' && shape) shape.holder = attributes.type ?? 'obj';
      if (name === 'a:p') paragraph = '';
      if (name === 'a:br' && paragraph !== null) paragraph += '\n';
      if (name === 'a:tr') row = [];
      if (name === 'a:tc') cell = [];
      inText = name === 'a:t';
      return undefined;
    },
    close(name) {
      inText = false;
      if (name === 'a:p' && paragraph !== null) {
        endParagraph(paragraph);
        paragraph = null;
      }
      if (name === 'a:tc' && cell) {
        row?.push(cell.join(' '));
        cell = null;
      }
      if (name === 'a:tr' && row) {
        out.push(rowLine(row));
        row = null;
      }
      if (name === 'p:sp' && shape) {
        endShape(shape);
        shape = null;
      }
      return undefined;
    },
    text(words) {
      if (inText && paragraph !== null) paragraph += words;
    },
  });
  return { text: out.filter((line) => line !== '' && line !== '# ').join('\n'), hidden };
}
