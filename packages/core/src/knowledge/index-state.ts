// How far the index is, and what that means for who searches.
import type { IndexState } from '@vito/contracts/search';
import type { Database, Reader } from '../platform/database.js';
import { queriesOf } from '../platform/queries.js';

/** What is indexed is read: a document leaves the index with its state (migration 0010). `index`: the name of the index in use; null while its model does not answer. */
export async function countIndexed(
  reader: Reader,
  index: string | null,
): Promise<Pick<IndexState, 'documents' | 'words' | 'indexed'>> {
  const { rows } = await queriesOf(reader).query<Pick<IndexState, 'documents' | 'words' | 'indexed'>>(
    `select (select count(*) from vito.document where state = 'read')::int as documents, count(*)::int as words,
            count(*) filter (where embedder = $1)::int as indexed
     from vito.document_index`,
    [index ?? ''],
  );
  return rows[0] as Pick<IndexState, 'documents' | 'words' | 'indexed'>;
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
