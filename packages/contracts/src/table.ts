// Tables that are uploaded to a connection: what was found in them, and what a person says of their columns.
import { z } from 'zod';
import { ConnectionId, FileId } from './ids.js';

export const TableEncoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']);
export type TableEncoding = z.infer<typeof TableEncoding>;

/** How the values of a column are written. */
export const ColumnType = z.enum(['text', 'number', 'date', 'time']);
export type ColumnType = z.infer<typeof ColumnType>;

/** Of a date or time: which part comes first, or that its month is a word. Of a number: what stands before its fraction. */
export const ColumnFormat = z.enum([
  'year-first',
  'day-first',
  'month-first',
  'month-named',
  'decimal-point',
  'decimal-comma',
]);
export type ColumnFormat = z.infer<typeof ColumnFormat>;

/** What a column means for the facts that its rows become. */
export const ColumnRole = z.enum(['key', 'title', 'date', 'amount', 'currency', 'person', 'status']);
export type ColumnRole = z.infer<typeof ColumnRole>;

/** How a file is cut into rows and cells. */
export const TableForm = z.strictObject({
  encoding: TableEncoding,
  delimiter: z.string().regex(/^[^"'\r\n]$/, 'one sign, and neither a quote nor a line end'),
  /** Null: no sign quotes a cell. */
  quote: z.enum(['"', "'"]).nullable(),
  /** Whether the first row names the columns; without it they are `column 1`, `column 2`, … */
  header: z.boolean(),
});
export type TableForm = z.infer<typeof TableForm>;

const columnName = z.string().min(1).max(500);

/** A column as its rows are to be read. */
export const TableColumn = z.strictObject({
  /** As the file names it. */
  column: columnName,
  /** As its records name it; without it, as the file does. */
  name: columnName.optional(),
  type: ColumnType.default('text'),
  /** Needed for a type that may be written in several ways. */
  format: ColumnFormat.optional(),
  role: ColumnRole.optional(),
});
export type TableColumn = z.infer<typeof TableColumn>;

export const FoundColumn = z.object({
  column: z.string(),
  type: ColumnType,
  /** Null where the type has none, or where it cannot be told: then it is one of `either`. */
  format: ColumnFormat.nullable(),
  either: z.array(ColumnFormat),
  /** What it may mean, by its name and its values. */
  role: ColumnRole.nullable(),
  examples: z.array(z.string()),
  /** Rows without a value in it. */
  empty: z.number().int(),
});
export type FoundColumn = z.infer<typeof FoundColumn>;

export const TableProblem = z.object({
  /** Of the file, from 1. */
  line: z.number().int(),
  columns: z.array(z.string()),
  problem: z.string(),
});
export type TableProblem = z.infer<typeof TableProblem>;

/** What a look at the beginning of a file found. */
export const TablePreview = z.object({
  form: TableForm,
  columns: z.array(FoundColumn),
  /** The first rows, as they are written. */
  rows: z.array(z.array(z.string())),
  problems: z.array(TableProblem),
  /** Rows that were looked at, and whether they are all. */
  looked: z.number().int(),
  whole: z.boolean(),
});
export type TablePreview = z.infer<typeof TablePreview>;

export const FileView = z.object({
  id: FileId,
  connectionId: ConnectionId,
  name: z.string(),
  size: z.number().int(),
  receivedAt: z.string(),
  /** The stream that its rows became records of; null: none yet. */
  stream: z.string().nullable(),
  importedAt: z.string().nullable(),
});
export type FileView = z.infer<typeof FileView>;

/** How a stream's file is read: kept with the stream. */
export const TableLayout = TableForm.extend({
  file: FileId,
  /** Tells one import of the file from another. */
  version: z.number().int(),
  complete: z.boolean(),
  /** Fields of a line. */
  width: z.number().int(),
  columns: z.array(TableColumn.required({ name: true })),
});
export type TableLayout = z.infer<typeof TableLayout>;

/** Bytes of a file that are taken. */
export const largestTable = 200 * 2 ** 20;
