// The words leg of search: passages that hold the words of a question, or words related to them, rare ones counting more.
// Row level security keeps PostgreSQL from using a GIN index for `@@`, so candidates come from vito.passage_word.
import type { Related } from '@vito/understanding/related';
import type { Queries } from '../platform/queries.js';
import type { Only, PassageKey } from './vectors.js';

export interface ByWords extends PassageKey {
  /** By the words themselves, and with related words: sums of weight and rarity; the rank of PostgreSQL breaks ties. */
  exact: number;
  related: number;
}

/** Each of these may stand for the part of the question with that number; 1 is the word itself. */
export interface Wanted {
  words: string[];
  weights: number[];
  parts: number[];
}

/** Documents looked at for one word: what stands in more of them says too little to be worth the time. */
const mostDocuments = 2000;
/** A related word that stands in more documents than this is no hint. */
const mostForRelated = 300;
const candidates = 300;
/** How much a passage of more than usual length is marked down (as b in BM25, Robertson et al., 1994). */
const lengthShare = 0.3;
const usualLength = 220;

/** The lexemes of a question, by both dictionaries in use, and what is related to them. */
export async function wantedWords(queries: Queries, question: string, related: readonly Related[]): Promise<Wanted> {
  const { rows } = await queries.query<{ token: string; stems: string[] }>(
    `select t as token, coalesce(ts_lexize('english_stem', t), array[t]) as stems
     from unnest(tsvector_to_array(to_tsvector('simple', $1))) t where ts_lexize('english_stem', t) is distinct from '{}'`,
    [question],
  );
  const wanted: Wanted = { words: [], weights: [], parts: [] };
  const add = (part: number, word: string, weight: number) => {
    wanted.words.push(word);
    wanted.weights.push(weight);
    wanted.parts.push(part);
  };
  rows.forEach(({ token, stems }, part) => {
    for (const word of new Set([...stems, token])) add(part, word, 1);
    const more = related.find((one) => one.stems.some(([stem, weight]) => weight === 1 && stems.includes(stem)));
    for (const [stem, weight] of more?.stems ?? []) if (!stems.includes(stem)) add(part, stem, weight);
  });
  return wanted;
}

/** Whether the question is written with quotes, OR or a minus: then only what fulfils it is found. */
export const isStrict = (question: string): boolean => /"[^"]+"|(?:^|\s)-\w|\sOR\s/.test(question);

/** Best first. `exactly`: a question in the web's syntax that every passage must fulfil. */
export async function byWords(
  queries: Queries,
  wanted: Wanted,
  options: { only: Only | null; exactly: string | null },
): Promise<ByWords[]> {
  if (wanted.words.length === 0) return [];
  await queries.query('set local enable_seqscan = off');
  const filter = options.only?.(5);
  const next = 5 + (filter?.values.length ?? 0);
  const strict =
    options.exactly === null
      ? ''
      : `and p.words @@ (websearch_to_tsquery('english', $${next}) || websearch_to_tsquery('simple', $${next}))`;
  const early = filter || strict ? 'join vito.passage p on p.document_id = h.document_id and p.number = u.place' : '';
  const { rows } = await queries.query<{ document_id: string; number: number; exact: number; related: number }>(
    `with wanted as (select * from unnest($1::text[], $2::real[], $3::int[]) as w (word, weight, part)),
     held as materialized (
       select w.weight, w.part, x.document_id, x.numbers, count(*) over (partition by w.word, w.part) as documents
       from wanted w cross join lateral (
         select document_id, numbers from vito.passage_word where word = w.word
         limit case when w.weight = 1 then ${mostDocuments} else ${mostForRelated + 1} end) x
     ), whole as (select greatest(count(*), 1)::real as documents from vito.document_index),
     valued as (
       select h.document_id, u.place as number, h.part, max(h.weight * ln(1 + (whole.documents + 0.5) / (h.documents + 0.5))) as related,
              max(ln(1 + (whole.documents + 0.5) / (h.documents + 0.5))) filter (where h.weight = 1) as exact
       from whole, held h cross join lateral unnest(h.numbers) as u (place) ${early}
       where (h.weight = 1 or h.documents <= ${mostForRelated}) ${filter ? `and ${filter.where}` : ''} ${strict}
       group by 1, 2, 3
     ), summed as (
       select document_id, number, sum(related) as related, coalesce(sum(exact), 0) as exact from valued group by 1, 2
       order by 3 desc limit ${candidates}
     )
     select s.document_id, s.number, s.exact * l.short as exact,
            s.related * l.short + 0.01 * ts_rank_cd(p.words, $4::tsquery) as related
     from summed s join vito.passage p using (document_id, number),
          lateral (select sqrt(1 / (${1 - lengthShare} + ${lengthShare} * char_length(p.text) / ${usualLength}.0)) as short) l
     order by related desc, document_id, number`,
    [
      wanted.words,
      wanted.weights,
      wanted.parts,
      anyOf(wanted),
      ...(filter?.values ?? []),
      ...(options.exactly === null ? [] : [options.exactly]),
    ],
  );
  return rows.map((row) => ({
    documentId: row.document_id,
    number: row.number,
    exact: Number(row.exact),
    related: Number(row.related),
  }));
}

/** The words of the question as a query of PostgreSQL, any of them. */
function anyOf({ words, weights }: Wanted): string {
  return words
    .filter((_, i) => weights[i] === 1)
    .map((word) => `'${word.replace(/['\\]/g, (c) => c + c)}'`)
    .join(' | ');
}
