// A document's tables, found anew from the words of its pages, so that older readings have theirs too.
import { Failure } from '@vito/runtime/failure';
import { tableCsv, tablesOf } from '@vito/understanding/tables';
import type { Reader } from '../platform/database.js';
import { pageOf, pageRows } from './page-rows.js';
import { findDocument, type Progress } from './view.js';

/** Table `number` (from 1) of a document as CSV, and what to call the file. Throws Failure('not-found'). */
export async function viewTable(reader: Reader, id: string, number: number, progress: Progress) {
  const { name } = await findDocument(reader, id, progress);
  const pages = await pageRows(reader, id);
  const table = tablesOf(pages.map(pageOf))[number - 1];
  const reading = await reader
    .selectFrom('document_reading')
    .select('text')
    .where('document_id', '=', id)
    .executeTakeFirst();
  if (!table || !reading) throw new Failure('not-found', `this document has no table ${number}`);
  return { name: `${name.replace(/\.\w+$/, '')}-table-${number}.csv`, csv: tableCsv(reading, table) };
}
