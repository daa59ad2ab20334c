// Files of rows that people upload: each chosen stream is read from the file that was imported into it last.
import { TableLayout } from '@vito/contracts/table';
import type { Blobs } from '../../../platform/blobs.js';
import type { Database } from '../../../platform/database.js';
import { SourceProblem } from '../source-problem.js';
import { type Dialect, isObject, type Json, type Place, type Source, type Told } from '../source-told.js';
import { textOf } from './encoding.js';
import { columnNames } from './guess.js';
import { fits } from './look.js';
import { type Row, rowsOf } from './rows.js';
import { cellValue } from './values.js';

export interface CsvDeps {
  database: Database;
  blobs: Blobs;
}

/** Where the reading of a stream goes on. */
interface Progress {
  /** The import of a file that it is about. */
  of: string;
  /** Rows that were told. */
  rows: number;
  done: boolean;
  /** Lines of which nobody can say which record they are: what is missing may be one of them. */
  unsure: number;
}

const often = 50; // rows from one bookmark to the next

export const createCsv = (deps: CsvDeps): Dialect => ({
  spec: async () => null,
  check: async () => ({ ok: true, message: 'it takes files: upload one' }),
  discover: async () => [],

  async *read(source, { streams, bookmark }) {
    const all: Json = isObject(bookmark) ? { ...bookmark } : {};
    const whole: { name: string; of: string }[] = [];
    for (const { id, name, entry } of streams) {
      const layout = TableLayout.parse(entry);
      const of = `${layout.file}.${layout.version}`;
      let progress = progressOf(all[id], of);
      for await (const told of progress.done
        ? []
        : readFile(await bytesOf(deps, source, layout.file), name, layout, progress)) {
        if (told.kind !== 'progress') yield told;
        else {
          progress = told.progress;
          all[id] = progress;
          yield { kind: 'bookmark', bookmark: { ...all } };
        }
        source.signal.throwIfAborted();
      }
      if (!layout.complete) continue;
      if (progress.unsure === 0) whole.push({ name, of });
      else source.log.add(`${name}: nothing is taken to be gone, for ${progress.unsure} lines cannot be told apart`);
    }
    for (const { name, of } of whole) yield { kind: 'complete', stream: name, generation: of, certain: true };
  },
});

function progressOf(value: unknown, of: string): Progress {
  const standing = value as Progress | undefined;
  return standing?.of === of ? standing : { of, rows: 0, done: false, unsure: 0 };
}

/** All of it is deciphered once before any of it is used: damage shows only where it is. */
async function bytesOf({ database, blobs }: CsvDeps, { tenant }: Source, file: string) {
  const row = await database.read(tenant, (reader) =>
    reader.selectFrom('sync_file').select('address').where('file_id', '=', file).executeTakeFirst(),
  );
  const address = row?.address;
  if (!address) throw new SourceProblem('malformed', 'its file was removed: upload it again');
  for await (const _ of blobs.stream(tenant, address));
  return blobs.stream(tenant, address);
}

/** What its rows tell, and now and then how far it is read. */
async function* readFile(
  bytes: AsyncIterable<Uint8Array>,
  stream: string,
  layout: TableLayout,
  from: Progress,
): AsyncGenerator<Told | { kind: 'progress'; progress: Progress }> {
  if (from.rows === 0) yield { kind: 'anew', stream, whole: layout.complete };
  const generation = layout.complete ? from.of : null;
  const keys = layout.columns.filter(({ role }) => role === 'key').map(({ name }) => name);
  let columns: Reading[] | null = null;
  let { rows, unsure } = { rows: 0, unsure: from.unsure };
  for await (const row of rowsOf(textOf(bytes, layout.encoding), layout)) {
    if (columns === null) {
      columns = placesOf(row.cells, layout);
      if (layout.header) continue;
    }
    rows++;
    if (rows <= from.rows) continue;
    const told = recordOf(row, columns, layout.width);
    if (told.place.wrong?.reason === 'fields' || keys.some((name) => told.data[name] === null)) unsure++;
    yield { kind: 'record', stream, generation, ...told };
    if (rows % often === 0) yield { kind: 'progress', progress: { of: from.of, rows, unsure, done: false } };
  }
  yield { kind: 'progress', progress: { of: from.of, rows, unsure, done: true } };
}

/** A column of the layout, and where its cells stand in a row. */
interface Reading {
  index: number;
  column: TableLayout['columns'][number];
}

function placesOf(first: string[], layout: TableLayout): Reading[] {
  const names = columnNames(first, layout.header);
  return layout.columns.map((column) => {
    const index = names.indexOf(column.column);
    if (index === -1) throw new SourceProblem('malformed', `its file has no column ${column.column} any more`);
    return { index, column };
  });
}

function recordOf({ cells, line }: Row, columns: Reading[], width: number): { data: Json; place: Place } {
  if (!fits(cells, width)) return { data: { cells }, place: { line, wrong: { reason: 'fields', columns: [] } } };
  const wrong: string[] = [];
  const data = columns.map(({ index, column: { name, type, format } }): [string, unknown] => {
    const cell = cells[index] ?? '';
    if (cell.trim() === '') return [name, null];
    const value = cellValue(cell, type, format ?? null);
    if (value === null) wrong.push(name);
    return [name, value ?? cell];
  });
  const place: Place = wrong.length > 0 ? { line, wrong: { reason: 'misfit', columns: wrong } } : { line };
  return { data: Object.fromEntries(data), place };
}
