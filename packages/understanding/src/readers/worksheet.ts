// One sheet of a workbook: the values of its cells row by row. What it claims of its size is not believed.
import { columnsLeftOut, mostColumns, mostRows, mostText, rowsLeftOut, textLeftOut } from './sheet-limits.js';
import { local, runs } from './workbook-strings.js';
import { type NumberStyle, valueText } from './workbook-values.js';
import { walkXml } from './xml.js';

export interface SheetContext {
  strings: readonly string[];
  styles: readonly NumberStyle[];
  date1904: boolean;
}

interface Row {
  number: number;
  cells: string[];
}

interface Cell {
  column: number;
  type: string;
  style: number;
  value: string;
}

const mostMerges = 10_000;
const mostFilled = 100_000;

/** The rows that hold something, top down, at most `mostRows`; and warnings about what was left out of them. */
export function sheetRows(
  xml: Uint8Array,
  what: string,
  context: SheetContext,
): { rows: string[][]; warnings: string[] } {
  const rows: Row[] = [];
  const merges: string[] = [];
  const warnings = new Set<string>();
  const words = runs();
  let row: Row | null = null;
  let cell: Cell | null = null;
  let inValue = false;
  let length = 0;
  const put = ({ column, ...found }: Cell) => {
    const text = cellText(found, words.take(), context);
    if (column >= mostColumns) warnings.add(columnsLeftOut(what));
    if (!row || text === '' || column >= mostColumns) return;
    while (row.cells.length < column) row.cells.push('');
    row.cells[column] = text;
    length += text.length;
  };
  const endRow = () => {
    if (row?.cells.some((text) => text.trim() !== '')) rows.push(row);
    row = null;
    if (length > mostText) warnings.add(textLeftOut(what));
    if (rows.length > mostRows) warnings.add(rowsLeftOut(what));
    return length > mostText || rows.length > mostRows ? ('stop' as const) : undefined;
  };
  walkXml(xml, {
    open({ name, attributes }) {
      const tag = local(name);
      if (tag === 'row') row = { number: Number(attributes.r) || (rows.at(-1)?.number ?? 0) + 1, cells: [] };
      else if (tag === 'c') {
        const column = columnOf(attributes.r) ?? row?.cells.length ?? 0;
        cell = { column, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), value: '' };
      } else if (tag === 'v') inValue = true;
      else if (tag === 'mergeCell' && merges.length < mostMerges) merges.push(attributes.ref ?? '');
      words.open(tag);
      return undefined;
    },
    close(name) {
      const tag = local(name);
      words.close(tag);
      if (tag === 'v') inValue = false;
      if (tag === 'c' && cell) {
        put(cell);
        cell = null;
      }
      return tag === 'row' ? endRow() : undefined;
    },
    text(piece) {
      if (inValue && cell) cell.value += piece;
      else words.text(piece);
    },
  });
  fillMerged(rows, merges);
  return { rows: rows.slice(0, mostRows).map(({ cells }) => cells), warnings: [...warnings] };
}

function cellText({ type, style, value }: Omit<Cell, 'column'>, inline: string, context: SheetContext): string {
  if (type === 's') return context.strings[Number(value)] ?? '';
  if (type === 'inlineStr') return inline;
  if (type === 'b') return value === '1' ? 'yes' : 'no';
  if (type === 'e') return ''; // #REF!, #N/A …
  if (type === 'd') return value.replace(/T00:00:00(\.0+)?Z?$/, '').replace('T', ' ');
  return type === 'str' ? value : valueText(value, context.styles[style] ?? 'number', context.date1904);
}

/** "C7" is column 2. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^([A-Z]{1,3})\d/.exec(reference ?? '')?.[1];
  return letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : null;
}

/** A cell that spans rows says the same for each of them: an owner beside three tasks owns all three. */
function fillMerged(rows: readonly Row[], merges: readonly string[]): void {
  const byNumber = new Map(rows.map((row, index) => [row.number, index]));
  let left = mostFilled;
  for (const merge of merges) {
    const [, from = '', first = '', last = ''] = /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/.exec(merge) ?? [];
    const column = columnOf(`${from}1`);
    const top = byNumber.get(Number(first));
    if (column === null || top === undefined || column >= mostColumns) continue;
    const text = rows[top]?.cells[column] ?? '';
    if (text === '') continue;
    for (let at = top + 1; at < rows.length && left > 0; at++, left--) {
      const row = rows[at] as Row;
      if (row.number > Number(last)) break;
      while (row.cells.length < column) row.cells.push('');
      row.cells[column] ||= text;
    }
  }
}
