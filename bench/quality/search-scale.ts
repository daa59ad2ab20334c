// How fast search is over a hundred thousand passages, and whether the shortlist of sign codes loses any that are nearest.

import { signCode } from '../../packages/core/src/knowledge/sign-code.js';
import { dot } from '../../packages/core/src/knowledge/vectors.js';
import { shortlist, shortlistSize } from '../../packages/core/src/knowledge/vectors-sign-codes.js';
import { queriesOf } from '../../packages/core/src/platform/queries.js';
import { createRandom } from '../crash/random.js';
import type { Part } from '../setup/report.js';
import { quantile } from '../setup/report.js';
import { questions } from './search-questions.js';
import type { SearchServer } from './search-server.js';

interface Kept {
  document_id: string;
  number: number;
  embedder: string;
  vector: Buffer;
}

/** Fills the tenant up to `size` passages by copies of its own with vectors moved a little, then searches them. */
export async function searchAtScale(server: SearchServer, size: number): Promise<Part> {
  const { owner, tenant } = server;
  const { rows } = await owner.query<Kept>(
    `select v.document_id, v.number, c.embedder, v.vector from vito.passage_vector v join vito.passage_code c using (tenant_id, document_id, number)
     where tenant_id = $1`,
    [tenant],
  );
  const real = await shortlisted(server, rows);
  await multiply(server, rows, size);
  const times = await timed(server);
  const p95 = (values: number[]) => quantile(values, 0.95);
  const figures = {
    realVectors: rows.length,
    shortlistHolds: real,
    passages: size,
    searchP50: quantile(times.search, 0.5),
    searchP95: p95(times.search),
    questionP95: p95(times.question),
    wholeP95: p95(times.whole),
  };
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  return {
    figures,
    checks: [
      [
        `search, a shortlist of ${shortlistSize} holds >= 0.95 of the exact top 10 over ${rows.length} real vectors`,
        real >= 0.95 && rows.length >= 5000,
      ],
      [
        `search, ${size} passages in under 100 ms (p95, question embedded before)`,
        figures.searchP95 < 100 && size >= 100_000,
      ],
    ],
    lines: [
      `shortlist of ${shortlistSize}: holds ${real.toFixed(3)} of the exact top 10, over ${rows.length} real vectors`,
      `${size} passages: p50 ${ms(figures.searchP50)}, p95 ${ms(figures.searchP95)}; the question's own vector and words p95 ${ms(figures.questionP95)}; both over HTTP p95 ${ms(figures.wholeP95)}`,
    ],
  };
}

/** The mean share of the ten nearest passages, by their vectors, that the shortlist holds. */
async function shortlisted({ app, tenant }: SearchServer, rows: Kept[]): Promise<number> {
  const { database } = app.services;
  const vectors = rows.map((row) => ({ key: `${row.document_id} ${row.number}`, vector: floats(row.vector) }));
  let held = 0;
  const asked = questions();
  for (const { question } of asked) {
    const { vector } = await app.services.search.understand(question);
    const exact = vectors
      .map(({ key, vector: own }) => ({ key, cosine: dot(vector, own) }))
      .sort((a, b) => b.cosine - a.cosine)
      .slice(0, 10);
    const keys = await database.read(tenant, (reader) =>
      shortlist(queriesOf(reader), rows[0]?.embedder ?? '', vector, shortlistSize),
    );
    const short = new Set(keys.map((key) => `${key.documentId} ${key.number}`));
    held += exact.filter(({ key }) => short.has(key)).length;
  }
  return held / (10 * asked.length);
}

/** Letters at the end of a document's id that the number of its copy takes: an id must stay one that the contract knows. */
const idEnd = 4;

/** Whole documents are copied under new ids: passages, words, sentences; vectors are moved by about a tenth of their spread. */
async function multiply({ owner, tenant }: SearchServer, rows: Kept[], size: number): Promise<void> {
  const random = createRandom(11);
  const tables = [
    'document',
    'document_index',
    'passage',
    'passage_word',
    'passage_sentences',
    'passage_code',
    'passage_vector',
  ];
  for (const table of tables) await owner.query(`alter table vito.${table} no force row level security`);
  for (let copy = 1, have = rows.length; have < size; copy++) {
    const some = rows.slice(0, size - have);
    const suffix = String(copy).padStart(idEnd, '0');
    const only = [tenant, suffix, [...new Set(some.map((row) => row.document_id))]];
    for (const table of ['document', 'document_index', 'passage', 'passage_word', 'passage_sentences'])
      await owner.query(copyOf(table), only);
    const moved = some.map((row) => floats(row.vector).map((value) => value + (random.next() - 0.5) * 0.02));
    await owner.query(
      `with given as (select * from unnest($2::text[], $3::int[], $4::text[], $5::text[]) as g (id, n, code, vector)),
       coded as (insert into vito.passage_code (tenant_id, document_id, number, embedder, code)
         select $1, id, n, $6, code::bit(512) from given)
       insert into vito.passage_vector (tenant_id, document_id, number, vector) select $1, id, n, decode(vector, 'hex') from given`,
      [
        tenant,
        some.map((row) => row.document_id.slice(0, -idEnd) + suffix),
        some.map((row) => row.number),
        moved.map(signCode),
        moved.map((vector) => Buffer.from(vector.buffer).toString('hex')),
        rows[0]?.embedder,
      ],
    );
    have += some.length;
  }
  for (const table of tables) await owner.query(`alter table vito.${table} force row level security`);
  await owner.query('vacuum analyze');
}

const columns: Record<string, string> = {
  document:
    'name, state, kind, size, media_type, address, parent_id, title, pages, problem_reason, problem_message, extracted, received_at, version',
  document_index: 'cutter, embedder',
  passage: 'number, from_offset, to_offset, page, kind, text, context, speakers, people, said, said_at, words',
  passage_word: 'word, numbers',
  passage_sentences: 'number, vectors',
};

const copyOf = (table: string): string =>
  `insert into vito.${table} (tenant_id, document_id, ${columns[table]})
   select tenant_id, left(document_id, -${idEnd}) || $2, ${columns[table]} from vito.${table} where tenant_id = $1 and document_id = any ($3)`;

async function timed({ app, client, tenant }: SearchServer) {
  const times = { search: [] as number[], question: [] as number[], whole: [] as number[] };
  const took = async (list: number[], work: () => Promise<unknown>) => {
    const from = performance.now();
    await work();
    list.push(performance.now() - from);
  };
  const { search } = app.services;
  for (const { question: q } of questions().slice(0, 5)) await search.search(tenant, { q, limit: 10 });
  for (const { question } of questions()) {
    const q = `${question} `; // not asked before: nothing is remembered of it
    await took(times.question, () => search.understand(q));
    await took(times.search, () => search.search(tenant, { q, limit: 10 }));
    await took(times.whole, () => client.call('search', { query: { q: ` ${question}` } }));
  }
  return times;
}

const floats = (bytes: Buffer): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer);
