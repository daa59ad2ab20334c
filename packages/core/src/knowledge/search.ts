// Search: passages by their words, by related words and by their meaning, made into one list, best first.
import type { FoundPassage, IndexState, SearchAnswer, SearchQuery } from '@vito/contracts/search';
import { Failure } from '@vito/runtime/failure';
import { errorKind, type Log } from '@vito/runtime/log';
import type { Database } from '../platform/database.js';
import { queriesOf } from '../platform/queries.js';
import { unlike } from './alike.js';
import { indexName } from './catch-up.js';
import type { Embedder } from './embed.js';
import { onlyOf } from './filters.js';
import { type Candidate, foundPassage, loadCandidates } from './found.js';
import { fuse } from './fuse.js';
import { indexCounts, indexNote } from './index-state.js';
import { type Meant, meaningOf } from './meaning.js';
import { wantsOf } from './question.js';
import { keyOf, type Near, type Vectors } from './vectors.js';
import { type ByWords, byWords, isStrict, type Wanted, wantedWords } from './words.js';

export interface SearchDeps {
  database: Database;
  /** Null: switched off, words only. */
  embedder: Embedder | null;
  vectors: () => Promise<Vectors>;
  log: Log;
}

/** Tuned with the odd questions of bench/quality/search-questions.json; see docs/adr/0005-search-in-postgresql.md. */
const worth = { words: 1, meaning: 1.5, wanted: 0.3 };
const looked = 220;
const nearest = 120;

export function createSearch(deps: SearchDeps) {
  const { database, embedder, log } = deps;
  const meaning = embedder ? meaningOf(embedder) : null;

  async function state(tenant: string): Promise<IndexState> {
    const vectors = await deps.vectors();
    const known = embedder ? await embedder.identity().catch(() => null) : null;
    const index = embedder && known ? await indexName(embedder, vectors) : null;
    return {
      ...(await indexCounts(database, tenant, index)),
      embedder: known?.id ?? null,
      vectors: vectors.kind,
    };
  }

  /** Throws Failure only when the database is away: without a model, words do. */
  async function search(tenant: string, query: SearchQuery): Promise<SearchAnswer> {
    const counted = state(tenant);
    counted.catch(() => {});
    const meant = await understood(query.q);
    const only = onlyOf(query);
    const strict = isStrict(query.q);
    const load = (keys: string[]) => loadCandidates(database, tenant, keys, meant?.vector ?? null);
    // What is near is loaded while the words are still looked for: that takes longer.
    const withLoaded = async (near: Near[]) => ({ near, loaded: await load(near.map(keyOf)) });
    const [words, { near, loaded }] = await Promise.all([
      byTheirWords(tenant, query.q, { meant, only, strict }),
      meant && !strict ? byTheirMeaning(tenant, meant, only).then(withLoaded) : { near: [], loaded: [] },
    ]);
    const keys = ranked(words.found, near).slice(0, looked);
    const byKey = new Map(loaded.map((one) => [keyOf(one), one]));
    for (const one of await load(keys.filter((key) => !byKey.has(key)))) byKey.set(keyOf(one), one);
    const candidates = keys.flatMap((key) => byKey.get(key) ?? []);
    const scored = scoredBy(candidates, words.found, near, query.q, meant !== null && !strict);
    const kept = unlike(scored, ({ candidate }) => candidate.stems, query.limit);
    const index = await counted;
    const passages = kept.map(
      ({ item, alike }): FoundPassage =>
        foundPassage(item.candidate, { score: item.score, by: item.by, alike, wanted: words.wanted }),
    );
    const note =
      embedder && !meant ? 'The model of meaning does not answer yet: found by words only.' : indexNote(index);
    return { passages, note, index };
  }

  async function understood(question: string): Promise<Meant | null> {
    if (!meaning) return null;
    return meaning.of(question).catch((error: unknown) => {
      log.warn('searching by words only', { error: errorKind(error) });
      return null;
    });
  }

  function byTheirWords(
    tenant: string,
    question: string,
    how: { meant: Meant | null; only: ReturnType<typeof onlyOf>; strict: boolean },
  ): Promise<{ wanted: Wanted; found: ByWords[] }> {
    return database.read(tenant, async (reader) => {
      const queries = queriesOf(reader);
      const wanted = await wantedWords(queries, question, how.strict ? [] : (how.meant?.related ?? []));
      const found = await byWords(queries, wanted, { only: how.only, exactly: how.strict ? question : null });
      return { wanted, found };
    });
  }

  async function byTheirMeaning(tenant: string, meant: Meant, only: ReturnType<typeof onlyOf>): Promise<Near[]> {
    const vectors = await deps.vectors();
    const index = await indexName(embedder as Embedder, vectors);
    return database.read(tenant, (reader) =>
      vectors.nearest(queriesOf(reader), tenant, index, meant.vector, nearest, only),
    );
  }

  return {
    search,
    state,
    /** What a question means to the model; rejects when that does not answer in time, or is switched off. */
    understand: (question: string): Promise<Meant> =>
      meaning ? meaning.of(question) : Promise.reject(new Failure('unavailable', 'search by meaning is switched off')),
    /** Loads the model, so that the next question need not wait. */
    wake: () => void meaning?.of('ready?').catch(() => {}),
  };
}
export type Search = ReturnType<typeof createSearch>;

function ranked(words: ByWords[], near: Near[]): string[] {
  const exact = words.filter((one) => one.exact > 0).sort((a, b) => b.exact - a.exact);
  return fuse([exact.map(keyOf), words.map(keyOf), near.map(keyOf)]);
}

interface Scored {
  candidate: Candidate;
  score: number;
  by: FoundPassage['by'];
}

/** Words against the best passage by words, meaning by the nearest sentence, and less for what lacks the kind of thing asked for. */
function scoredBy(
  candidates: Candidate[],
  words: ByWords[],
  near: Near[],
  question: string,
  byMeaning: boolean,
): Scored[] {
  const most = Math.max(...words.map((one) => one.related), 1e-9);
  const byKey = new Map(words.map((one) => [keyOf(one), one]));
  const isNear = new Set(near.map(keyOf));
  const holds = wantsOf(question);
  const usual = meanOf(candidates.flatMap(({ closeness }) => closeness ?? [])); // no word against what has no vectors yet
  return candidates
    .map((candidate): Scored => {
      const key = keyOf(candidate);
      const said = byKey.get(key);
      const lacking = holds !== null && !holds(candidate.text) ? worth.wanted : 0;
      const meant = byMeaning ? worth.meaning * (candidate.closeness ?? usual) : 0;
      return {
        candidate,
        score: worth.words * ((said?.related ?? 0) / most) + meant - lacking,
        by: [...(said ? (['words'] as const) : []), ...(isNear.has(key) ? (['meaning'] as const) : [])],
      };
    })
    .sort((a, b) => b.score - a.score || (keyOf(a.candidate) < keyOf(b.candidate) ? -1 : 1));
}

const meanOf = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
