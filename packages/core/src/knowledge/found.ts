// The passages that were found, loaded: only of documents that are there and read as this is asked.
import { documentKinds, type Party } from '@vito/contracts/reading';
import type { FoundPassage } from '@vito/contracts/search';
import type { Database } from '../platform/database.js';
import { queriesOf } from '../platform/queries.js';
import { marksOf } from './marks.js';
import { nearestOf } from './sentence-vectors.js';
import type { Wanted } from './words.js';

export interface Candidate {
  documentId: string;
  number: number;
  name: string;
  title: string | null;
  kind: string;
  text: string;
  context: string;
  start: number;
  end: number;
  page: number | null;
  speakers: Party[];
  saidAt: string | null;
  stems: ReadonlySet<string>;
  /** Cosine of the question and the nearest sentence; null where the passage has no vectors (yet). */
  closeness: number | null;
}

interface Row extends Omit<Candidate, 'stems' | 'closeness'> {
  stems: string;
  vectors: Uint8Array | null;
}

/** `keys`: "document number", best first; so are the candidates. */
export async function loadCandidates(
  database: Database,
  tenant: string,
  keys: string[],
  vector: Float32Array | null,
): Promise<Candidate[]> {
  if (keys.length === 0) return [];
  const split = keys.map((key) => key.split(' ') as [string, string]);
  const { rows } = await database.read(tenant, (reader) =>
    queriesOf(reader).query<Row>(
      `select p.document_id as "documentId", p.number, d.name, d.title, p.kind, p.text, p.context, p.from_offset as start,
              p.to_offset as end, p.page, p.speakers, p.said as "saidAt", array_to_string(tsvector_to_array(p.words), ' ') as stems,
              ${vector ? 's.vectors' : 'null::bytea as vectors'}
       from unnest($1::text[], $2::int[]) with ordinality as k (document_id, number, place)
       join vito.passage p using (document_id, number)
       cross join lateral (select name, title from vito.document where document_id = p.document_id and state = 'read' offset 0) d
       ${vector ? 'left join vito.passage_sentences s on s.document_id = p.document_id and s.number = p.number' : ''}
       order by k.place`,
      [split.map(([id]) => id), split.map(([, number]) => Number(number))],
    ),
  );
  return rows.map(({ stems, vectors, ...row }) => ({
    ...row,
    stems: new Set(stems.split(' ')),
    closeness: vector && vectors ? nearestOf(vectors, vector) : null,
  }));
}

export function foundPassage(
  candidate: Candidate,
  { wanted, ...told }: Pick<FoundPassage, 'score' | 'by' | 'alike'> & { wanted: Wanted },
): FoundPassage {
  const { documentId, name, text, start, end, page, speakers, saidAt } = candidate;
  return {
    documentId,
    name,
    title: candidate.title ?? name,
    kind: documentKinds.find((kind) => kind === candidate.kind) ?? 'text',
    heading: candidate.context || null,
    text,
    start,
    end,
    page,
    speakers,
    saidAt,
    marks: marksOf(text, wanted),
    ...told,
  };
}
