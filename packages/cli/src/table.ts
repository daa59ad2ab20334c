// Aligned tables and wrapped paragraphs. Widths are those of what a terminal shows.
import type { Style } from './output.js';
import { shownWidth } from './shown-width.js';

export interface Column {
  head: string;
  align?: 'left' | 'right';
  /** Takes what room the others leave, and wraps in it. One column at most. */
  flexible?: boolean;
  /** With `flexible`: takes all of that room, so that tables printed one after the other line up. */
  fill?: boolean;
}

/** A cell's paragraphs: each begins a line of its own. Styles are put on after wrapping, so that they never leak. */
export type Cell = string | readonly { text: string; style?: Style | undefined }[];
export type Paint = (style: Style, text: string) => string;

const gap = '  ';
const narrowest = 16;

/** Lines of a table. `width`: columns to fit into, or Infinity to keep each row on one line. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  { width, paint }: { width: number; paint: Paint },
): string[] {
  const natural = columns.map((column, i) =>
    Math.max(shownWidth(column.head), ...rows.map((row) => widest(row[i] ?? ''))),
  );
  const others = natural.reduce((sum, size, i) => sum + (columns[i]?.flexible ? 0 : size + gap.length), 0);
  const room = Math.max(narrowest, width - others);
  const sizes = natural.map((size, i) => {
    if (!columns[i]?.flexible) return size;
    return columns[i]?.fill && Number.isFinite(room) ? room : Math.min(size, room);
  });
  const heads: Cell[] = columns.map((column) => [{ text: column.head, style: 'dim' }]);
  const all = columns.some((column) => column.head !== '') ? [heads, ...rows] : rows;
  return all.flatMap((row) => linesOf(columns, row, sizes, paint));
}

function linesOf(columns: readonly Column[], row: readonly Cell[], sizes: readonly number[], paint: Paint): string[] {
  const cells = columns.map((column, i) =>
    paragraphs(row[i] ?? '').flatMap(({ text, style }) =>
      (column.flexible ? wrap(text, sizes[i] ?? narrowest) : [text]).map((line) => ({ text: line, style })),
    ),
  );
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const parts = columns.map((column, i) => {
      const { text, style } = cells[i]?.[line] ?? { text: '', style: undefined };
      const space = ' '.repeat(Math.max(0, (sizes[i] ?? 0) - shownWidth(text)));
      const painted = style === undefined || text === '' ? text : paint(style, text);
      return column.align === 'right' ? space + painted : painted + space;
    });
    return parts.join(gap).trimEnd();
  });
}

const paragraphs = (cell: Cell) => (typeof cell === 'string' ? [{ text: cell, style: undefined }] : cell);
const widest = (cell: Cell) => Math.max(0, ...paragraphs(cell).map(({ text }) => shownWidth(text)));

/** Breaks a text at white space into lines of at most `width` columns; a longer word stands alone on its line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (line !== '' && shownWidth(line) + 1 + shownWidth(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
