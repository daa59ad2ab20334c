// What is shown of a commitment's thread: every sentence that tells it, and what later ones made of it, in their own words.
import type { CommitmentChange, CommitmentSource, CommitmentSuggestion } from '@vito/contracts/commitment';
import type { Reader } from '../platform/database.js';
import type { CommitmentRow, Heard } from '../platform/tables.js';
import { isOpen } from './commitment.js';

export type Shown = CommitmentRow & {
  document_name: string | null;
  /** Of its document: what went wrong when a model was asked, and which one looked at it. */
  model_check: string | null;
  document_checked_by: string | null;
};

export interface Threaded {
  sources: CommitmentSource[];
  changes: CommitmentChange[];
  suggestion: CommitmentSuggestion | null;
}

/** For each row by its id. Words are cut from the documents as they are now: of a deleted one nothing is told. */
export async function threaded(reader: Reader, rows: readonly Shown[]): Promise<Map<string, Threaded>> {
  if (rows.length === 0) return new Map();
  const again = await tellingAgain(reader, rows);
  const texts = await textsOf(reader, rows);
  return new Map(
    rows.map((row) => {
      const changes = (row.heard ?? []).flatMap((heard) => changeIn(texts, heard) ?? []);
      const told = [row, ...again.filter((other) => other.restates === row.commitment_id)];
      return [
        row.commitment_id,
        { sources: inOrder(told).flatMap(sourceOf), changes, suggestion: suggestion(row, changes) },
      ];
    }),
  );
}

function tellingAgain(reader: Reader, rows: readonly Shown[]): Promise<Shown[]> {
  return reader
    .selectFrom('commitment as c')
    .innerJoin('document as d', (join) =>
      join.onRef('d.tenant_id', '=', 'c.tenant_id').onRef('d.document_id', '=', 'c.document_id'),
    )
    .selectAll('c')
    .select(['d.name as document_name', 'd.model_check', 'd.checked_by as document_checked_by'])
    .where('d.state', '!=', 'deleted')
    .where(
      'c.restates',
      'in',
      rows.map((row) => row.commitment_id),
    )
    .execute();
}

interface Text {
  name: string;
  text: string;
}

async function textsOf(reader: Reader, rows: readonly Shown[]): Promise<Map<string, Text>> {
  const ids = [...new Set(rows.flatMap((row) => row.heard?.map(({ documentId }) => documentId) ?? []))];
  if (ids.length === 0) return new Map();
  const found = await reader
    .selectFrom('document_reading as r')
    .innerJoin('document as d', (join) =>
      join.onRef('d.tenant_id', '=', 'r.tenant_id').onRef('d.document_id', '=', 'r.document_id'),
    )
    .select(['r.document_id', 'r.text', 'd.name'])
    .where('d.state', '!=', 'deleted')
    .where('r.document_id', 'in', ids)
    .execute();
  return new Map(found.map(({ document_id, text, name }) => [document_id, { name, text }]));
}

function changeIn(texts: Map<string, Text>, heard: Heard): CommitmentChange | null {
  const document = texts.get(heard.documentId);
  if (!document) return null;
  const quote = document.text.slice(heard.start, heard.end).replace(/\s+/g, ' ').trim();
  return { ...heard, documentName: document.name, quote };
}

function suggestion(row: Shown, changes: readonly CommitmentChange[]): CommitmentSuggestion | null {
  if (row.hidden !== null || !isOpen(row.status as CommitmentSuggestion['status'])) return null;
  const evidence = changes.findLast(({ standing }) => standing === 'suggested');
  return evidence ? { status: evidence.status ?? 'renegotiated', evidence } : null;
}

const time = (row: Shown): number => row.said_time?.getTime() ?? Number.NEGATIVE_INFINITY;
const inOrder = (rows: Shown[]): Shown[] =>
  rows.sort(
    (a, b) => time(a) - time(b) || a.from_offset - b.from_offset || (a.commitment_id < b.commitment_id ? -1 : 1),
  );

/** None of what a run made: no sentence tells it. */
function sourceOf(row: Shown): CommitmentSource[] {
  if (row.document_id === null) return [];
  return [
    {
      commitmentId: row.commitment_id,
      documentId: row.document_id,
      documentName: row.document_name ?? '',
      quote: row.quote,
      start: row.from_offset,
      end: row.to_offset,
      page: row.page,
      saidAt: row.said_at,
    },
  ];
}
