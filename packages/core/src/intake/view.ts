// Documents as people see them.
import { type DocumentSummary, type DocumentView, documentStates, type PageView } from '@vito/contracts/document';
import { documentKinds, unreadableReasons } from '@vito/contracts/reading';
import { Failure } from '@vito/runtime/failure';
import { tablesOf } from '@vito/understanding/tables';
import { sql } from 'kysely';
import type { Reader } from '../platform/database.js';
import type { DocumentRow } from '../platform/tables.js';
import { readCursor, writeCursor } from '../spine/cursor.js';
import { outline, pageOf, pageRows, wordsOf } from './page-rows.js';

export type Progress = (documentId: string) => { done: number; total: number } | null;
type Counted = DocumentRow & { commitments: number };

/** Documents with the number of commitments that stand in each. */
export function documentRows(reader: Reader) {
  return reader
    .selectFrom('document as d')
    .selectAll('d')
    .select((eb) =>
      eb
        .selectFrom('commitment as c')
        .select((count) => count.fn.countAll<number>().as('n'))
        .whereRef('c.tenant_id', '=', 'd.tenant_id')
        .whereRef('c.document_id', '=', 'd.document_id')
        .where('c.hidden', 'is', null)
        .as('counted'),
    );
}

export async function listDocuments(
  reader: Reader,
  query: { cursor?: string | undefined; limit: number; state?: string | undefined },
  progress: Progress,
) {
  let rows = documentRows(reader).where('d.state', '!=', 'deleted');
  if (query.state) rows = rows.where('d.state', '=', query.state === 'reading' ? 'received' : query.state);
  if (query.cursor) rows = rows.where('d.document_id', '<', readCursor(query.cursor, 'documents').id);
  const found = await rows
    .orderBy('d.document_id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const items = found.slice(0, query.limit).map((row) => summary({ ...row, commitments: row.counted ?? 0 }, progress));
  const last = items.at(-1);
  return { items, next: found.length > query.limit && last ? writeCursor({ at: '', id: last.id }, 'documents') : null };
}

/** Read ones without messages, in whose text the regular expression is found, whatever its case; newest first. */
export async function documentsWith(
  reader: Reader,
  pattern: string,
  limit: number,
): Promise<{ id: string; name: string }[]> {
  const rows = await reader
    .selectFrom('document as d')
    .innerJoin('document_reading as r', (join) =>
      join.onRef('r.tenant_id', '=', 'd.tenant_id').onRef('r.document_id', '=', 'd.document_id'),
    )
    .select(['d.document_id', 'd.name'])
    .where('d.state', '=', 'read')
    .where(sql<boolean>`jsonb_array_length(r.messages) = 0`)
    .where('r.text', '~*', pattern)
    .orderBy('d.document_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ document_id, name }) => ({ id: document_id, name }));
}

export function summary(row: Counted, progress: Progress): DocumentSummary {
  const under = row.state === 'received' ? progress(row.document_id) : null;
  const state = under ? 'reading' : row.state;
  return {
    id: row.document_id,
    name: row.name,
    kind: documentKinds.find((kind) => kind === row.kind) ?? null,
    state: documentStates.find((known) => known === state) ?? 'received',
    size: row.size,
    mediaType: row.media_type,
    receivedAt: row.received_at.toISOString(),
    parentId: row.parent_id,
    title: row.title,
    pages: row.pages,
    commitments: row.commitments,
    problem: row.problem_reason
      ? {
          reason: unreadableReasons.find((reason) => reason === row.problem_reason) ?? 'malformed',
          message: row.problem_message ?? '',
        }
      : null,
    progress: under,
  };
}

/** Throws Failure('not-found') for one that never was, was deleted, or is another tenant's. */
export async function findDocument(
  reader: Reader,
  id: string,
  progress: Progress,
): Promise<DocumentSummary & { address: string | null }> {
  const row = await documentRows(reader)
    .where('d.document_id', '=', id)
    .where('d.state', '!=', 'deleted')
    .executeTakeFirst();
  if (!row) throw new Failure('not-found', 'there is no such document');
  return { ...summary({ ...row, commitments: row.counted ?? 0 }, progress), address: row.address };
}

export async function viewDocument(reader: Reader, id: string, progress: Progress): Promise<DocumentView> {
  const { address: _, ...found } = await findDocument(reader, id, progress);
  const reading = await reader
    .selectFrom('document_reading')
    .selectAll()
    .where('document_id', '=', id)
    .executeTakeFirst();
  const pages = await pageRows(reader, id);
  const attachments = reading?.attachments.length
    ? await reader
        .selectFrom('document')
        .select(['document_id', 'name'])
        .where('document_id', 'in', reading.attachments)
        .where('state', '!=', 'deleted')
        .execute()
    : [];
  return {
    ...found,
    text: reading?.text ?? '',
    outline: pages.map(({ words: _words, ...page }) => ({ ...outline(page), image: hasImage(found.kind, page) })),
    messages: reading?.messages ?? [],
    tables: tablesOf(pages.map(pageOf)).map(({ cells: _, ...table }) => table),
    meta: reading?.meta ?? null,
    attachments: attachments.map((row) => ({ id: row.document_id, name: row.name })),
  };
}

export async function viewPage(reader: Reader, id: string, number: number, progress: Progress): Promise<PageView> {
  const found = await findDocument(reader, id, progress);
  const page = (await pageRows(reader, id)).find((row) => row.page === number);
  if (!page) throw new Failure('not-found', `this document has no page ${number}`);
  const reading = await reader
    .selectFrom('document_reading')
    .select('text')
    .where('document_id', '=', id)
    .executeTakeFirst();
  return {
    ...outline(page),
    words: wordsOf(page.words),
    text: (reading?.text ?? '').slice(page.from_offset, page.to_offset),
    image: hasImage(found.kind, page),
  };
}

const hasImage = (kind: string | null, page: { width: number | null }) =>
  page.width !== null && (kind === 'pdf' || kind === 'image');
