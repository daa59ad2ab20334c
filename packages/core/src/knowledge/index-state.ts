// How far the index is, and what that means for who searches.
import type { IndexState } from '@vito/contracts/search';
import type { Database, Reader } from '../platform/database.js';

/** `index`: the name of the index in use; null while its model does not answer. */
export async function countIndexed(
  reader: Reader,
  index: string | null,
): Promise<Pick<IndexState, 'documents' | 'words' | 'indexed'>> {
  const row = await reader
    .selectFrom('document as d')
    .leftJoin('document_index as i', 'i.document_id', 'd.document_id')
    .where('d.state', '=', 'read')
    .select((eb) => [
      eb.fn.countAll<number>().as('documents'),
      eb.fn.count<number>('i.document_id').as('words'),
      eb.fn
        .count<number>('i.document_id')
        .filterWhere('i.embedder', '=', index ?? '')
        .as('indexed'),
    ])
    .executeTakeFirstOrThrow();
  return { documents: row.documents, words: row.words, indexed: row.indexed };
}

export const indexCounts = (database: Database, tenant: string, index: string | null) =>
  database.read(tenant, (reader) => countIndexed(reader, index));

/** What to tell a person, or null when nothing is missing. */
export function indexNote(state: IndexState): string | null {
  const { documents, words, indexed, embedder } = state;
  if (words < documents) return `${words} of ${documents} documents are indexed; the others cannot be found yet.`;
  if (embedder !== null && indexed < documents)
    return `${indexed} of ${documents} documents are indexed by meaning; the others are found by their words only.`;
  return null;
}
