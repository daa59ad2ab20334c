// Columns of an uploaded table in words, and what is said of them when it is imported. Pure.
import type { ColumnFormat, ColumnRole, ColumnType, FoundColumn, TableColumn } from '@vito/contracts/table';

export const typeWords: Record<ColumnType, string> = {
  text: 'text',
  number: 'number',
  date: 'date',
  time: 'date and time',
};

export const formatWords: Record<ColumnFormat, string> = {
  'year-first': 'year first: 2026-03-31',
  'day-first': 'day first: 31.03.2026',
  'month-first': 'month first: 03/31/2026',
  'month-named': 'month as a word: 31 March 2026',
  'decimal-point': 'with a point: 1,234.50',
  'decimal-comma': 'with a comma: 1.234,50',
};

export const roleWords: Record<ColumnRole, string> = {
  key: 'tells rows apart',
  title: 'title',
  date: 'date',
  amount: 'amount',
  currency: 'currency',
  person: 'person',
  status: 'status',
};

export const encodingWords = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16, little-endian',
  'utf-16be': 'UTF-16, big-endian',
  'windows-1252': 'Windows (Western Europe)',
} as const;

/** A column as it is to be read; a format or a role that is not said is ''. */
export interface ColumnDraft {
  found: FoundColumn;
  type: ColumnType;
  format: ColumnFormat | '';
  role: ColumnRole | '';
}

export const columnDrafts = (columns: readonly FoundColumn[]): ColumnDraft[] =>
  columns.map((found) => ({ found, type: found.type, format: found.format ?? '', role: found.role ?? '' }));

/** The ways in which a type may be written; of what was found in two ways, those two. */
export function formatsOf({ found, type }: ColumnDraft): ColumnFormat[] {
  if (type === found.type && found.either.length > 0) return found.either;
  if (type === 'number') return ['decimal-point', 'decimal-comma'];
  return type === 'text' ? [] : ['year-first', 'day-first', 'month-first', 'month-named'];
}

/** A type that may be written in several ways, of which none is said. */
export const isOpen = (draft: ColumnDraft): boolean => draft.format === '' && formatsOf(draft).length > 0;

export const columnsOf = (drafts: readonly ColumnDraft[]): TableColumn[] =>
  drafts.map(({ found, type, format, role }) => ({
    column: found.column,
    type,
    ...(format !== '' && type !== 'text' ? { format } : {}),
    ...(role === '' ? {} : { role }),
  }));

/** The name of a stream for a file: without its ending. */
export const streamOf = (file: string): string => file.replace(/^.*[/\\]/, '').replace(/\.[^.]{1,5}$/, '') || 'rows';
