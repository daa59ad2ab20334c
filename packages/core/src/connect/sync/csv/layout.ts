// How a file is to be read, from what was found in it and what a person says of its columns. Pure.
import type { ColumnFormat, FoundColumn, TableColumn, TableLayout, TablePreview } from '@vito/contracts/table';
import { Failure } from '@vito/runtime/failure';
import type { Json } from '../source-told.js';

type Wanted = { [K in keyof TableColumn]?: TableColumn[K] | undefined } & Pick<TableColumn, 'column'>;

/** Without columns: all as they were found. Throws Failure('invalid') for what the file does not have, or does not tell. */
export function layoutOf(
  { form, columns: found }: TablePreview,
  columns: Wanted[] | undefined,
): Omit<TableLayout, 'file' | 'version' | 'complete'> {
  const wanted = columns ?? found.map(usual);
  const byName = new Map(found.map((one) => [one.column, one]));
  const read = wanted.map(({ column, name = column, type = 'text', format, role }) => {
    const there = byName.get(column);
    if (!there) throw new Failure('invalid', `columns: the file has no column ${column}`);
    const own = type === 'text' ? undefined : (format ?? told(there, type));
    return { column, name, type, ...(own ? { format: own } : {}), ...(role ? { role } : {}) };
  });
  const names = read.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new Failure('invalid', `columns: two are called ${twice}`);
  return { ...form, width: found.length, columns: read };
}

function usual({ column, type, format, role }: FoundColumn): Wanted {
  return { column, type, format: format ?? undefined, role: role ?? undefined };
}

function told({ column, type: found, format, either }: FoundColumn, type: TableColumn['type']): ColumnFormat {
  if (found === type && format) return format;
  const ways = found === type ? either : type === 'number' ? numbers : days;
  throw new Failure('invalid', `columns: say how ${column} is written, as its \`format\`: ${ways.join(' or ')}`);
}

const numbers: ColumnFormat[] = ['decimal-point', 'decimal-comma'];
const days: ColumnFormat[] = ['year-first', 'day-first', 'month-first', 'month-named'];

export const keysOf = ({ columns }: Pick<TableLayout, 'columns'>): string[][] =>
  columns.filter(({ role }) => role === 'key').map(({ name }) => [name]);

/** JSON Schema of its records. */
export function schemaOf({ columns }: Pick<TableLayout, 'columns'>): Json {
  const typeOf = ({ type }: Pick<TableColumn, 'type'>) => (type === 'number' ? ['number', 'null'] : ['string', 'null']);
  return { type: 'object', properties: Object.fromEntries(columns.map((one) => [one.name, { type: typeOf(one) }])) };
}

/** The JSONata that makes a fact of a row, by the roles of its columns; null where none says more than which row it is. */
export function mappingOfRoles({ columns }: Pick<TableLayout, 'columns'>, stream: string): string | null {
  const of = (role: TableColumn['role']) => columns.find((one) => one.role === role);
  if (!columns.some(({ role }) => role !== undefined && role !== 'key')) return null;
  const keys = columns.filter(({ role }) => role === 'key').map(({ name }) => `$string(${lookedUp(name)})`);
  const [title, date] = [of('title'), of('date')];
  const more = (['amount', 'currency', 'person', 'status'] as const).flatMap((role) => {
    const column = of(role);
    return column ? [`${JSON.stringify(role)}: ${lookedUp(column.name)}`] : [];
  });
  const fields = [
    `"type": ${JSON.stringify(stream.slice(0, 100))}`,
    `"entity": ${keys.length > 0 ? `$substring($join([${keys.join(', ')}], " · "), 0, 300)` : 'key'}`,
    ...(title ? [`"title": ${given(title.name, '$substring($string($v), 0, 500)')}`] : []),
    ...(date ? [`"at": ${given(date.name, date.type === 'date' ? '$v & "T00:00:00Z"' : inUtc)}`] : []),
    ...(more.length > 0 ? [`"data": {${more.join(', ')}}`] : []),
  ];
  return `{"fact": {\n  ${fields.join(',\n  ')}\n}}`;
}

const lookedUp = (name: string) => `$lookup(data, ${JSON.stringify(name)})`;
/** Left out where the cell is empty. */
const given = (name: string, what: string) => `($v := ${lookedUp(name)}; $type($v) = "null" ? $nothing : ${what})`;
const inUtc = '($contains($v, /(Z|[+-]\\d\\d:\\d\\d)$/) ? $v : $v & "Z")';
