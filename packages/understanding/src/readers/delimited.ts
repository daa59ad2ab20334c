// Tables as text: .csv and .tsv, whatever sign stands between their cells.
import { CsvError, parse } from 'csv-parse/sync';
import { Unreadable } from '../unreadable.js';
import { decodeText } from './characters.js';
import { plainResult, type ReadResult } from './result.js';
import { columnsLeftOut, mostColumns, mostRows, mostText, rowsLeftOut, textLeftOut } from './sheet-limits.js';
import { rowLine, textPages } from './table-text.js';

const signs = [',', ';', '\t', '|'];
/** Characters of one row; a longer one is no row but the rest of a file behind a stray quotation mark. */
const longestRow = 1_000_000;

export function readDelimited(bytes: Uint8Array, name: string): ReadResult {
  const whole = decodeText(bytes);
  const hint = /^sep=(.)\n/i.exec(whole); // a line for Excel, which is no row
  const source = hint ? whole.slice(hint[0].length) : whole;
  if (source.trim() === '') throw new Unreadable('empty', 'This table has no rows. Export it again.');
  const rows = rowsOf(source, hint?.[1] ?? signOf(source, /\.tsv$/i.test(name)));
  const warnings: string[] = [];
  if (rows.length > mostRows) warnings.push(rowsLeftOut('This table'));
  if (rows.some((row) => row.length > mostColumns)) warnings.push(columnsLeftOut('This table'));
  const lines: string[] = [];
  let length = 0;
  for (const row of rows.slice(0, mostRows)) {
    const line = rowLine(row.slice(0, mostColumns));
    length += line.length;
    if (length > mostText) {
      warnings.push(textLeftOut('This table'));
      break;
    }
    if (line !== '') lines.push(line);
  }
  const title = name.slice(name.lastIndexOf('/') + 1).replace(/\.(csv|tsv)$/i, '') || null;
  const meta = { title, date: null, language: null, warnings };
  return plainResult({ kind: 'sheet', ...textPages([lines.join('\n')]), meta });
}

function rowsOf(source: string, delimiter: string): string[][] {
  try {
    const lenient = { relax_quotes: true, relax_column_count: true, skip_empty_lines: true };
    return parse(source, { delimiter, ...lenient, to: mostRows + 1, max_record_size: longestRow });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    if (cause.code === 'CSV_QUOTE_NOT_CLOSED') {
      const message = 'This table is cut off: it ends inside a quoted cell. Export it again.';
      throw new Unreadable('truncated', message, { cause });
    }
    const message = 'The rows of this table cannot be told apart: a quotation mark is out of place. Export it again.';
    throw new Unreadable('malformed', message, { cause });
  }
}

/** The sign that stands equally often in the first lines, quoted cells aside. */
export function signOf(source: string, tabs: boolean): string {
  if (tabs) return '\t';
  const lines = source
    .slice(0, 20_000)
    .replace(/"[^"]{0,2000}"/g, '')
    .split('\n', 20)
    .filter((line) => line.trim() !== '');
  const score = (sign: string) => {
    const counts = lines.map((line) => line.split(sign).length - 1).sort((a, b) => a - b);
    const middle = counts[Math.floor(counts.length / 2)] ?? 0;
    return middle === 0 ? 0 : counts.filter((n) => n === middle).length * 100 + Math.min(99, middle);
  };
  return [...signs].sort((a, b) => score(b) - score(a))[0] ?? ',';
}
