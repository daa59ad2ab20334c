// A list of things with a name and an id: a table where it fits, else each as a few lines under its name.
import type { Output, Style } from './output.js';
import { cut, shownWidth } from './shown-width.js';
import { type Cell, table, wrap } from './table.js';

export interface ListColumn {
  head: string;
  align?: 'left' | 'right';
  /** Out of a table its value says nothing without the head, e.g. a number. */
  said?: boolean;
}

/** `values` in the order of the columns; '' and '-' are left out where there is no table. */
export interface Listed {
  name: string;
  id: string;
  values: readonly (string | { text: string; style: Style })[];
}

const narrowestName = 18;
const longestName = 24;

/** The name of something else in a column: cut where a person looks on, whole in a pipe. */
export const shortName = (name: string, out: Output): string => (out.terminal ? cut(name, longestName) : name);

/** Lines for all of them. `head`: over the names. */
export function listing(head: string, columns: readonly ListColumn[], items: readonly Listed[], out: Output): string[] {
  const cells = (item: Listed): Cell[] => [
    item.name,
    ...item.values.map((value): Cell => (typeof value === 'string' ? value : [value])),
    [{ text: item.id, style: 'dim' }],
  ];
  const widths = columns.map(({ head: own }, i) =>
    Math.max(shownWidth(own), ...items.map(({ values }) => shownWidth(textOf(values[i] ?? '')))),
  );
  const id = Math.max(0, ...items.map((item) => item.id.length));
  const needed = widths.reduce((sum, width) => sum + width + 2, narrowestName + 2 + id);
  if (needed <= out.width) {
    const all = [{ head, flexible: true }, ...columns, { head: 'ID' }];
    return table(all, items.map(cells), out);
  }
  return items.flatMap((item) => block(item, columns, out));
}

const textOf = (value: Listed['values'][number]): string => (typeof value === 'string' ? value : value.text);

function block(item: Listed, columns: readonly ListColumn[], out: Output): string[] {
  const said = columns.flatMap(({ head, said: withHead }, i) => {
    const text = textOf(item.values[i] ?? '');
    if (text === '' || text === '-') return [];
    return withHead ? `${head.toLowerCase()} ${text}` : text;
  });
  return [
    ...wrap(item.name, out.width).map((line) => out.paint('bold', line)),
    `  ${out.paint('dim', item.id)}`,
    ...wrap(said.join(' · '), out.width - 2).map((line) => `  ${line}`),
  ];
}
