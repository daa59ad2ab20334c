// What brings rows, by name: protocols that programs speak, and what is read in our own process.
import type { RowDialect } from '@vito/contracts/sync';
import { airbyte } from './airbyte.js';
import { type CalendarDeps, createCalendar } from './calendar/calendar.js';
import { type CsvDeps, createCsv } from './csv/csv.js';
import { singer } from './singer.js';
import type { Dialect } from './source-told.js';

export type Dialects = Record<RowDialect, Dialect>;

export const createDialects = (deps: CsvDeps & CalendarDeps): Dialects => ({
  singer,
  airbyte,
  csv: createCsv(deps),
  calendar: createCalendar(deps),
});
