// Vectors in core PostgreSQL: a shortlist by sign codes, then ranked exactly by the vectors themselves.
import type { Queries } from '../platform/queries.js';
import type { CodeKeeper } from './code-keeper.js';
import type { KeptCodes } from './kept-codes.js';
import { signCode } from './sign-code.js';
import { dot, keyOf, type Near, type Only, type PassageKey, type Vectors } from './vectors.js';

/** How many passages are ranked exactly. */
export const shortlistSize = 200;

export const createSignCodes = (keeper: CodeKeeper): Vectors => ({
  kind: 'sign codes',

  async replace(queries, tenant, documentId, embedder, vectors) {
    for (const table of ['passage_code', 'passage_vector'])
      await queries.query(`delete from vito.${table} where tenant_id = $1 and document_id = $2`, [tenant, documentId]);
    await queries.query(
      `insert into vito.passage_code (tenant_id, document_id, number, embedder, code)
       select $1, $2, x.place - 1, $3, x.code::bit(512) from unnest($4::text[]) with ordinality as x (code, place)`,
      [tenant, documentId, embedder, vectors.map(signCode)],
    );
    await queries.query(
      `insert into vito.passage_vector (tenant_id, document_id, number, vector)
       select $1, $2, x.place - 1, decode(x.vector, 'hex') from unnest($3::text[]) with ordinality as x (vector, place)`,
      [tenant, documentId, vectors.map((vector) => bytesOf(vector).toString('hex'))],
    );
  },

  async nearest(queries, tenant, embedder, vector, limit, only) {
    const size = Math.max(shortlistSize, limit);
    const kept = only ? null : await keeper.upToDate(queries, tenant, embedder);
    if (!kept)
      return (await rankExactly(queries, await shortlist(queries, embedder, vector, size, only), vector)).slice(
        0,
        limit,
      );
    const ranked = await rankKept(queries, kept, vector, size);
    return ranked.slice(0, limit);
  },
});

/** What is no more is forgotten; where that leaves too few, the next ones are looked at. */
async function rankKept(queries: Queries, kept: KeptCodes, vector: Float32Array, size: number): Promise<Near[]> {
  const code = bytesOfCode(signCode(vector));
  for (;;) {
    const keys = kept.nearest(code, size);
    const ranked = await rankExactly(queries, keys, vector);
    if (ranked.length === keys.length) return ranked;
    const there = new Set(ranked.map(keyOf));
    for (const key of keys) if (!there.has(keyOf(key))) kept.forget(key);
  }
}

/** The passages whose codes differ least from the question's, by the table: where a filter holds, or memory does not have them. */
export async function shortlist(
  queries: Queries,
  embedder: string,
  vector: Float32Array,
  size: number,
  only?: Only | null,
): Promise<PassageKey[]> {
  // By the index on the tenant: the policy's condition is then looked up once, not computed for every row.
  await queries.query('set local enable_seqscan = off');
  const filter = only?.(4);
  const joined = filter ? 'join vito.passage p using (tenant_id, document_id, number)' : '';
  const { rows } = await queries.query<{ document_id: string; number: number }>(
    `select c.document_id, c.number from vito.passage_code c ${joined}
     where c.embedder = $2 ${filter ? `and ${filter.where}` : ''}
     order by bit_count(c.code # $1::bit(512)) limit $3`,
    [signCode(vector), embedder, size, ...(filter?.values ?? [])],
  );
  return rows.map((row) => ({ documentId: row.document_id, number: row.number }));
}

async function rankExactly(queries: Queries, keys: PassageKey[], vector: Float32Array): Promise<Near[]> {
  const { rows } = await queries.query<{ document_id: string; number: number; vector: Uint8Array }>(
    `select v.document_id, v.number, v.vector from unnest($1::text[], $2::int[]) as k (document_id, number)
     join vito.passage_vector v using (document_id, number)`,
    [keys.map((key) => key.documentId), keys.map((key) => key.number)],
  );
  return rows
    .map((row) => ({
      documentId: row.document_id,
      number: row.number,
      cosine: dot(vector, floatsOf(row.vector)),
    }))
    .sort((a, b) => b.cosine - a.cosine || byKey(a, b));
}

const byKey = (a: PassageKey, b: PassageKey) =>
  a.documentId < b.documentId ? -1 : a.documentId > b.documentId ? 1 : a.number - b.number;

const bytesOfCode = (code: string) =>
  Uint8Array.from({ length: code.length / 8 }, (_, i) => Number.parseInt(code.slice(i * 8, i * 8 + 8), 2));

const bytesOf = (vector: Float32Array) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);

/** A copy, since a view must start at a multiple of four. */
const floatsOf = (bytes: Uint8Array) => new Float32Array(Uint8Array.from(bytes).buffer);
