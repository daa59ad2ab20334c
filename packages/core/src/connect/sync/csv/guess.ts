// How a table is cut, and what its columns hold: told from its beginning. Pure. What can be read in two ways is said, not guessed.
import type { ColumnFormat, ColumnRole, ColumnType, FoundColumn, TableForm } from '@vito/contracts/table';
import { signOf } from '@vito/understanding/readers/delimited';
import { cellValue } from './values.js';

export function formOf(sample: string): Omit<TableForm, 'encoding' | 'header'> {
  const hint = /^\ufeff?sep=(.)\n/i.exec(sample);
  const delimiter = hint?.[1] ?? signOf(sample, false);
  const between = (quote: string) => {
    const sign = `(^|\\n|${delimiter.replace(/[|\\^$.*+?()[\]{}]/g, '\\$&')})`;
    return sample.match(new RegExp(`${sign}${quote}(?=[^${quote}])`, 'g'))?.length ?? 0;
  };
  return { delimiter, quote: between("'") > 2 && between('"') === 0 ? "'" : '"' };
}

/** Names of columns: those of the first row, each once; without one, by their number. */
export function columnNames(first: string[], header: boolean): string[] {
  const taken = new Map<string, number>();
  return first.map((cell, index) => {
    const name = (header && cell.replace(/\s+/g, ' ').trim().slice(0, 400)) || `column ${index + 1}`;
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/** Whether a first row names the columns: each of its cells is a word, no other like it, and none a number or a day. */
export function isHeader([first = [], ...others]: string[][]): boolean {
  const words = first.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (words.length === 0 || new Set(words).size < words.length) return false;
  if (words.some((cell) => kinds.some(([type, format]) => cellValue(cell, type, format) !== null))) return false;
  return !others.some((row) => row.some((cell, index) => cell !== '' && cell.trim() === first[index]?.trim()));
}

const dates = ['year-first', 'day-first', 'month-first', 'month-named'] as const;
const kinds: (readonly [ColumnType, ColumnFormat])[] = [
  ['number', 'decimal-point'],
  ['number', 'decimal-comma'],
  ...dates.map((format) => ['date', format] as const),
  ...dates.map((format) => ['time', format] as const),
];

const enough = 0.9; // of the values: the others are problems of their lines

export function foundColumn(column: string, cells: string[]): FoundColumn {
  const values = cells.filter((cell) => cell.trim() !== '');
  const fitting = kinds
    .map(([type, format]) => ({ type, format, read: values.map((cell) => cellValue(cell, type, format)) }))
    .map((kind) => ({ ...kind, fits: kind.read.filter((value) => value !== null).length }))
    .filter(({ fits }) => fits > 0 && fits >= values.length * enough)
    .sort((a, b) => b.fits - a.fits);
  const [best] = fitting;
  const type = best?.type ?? 'text';
  const rivals = fitting.filter((kind) => kind.type === type && kind.fits === best?.fits);
  const differ = rivals.some(({ read }) => read.some((value, index) => value !== best?.read[index]));
  return {
    column,
    type,
    format: best && !differ ? best.format : null,
    either: differ ? rivals.map(({ format }) => format) : [],
    role: roleOf(column, type, values, cells.length),
    examples: [...new Set(values)].slice(0, 3).map((value) => value.slice(0, 200)),
    empty: cells.length - values.length,
  };
}

const hints: [ColumnRole, ColumnType[], RegExp][] = [
  ['amount', ['number'], /amount|total|sum|price|value|cost|betrag|summe|preis|wert|montant/i],
  ['currency', ['text'], /currency|währung|waehrung|devise/i],
  ['title', ['text'], /title|subject|name|description|summary|titel|betreff|bezeichnung|beschreibung/i],
  ['person', ['text'], /person|owner|customer|client|assignee|responsible|contact|kunde|verantwort|ansprechpartner/i],
  ['status', ['text'], /status|state|stage|zustand/i],
  ['date', ['date', 'time'], /./],
];

function roleOf(column: string, type: ColumnType, values: string[], rows: number): ColumnRole | null {
  const named = /(^|[^\p{L}])(id|nr|no|number|nummer|key|code|ref)([^\p{L}]|$)|(nr|id|nummer|number)\.?$/iu.test(
    column,
  );
  if (named && values.length === rows && new Set(values).size === rows && type !== 'date') return 'key';
  return hints.find(([, types, words]) => types.includes(type) && words.test(column))?.[0] ?? null;
}
