// Tables of a page, found by how its words stand: rows whose cells keep to the same columns. And as CSV.
import type { Page, Reading, Table, TableCell, Word } from '@vito/contracts/reading';

/** Words that follow one another in the text without a wide gap. Measures are in heights of a usual word. */
interface Piece {
  start: number;
  end: number;
  words: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A gap this wide parts two cells. */
const cellGap = 0.9;
const fewestRows = 3;
/** Share of its rows in which a column must have a cell. */
const usuallyFilled = 0.5;
/** Columns whose cells have more words than this are columns of prose. */
const proseWords = 5;
/** Rows further apart than this many times the usual step do not belong together. */
const widestStep = 2.6;

/** The tables of all pages, in the order of the text. Works on any page whose words have boxes. */
export function tablesOf(pages: readonly Page[]): Table[] {
  return pages.flatMap((page) => tablesOn(page).map((cells) => ({ page: page.page, ...extent(cells), cells })));
}

function extent(cells: readonly TableCell[]) {
  return {
    rows: Math.max(...cells.map(({ row }) => row)) + 1,
    columns: Math.max(...cells.map(({ column }) => column)) + 1,
  };
}

function tablesOn(page: Page): TableCell[][] {
  if (page.words.length < fewestRows * 2) return [];
  const rows = rowsOf(piecesOf(page));
  const steps = rows.slice(1).map((row, i) => middle(row) - middle(rows[i] ?? []));
  const usual = [...steps].sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 1;
  const found: TableCell[][] = [];
  let run: Piece[][] = [];
  const finish = () => {
    const cells = cellsOf(run);
    if (cells) found.push(cells);
    run = [];
  };
  for (const [i, row] of rows.entries()) {
    if (run.length > 0 && (steps[i - 1] ?? 0) > Math.max(usual, 1) * widestStep) finish();
    if (row.length < 2) finish();
    else run.push(row);
  }
  finish();
  return found;
}

/** Pieces of text with boxes measured in the height of this page's usual word. */
function piecesOf({ words, width, height }: Page): Piece[] {
  const [across, down] = [width ?? 1, height ?? 1];
  const usual = [...words].map((word) => word.height * down).sort((a, b) => a - b)[Math.floor(words.length / 2)] || 1;
  const pieces: Piece[] = [];
  for (const word of words) {
    const piece = pieceOf(word, across / usual, down / usual);
    const last = pieces.at(-1);
    const gap = last ? piece.left - last.right : 0;
    if (last && sameRow(last, piece) && gap > -0.5 && gap < cellGap) {
      last.end = piece.end;
      last.words++;
      last.right = Math.max(last.right, piece.right);
      last.top = Math.min(last.top, piece.top);
      last.bottom = Math.max(last.bottom, piece.bottom);
    } else pieces.push(piece);
  }
  return pieces;
}

function pieceOf({ start, end, x, y, width, height }: Word, across: number, down: number): Piece {
  return {
    ...{ start, end, words: 1 },
    left: x * across,
    right: (x + width) * across,
    top: y * down,
    bottom: (y + height) * down,
  };
}

function sameRow(a: Piece, b: Piece): boolean {
  const common = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return common > 0.5 * Math.min(a.bottom - a.top, b.bottom - b.top);
}

/** Pieces side by side, from top to bottom and from left to right, wherever they stand in the text. */
function rowsOf(pieces: readonly Piece[]): Piece[][] {
  const rows: Piece[][] = [];
  for (const piece of [...pieces].sort((a, b) => a.top + a.bottom - b.top - b.bottom)) {
    const row = rows.slice(-3).find((each) => sameRow(each[0] ?? piece, piece));
    if (row) row.push(piece);
    else rows.push([piece]);
  }
  return rows.map((row) => row.sort((a, b) => a.left - b.left));
}

/** Cells of rows that keep to common columns, or null where these are no table. */
function cellsOf(rows: readonly Piece[][]): TableCell[] | null {
  if (rows.length < fewestRows) return null;
  const columns = columnsOf(rows.flat(), rows.length);
  if (columns.length < 2) return null;
  const placed = rows.flatMap((row, index) => placeRow(row, index, columns));
  const prose = columns.filter((_, column) => {
    const counts = placed.filter((cell) => cell.column === column).map(({ words }) => words);
    return (counts.sort((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0) >= proseWords;
  });
  if (prose.length > 1 || (prose.length === 1 && columns.length === 2)) return null;
  return placed.map(({ words: _, ...cell }) => cell);
}

interface Column {
  left: number;
  right: number;
}

/** Stretches across the page that pieces share; narrow ones that few rows fill are taken for parts of their neighbour. */
function columnsOf(pieces: readonly Piece[], rows: number): Column[] {
  const columns: (Column & { filled: number })[] = [];
  for (const piece of [...pieces].sort((a, b) => a.right - a.left - (b.right - b.left))) {
    const over = columns.filter((column) => piece.left < column.right && piece.right > column.left);
    if (over.length === 0) columns.push({ left: piece.left, right: piece.right, filled: 1 });
    const [only] = over;
    if (over.length === 1 && only) {
      only.left = Math.min(only.left, piece.left);
      only.right = Math.max(only.right, piece.right);
      only.filled++;
    }
  }
  return merged(columns)
    .filter(({ filled }) => filled >= rows * usuallyFilled)
    .sort((a, b) => a.left - b.left);
}

function merged(columns: (Column & { filled: number })[]): (Column & { filled: number })[] {
  const apart: (Column & { filled: number })[] = [];
  for (const column of [...columns].sort((a, b) => a.left - b.left)) {
    const last = apart.at(-1);
    if (last && column.left < last.right) {
      last.right = Math.max(last.right, column.right);
      last.filled += column.filled;
    } else apart.push({ ...column });
  }
  return apart;
}

/** Each piece goes to the column that it has most in common with; two in one column are one cell. */
function placeRow(row: readonly Piece[], index: number, columns: readonly Column[]) {
  const cells: (TableCell & { words: number })[] = [];
  for (const piece of row) {
    const shares = columns.map((column) => Math.min(piece.right, column.right) - Math.max(piece.left, column.left));
    const column = shares.indexOf(Math.max(...shares));
    const last = cells.at(-1);
    if (last?.column === column && piece.start >= last.end) {
      last.end = piece.end;
      last.words += piece.words;
    } else cells.push({ row: index, column, start: piece.start, end: piece.end, words: piece.words });
  }
  return cells;
}

const middle = (row: readonly Piece[]) =>
  row.reduce((sum, piece) => sum + (piece.top + piece.bottom) / 2, 0) / Math.max(1, row.length);

/**
 * A table as CSV after RFC 4180, line ends \r\n. Cells that a spreadsheet would run as a formula get an apostrophe in
 * front: documents come from strangers.
 */
export function tableCsv(reading: Pick<Reading, 'text'>, table: Table): string {
  const rows = Array.from({ length: table.rows }, () => Array.from({ length: table.columns }, () => ''));
  for (const { row, column, start, end } of table.cells) {
    const said = reading.text.slice(start, end).replace(/\s+/g, ' ').trim();
    const line = rows[row];
    if (line) line[column] = line[column] ? `${line[column]} ${said}` : said;
  }
  return rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

function csvField(text: string): string {
  const harmless = /^[=@\t\r]|^[+-](?![\d.,\s]*$)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
