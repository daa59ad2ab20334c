// A look at the beginning of a file: how it is cut, its columns with what they hold, and the problems of its lines.
import type { FoundColumn, TableEncoding, TableForm, TablePreview, TableProblem } from '@vito/contracts/table';
import { SourceProblem } from '../source-problem.js';
import { textOf } from './encoding.js';
import { columnNames, formOf, foundColumn, isHeader } from './guess.js';
import { type Row, rowsOf } from './rows.js';
import { cellValue } from './values.js';

/** The bytes of a file, from the beginning, each time that it is called. */
export type Bytes = () => AsyncIterable<Uint8Array>;

const sampled = 64 * 1024; // characters that the form is told from
const most = { rows: 5000, characters: 2 ** 20, columns: 500, shown: 20, problems: 100 };

export async function lookAt(
  bytes: Bytes,
  known: TableEncoding,
  wanted: { [K in keyof TableForm]?: TableForm[K] | undefined } = {},
): Promise<TablePreview> {
  const encoding = wanted.encoding ?? known;
  const guessed = formOf(await beginning(textOf(bytes(), encoding)));
  const { delimiter = guessed.delimiter, quote = guessed.quote } = wanted;
  const { rows, problem, whole } = await firstRows(rowsOf(textOf(bytes(), encoding), { delimiter, quote }));
  const header = wanted.header ?? isHeader(rows.slice(0, 100).map(({ cells }) => cells));
  const names = columnNames((rows[0]?.cells ?? []).slice(0, most.columns), header);
  const body = header ? rows.slice(1) : rows;
  const columns = names.map((name, index) =>
    foundColumn(
      name,
      body.map(({ cells }) => cells[index] ?? ''),
    ),
  );
  const width = rows[0]?.cells.length ?? 0;
  const problems = body.flatMap((row) => problemsOf(row, width, columns));
  return {
    form: { encoding, delimiter, quote, header },
    columns,
    rows: body.slice(0, most.shown).map(({ cells }) => cells.slice(0, most.columns).map((cell) => cell.slice(0, 500))),
    problems: [...(problem ? [problem] : []), ...problems].slice(0, most.problems),
    looked: body.length,
    whole,
  };
}

async function beginning(text: AsyncIterable<string>): Promise<string> {
  let start = '';
  for await (const piece of text) {
    start += piece;
    if (start.length >= sampled) break;
  }
  return start.slice(0, sampled);
}

async function firstRows(all: AsyncIterable<Row>) {
  const rows: Row[] = [];
  let characters = 0;
  try {
    for await (const row of all) {
      if (rows.length >= most.rows || characters >= most.characters) return { rows, problem: null, whole: false };
      rows.push(row);
      for (const cell of row.cells) characters += cell.length + 1;
    }
  } catch (error) {
    if (!(error instanceof SourceProblem)) throw error;
    const line = Number(/^line (\d+)/.exec(error.message)?.[1] ?? (rows.at(-1)?.line ?? 0) + 1);
    return { rows, problem: { line, columns: [], problem: error.message }, whole: false };
  }
  return { rows, problem: null, whole: true };
}

function problemsOf({ cells, line }: Row, width: number, columns: FoundColumn[]): TableProblem[] {
  if (!fits(cells, width))
    return [{ line, columns: [], problem: `it has ${cells.length} fields, the first line has ${width}` }];
  const wrong = columns.filter(({ type, format }, index) => {
    const cell = cells[index] ?? '';
    return format !== null && cell.trim() !== '' && cellValue(cell, type, format) === null;
  });
  if (wrong.length === 0) return [];
  return [
    {
      line,
      columns: wrong.map(({ column }) => column),
      problem: 'a value is no such thing as the others of its column',
    },
  ];
}

/** Some programs end each line with one more sign than there are fields. */
export const fits = (cells: string[], width: number): boolean =>
  cells.length === width || (cells.length > width && cells.slice(width).every((cell) => cell === ''));
