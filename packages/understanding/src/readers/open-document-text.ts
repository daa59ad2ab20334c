// The words of an OpenDocument's content.xml, as lines. Repeated cells and spaces count as often as they help, no more.
import { columnsLeftOut, mostColumns, mostRows, mostText, rowsLeftOut, textLeftOut } from './sheet-limits.js';
import { rowLine } from './table-text.js';
import { walkXml, type XmlTag } from './xml.js';

/** What nobody sees in the text: what was deleted, remarks at the margin, marks of notes, shapes' titles, forms. */
const unseen = new Set(
  'text:tracked-changes office:annotation text:note-citation svg:title svg:desc office:forms text:bibliography-mark office:scripts'.split(
    ' ',
  ),
);
const longestRun = 100;

interface OpenRow {
  cells: string[];
  /** How often the cell that is open stands there, and what it says so far. */
  times: number;
  cell: string[];
}

/** For sheets and slides a part for each of them; for texts one. */
export function openDocumentText(
  xml: Uint8Array,
  kind: 'word' | 'sheet' | 'slides',
): { parts: string[]; warnings: string[] } {
  const divider = { word: '', sheet: 'table:table', slides: 'draw:page' }[kind];
  const lines = partsAndRows(kind === 'word' ? [[]] : []);
  let paragraph: string | null = null;
  let skipping = 0;
  let lists = 0;
  walkXml(xml, {
    open(tag) {
      const { name, attributes } = tag;
      if (unseen.has(name)) skipping++;
      if (skipping > 0) return undefined;
      if (name === divider) lines.startPart(headOf(attributes['table:name'], kind));
      if (name === 'text:list') lists++;
      if (name === 'table:table-row') lines.startRow();
      if (isCell.test(name)) lines.startCell(Number(attributes['table:number-columns-repeated']) || 1);
      if (name === 'text:p' || name === 'text:h') paragraph = '';
      else if (paragraph !== null) paragraph += inlineOf(tag);
      return undefined;
    },
    close(name) {
      if (unseen.has(name)) skipping--;
      if (skipping > 0 || unseen.has(name)) return undefined;
      if (name === 'text:list') lists--;
      if ((name === 'text:p' || name === 'text:h') && paragraph !== null) {
        lines.paragraph(paragraph, prefixOf(name, lists));
        paragraph = null;
      }
      if (isCell.test(name)) lines.endCell();
      return name === 'table:table-row' ? lines.endRow() : undefined;
    },
    text(words) {
      if (paragraph !== null && skipping === 0) paragraph += words.replace(/\s+/g, ' ');
    },
  });
  return lines.result();
}

const isCell = /^table:(covered-)?table-cell$/;

/** Gathers lines; the cells of a row become one, and a table inside of a cell a part of that cell. */
function partsAndRows(parts: string[][]) {
  const warnings = new Set<string>();
  const rows: OpenRow[] = [];
  let length = 0;
  const write = (line: string) => {
    if (parts.length === 0) parts.push([]);
    if (line.trim() !== '') parts.at(-1)?.push(line);
    length += line.length;
  };
  return {
    startPart: (head: string[]) => void parts.push(head),
    startRow: () => void rows.push({ cells: [], times: 1, cell: [] }),
    startCell(times: number) {
      const row = rows.at(-1);
      if (row) row.times = times;
    },
    paragraph(words: string, prefix: string) {
      const row = rows.at(-1);
      if (row) row.cell.push(words);
      else for (const line of words.split('\n')) write(line.trim() === '' ? '' : prefix + line);
    },
    endCell() {
      const row = rows.at(-1);
      if (!row) return;
      const words = row.cell.join(' ').trim();
      const times = words === '' ? Math.min(row.times, mostColumns + 1 - row.cells.length) : 1;
      for (let n = 0; n < times; n++) row.cells.push(words);
      row.cell = [];
    },
    endRow() {
      const row = rows.pop();
      if (!row) return undefined;
      while (row.cells.at(-1) === '') row.cells.pop();
      if (row.cells.length > mostColumns) warnings.add(columnsLeftOut('A table'));
      const outer = rows.at(-1);
      if (outer) outer.cell.push(row.cells.join(' '));
      else write(rowLine(row.cells.slice(0, mostColumns)));
      const tooMany = (parts.at(-1)?.length ?? 0) > mostRows;
      if (tooMany) warnings.add(rowsLeftOut('A table'));
      if (length > mostText) warnings.add(textLeftOut('This document'));
      return tooMany || length > mostText ? ('stop' as const) : undefined;
    },
    result: () => ({ parts: parts.map((lines) => lines.join('\n')), warnings: [...warnings] }),
  };
}

function headOf(name: string | undefined, kind: string): string[] {
  return kind === 'sheet' && name && !/^\p{L}+\s?\d*$/u.test(name) ? [`# ${name.replace(/\s+/g, ' ')}`] : [];
}

function prefixOf(name: string, lists: number): string {
  if (name === 'text:h') return '# ';
  return lists > 0 ? '* ' : '';
}

/** Spaces, tabs and line ends inside a paragraph are elements. */
function inlineOf({ name, attributes }: XmlTag): string {
  if (name === 'text:line-break') return '\n';
  if (name === 'text:tab') return '\t';
  return name === 'text:s' ? ' '.repeat(Math.min(longestRun, Number(attributes['text:c']) || 1)) : '';
}
