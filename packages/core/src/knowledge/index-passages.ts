// Indexing: work on `document.read` cuts the reading and indexes its words at once; vectors follow in the background.
import type { Reading } from '@vito/contracts/reading';
import { cut, type Piece } from '@vito/understanding/cut';
import { fold } from '@vito/understanding/fold';
import type { Database } from '../platform/database.js';
import { changeRows, type Queries } from '../platform/queries.js';
import type { Context } from '../spine/context.js';
import type { OpenEvent } from '../spine/event.js';
import type { EventStore } from '../spine/event-store.js';

/** Raised when the rules of cutting change: what was cut by others is cut again. */
export const cutter = 'cut/1';

export interface IndexDeps {
  database: Database;
  store: EventStore;
  /** The document's reading as it stands; null once it is deleted. */
  readingOf: (tenant: string, documentId: string) => Promise<Reading | null>;
  /** Rings for the vectors, which follow by themselves. */
  onIndexed: (tenant: string) => void;
}

export async function indexPassages(deps: IndexDeps, ctx: Context, event: OpenEvent): Promise<void> {
  await indexWords(deps, ctx.tenant, event.stream);
  await deps.store.commit(ctx, []);
  deps.onIndexed(ctx.tenant);
}

/** Puts a document's passages in the place of those it had. Nothing where the document is not read (any more). */
export async function indexWords(
  { database, readingOf }: Pick<IndexDeps, 'database' | 'readingOf'>,
  tenant: string,
  documentId: string,
): Promise<void> {
  const reading = await readingOf(tenant, documentId);
  if (!reading) return;
  const pieces = cut(reading);
  await changeRows(database, tenant, async (queries) => {
    if (!(await holdRead(queries, documentId))) return;
    await clear(queries, tenant, documentId);
    await insertPassages(queries, tenant, documentId, reading, pieces);
    await queries.query(
      `insert into vito.passage_word (tenant_id, word, document_id, numbers)
       select tenant_id, word, document_id, array_agg(number order by number)
       from vito.passage p, unnest(tsvector_to_array(p.words)) as word
       where p.document_id = $1 group by 1, 2, 3`,
      [documentId],
    );
    await queries.query(
      'insert into vito.document_index (tenant_id, document_id, cutter, embedder) values ($1, $2, $3, null)',
      [tenant, documentId, cutter],
    );
  });
}

/** Holds the document's row until the end of the transaction: a deletion waits, and then takes along what was written. */
export async function holdRead(queries: Queries, documentId: string): Promise<boolean> {
  const { rows } = await queries.query<{ state: string }>(
    'select state from vito.document where document_id = $1 for no key update',
    [documentId],
  );
  return rows[0]?.state === 'read';
}

async function clear(queries: Queries, tenant: string, documentId: string): Promise<void> {
  const tables = ['passage_code', 'passage_vector', 'passage_sentences', 'passage_word', 'passage', 'document_index'];
  for (const table of tables)
    await queries.query(`delete from vito.${table} where tenant_id = $1 and document_id = $2`, [tenant, documentId]);
}

async function insertPassages(
  queries: Queries,
  tenant: string,
  documentId: string,
  reading: Reading,
  pieces: Piece[],
): Promise<void> {
  const language = isEnglish(reading) ? 'english' : 'simple';
  const rows = pieces.map((piece, number) => ({
    tenant_id: tenant,
    document_id: documentId,
    number,
    from_offset: piece.start,
    to_offset: piece.end,
    page: piece.page,
    kind: reading.kind,
    text: piece.text.replaceAll('\0', ''),
    context: [piece.title, piece.heading].filter(Boolean).join(' · ').replaceAll('\0', ''),
    speakers: piece.speakers,
    people: fold(peopleOf(piece)).replaceAll('\0', ''),
    said: piece.saidAt,
    said_at: instantOf(piece.saidAt),
  }));
  await queries.query(
    `insert into vito.passage
     select r.tenant_id, r.document_id, r.number, r.from_offset, r.to_offset, r.page, r.kind, r.text, r.context, r.speakers,
            r.people, r.said, r.said_at,
            setweight(to_tsvector($2::regconfig, r.text), 'A') || setweight(to_tsvector($2::regconfig, r.context), 'D')
     from jsonb_populate_recordset(null::vito.passage, $1::jsonb) r`,
    [JSON.stringify(rows), language],
  );
}

const peopleOf = ({ speakers, addressed }: Piece): string =>
  [...speakers, ...addressed]
    .flatMap(({ name, address, organisation }) => [name, address, organisation])
    .filter(Boolean)
    .join('\n');

function instantOf(said: string | null): string | null {
  const at = said === null ? Number.NaN : Date.parse(said);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** By its commonest words, where the reader did not say. A text in no language is as good as English. */
function isEnglish({ meta, text }: Reading): boolean {
  if (meta.language) return meta.language.startsWith('en');
  const words = text.slice(0, 20_000).toLowerCase();
  const count = (pattern: RegExp) => words.match(pattern)?.length ?? 0;
  const others = count(
    /\b(?:el|los|las|una|del|por|der|die|und|das|ist|nicht|les|des|et|est|uma|não|het|een|van|og|som)\b/g,
  );
  return count(/\b(?:the|and|of|to|is|for|we|you|it|that)\b/g) >= others;
}
