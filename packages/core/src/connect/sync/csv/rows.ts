// Text becomes rows of cells, each with the line of the file on which it begins. Memory does not grow with the file.
import type { TableForm } from '@vito/contracts/table';
import { CsvError, parse } from 'csv-parse';
import { SourceProblem } from '../source-problem.js';

export interface Row {
  cells: string[];
  line: number;
}

const longestRow = 2 ** 20; // characters: a longer one is the rest of a file behind a stray quotation mark

/** Throws SourceProblem where rows cannot be told apart any more, after those before. Empty lines are no rows. */
export async function* rowsOf(
  text: AsyncIterable<string>,
  { delimiter, quote }: Pick<TableForm, 'delimiter' | 'quote'>,
): AsyncGenerator<Row> {
  const read: Row[] = [];
  // Its own buffer is dropped when it errs: rows are taken as they are found.
  const parser = parse({
    delimiter,
    quote,
    escape: quote,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestRow,
    on_record(cells: string[], { lines, records }) {
      if (records > 1 || !isExcelHint(cells, delimiter)) read.push({ cells, line: lines - lineEnds(cells) });
      return null;
    },
  });
  parser.on('error', () => {}).resume();
  try {
    for await (const piece of text) {
      await taken((done) => parser.write(piece, done));
      yield* read.splice(0);
    }
    await taken((done) => {
      parser.once('error', done).end(done);
    });
  } catch (error) {
    yield* read.splice(0);
    throw error instanceof CsvError ? problemOf(error) : error;
  } finally {
    parser.destroy();
  }
  yield* read.splice(0);
}

const taken = (call: (done: (error?: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => call((error) => (error ? reject(error) : resolve())));

/** `sep=;` on the first line is for Excel; cut at `;` it is two fields. */
const isExcelHint = (cells: string[], delimiter: string): boolean =>
  cells.join(delimiter).toLowerCase() === `sep=${delimiter}`;

const lineEnds = (cells: string[]): number =>
  cells.reduce((sum, cell) => (cell.includes('\n') ? sum + cell.split('\n').length - 1 : sum), 0);

function problemOf(error: CsvError): SourceProblem {
  const { lines } = error as CsvError & { lines?: unknown };
  const isOpen = error.code === 'CSV_MAX_RECORD_SIZE' || error.code === 'CSV_QUOTE_NOT_CLOSED';
  const what = isOpen ? 'a quotation mark there, or before, is never closed' : 'its fields cannot be told apart';
  return new SourceProblem('malformed', `line ${typeof lines === 'number' ? lines : '?'}: ${what}`);
}
