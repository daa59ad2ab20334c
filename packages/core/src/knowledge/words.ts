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

/** Places in documents (rows of vito.passage_word) that are gone through for a question, rarest words first. */
const budget = { open: 700, filtered: 20_000, related: 2000 };
/** A related word that stands in more documents than this is no hint. */
const mostForRelated = 200;
/** Passages found by the rarer words, in which the others are then looked for. */
const looked = 200;
const candidates = 150;
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

/**
 * Best first. `exactly`: a question in the web's syntax that every passage must fulfil. The rarer words find passages, the
 * others only add to what those have found (MaxScore: Turtle and Flood, 1995): a word of every other document costs little.
 */
export async function byWords(
  queries: Queries,
  wanted: Wanted,
  options: { only: Only | null; exactly: string | null },
): Promise<ByWords[]> {
  if (wanted.words.length === 0) return [];
  await queries.query('set local enable_seqscan = off');
  const filter = options.only?.(first);
  const all = filter || options.exactly !== null ? budget.filtered : budget.open;
  const { leading, following } = divided(await rarity(queries, wanted, all), all);
  if (leading.length === 0) return [];
  const next = first + (filter?.values.length ?? 0);
  const strict =
    options.exactly === null
      ? ''
      : `and p.words @@ (websearch_to_tsquery('english', $${next}) || websearch_to_tsquery('simple', $${next}))`;
  const early = filter || strict ? 'join vito.passage p on p.document_id = x.document_id and p.number = u.place' : '';
  const { rows } = await queries.query<{ document_id: string; number: number; exact: number; related: number }>(
    `with valued as materialized (
       select x.document_id, u.place as number, l.part, max(l.value) as related, max(l.value) filter (where l.exact) as exact
       from unnest($1::text[], $2::int[], $3::real[], $4::boolean[]) as l (word, part, value, exact)
            cross join lateral (select document_id, numbers from vito.passage_word where word = l.word limit ${all}) x
            cross join lateral unnest(x.numbers) as u (place) ${early}
       where true ${filter ? `and ${filter.where}` : ''} ${strict}
       group by 1, 2, 3
     ), led as materialized (
       select document_id, number from valued group by 1, 2 order by sum(related) desc limit ${looked}
     ), added as (
       select led.document_id, led.number, f.part, f.value
       from led cross join unnest($5::text[], $6::int[], $7::real[]) as f (word, part, value)
            cross join lateral (select numbers from vito.passage_word x where x.word = f.word and x.document_id = led.document_id offset 0) x
       where led.number = any (x.numbers)
     ), parts as (
       select document_id, number, part, max(related) as related, max(exact) as exact from (
         select v.* from led join valued v using (document_id, number)
         union all select document_id, number, part, value, value from added) every
       group by 1, 2, 3
     ), summed as (
       select document_id, number, sum(related) as related, coalesce(sum(exact), 0) as exact from parts group by 1, 2
       order by 3 desc limit ${candidates}
     )
     select s.document_id, s.number, s.exact * l.short as exact,
            s.related * l.short + 0.01 * ts_rank_cd(p.words, $8::tsquery) as related
     from summed s join vito.passage p using (document_id, number),
          lateral (select sqrt(1 / (${1 - lengthShare} + ${lengthShare} * char_length(p.text) / ${usualLength}.0)) as short) l
     order by related desc, document_id, number`,
    [
      leading.map(({ word }) => word),
      leading.map(({ part }) => part),
      leading.map(({ value }) => value),
      leading.map(({ weight }) => weight === 1),
      following.map(({ word }) => word),
      following.map(({ part }) => part),
      following.map(({ value }) => value),
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

/** The number of the filter's first value in the statement above. */
const first = 9;

interface Valued {
  word: string;
  part: number;
  weight: number;
  /** Documents with the word, counted only as far as it matters. */
  documents: number;
  /** Weight times rarity (the inverse document frequency). */
  value: number;
}

/** The words that stand in any document, and how rare each is. `most`: a word in more documents is as one in so many. */
async function rarity(queries: Queries, wanted: Wanted, most: number): Promise<Valued[]> {
  const { rows } = await queries.query<{ word: string; documents: number; whole: number }>(
    `select w.word, n.documents::int, (select count(*) from vito.document_index)::int as whole
     from unnest($1::text[], $2::boolean[]) as w (word, own) cross join lateral (
       select count(*) as documents from (select from vito.passage_word where word = w.word
         limit case when w.own then ${most} else ${mostForRelated + 1} end) x) n
     where n.documents > 0`,
    [...unique(wanted)],
  );
  const known = new Map(rows.map((row) => [row.word, row]));
  return wanted.words.flatMap((word, i) => {
    const found = known.get(word);
    const weight = wanted.weights[i] as number;
    if (!found || (weight < 1 && found.documents > mostForRelated)) return [];
    const rare = Math.log(1 + (Math.max(found.whole, 1) + 0.5) / (found.documents + 0.5));
    return { word, part: wanted.parts[i] as number, weight, documents: found.documents, value: weight * rare };
  });
}

/** Each word once, and whether it is the question's own. */
function unique({ words, weights }: Wanted): [string[], boolean[]] {
  const own = new Map<string, boolean>();
  for (const [i, word] of words.entries()) own.set(word, own.get(word) === true || weights[i] === 1);
  return [[...own.keys()], [...own.values()]];
}

/** What of the words finds passages, within the budget, and what only adds to them: at least the rarest leads. */
function divided(words: Valued[], most: number): { leading: Valued[]; following: Valued[] } {
  const own = words.filter(({ weight }) => weight === 1).sort((a, b) => b.value - a.value);
  const related = words.filter(({ weight }) => weight < 1).sort((a, b) => b.value - a.value);
  const led = Math.max(1, affordable(own, most));
  return {
    leading: [...own.slice(0, led), ...related.slice(0, affordable(related, budget.related))],
    following: own.slice(led),
  };
}

/** How many of the first words stand in at most so many documents together. */
function affordable(words: Valued[], most: number): number {
  let left = most;
  const end = words.findIndex(({ documents }) => {
    left -= documents;
    return left < 0;
  });
  return end === -1 ? words.length : end;
}

/** The words of the question as a query of PostgreSQL, any of them. */
function anyOf({ words, weights }: Wanted): string {
  return words
    .filter((_, i) => weights[i] === 1)
    .map((word) => `'${word.replace(/['\\]/g, (c) => c + c)}'`)
    .join(' | ');
}
