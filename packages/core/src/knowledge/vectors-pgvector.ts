// Vectors with PostgreSQL's extension pgvector: an HNSW index. Made only where the server has the extension, so it stands
// apart from the numbered migrations.
import { Failure } from '@vito/runtime/failure';
import type { Queries } from '../platform/queries.js';
import type { Near, Vectors } from './vectors.js';

/** An index of pgvector takes at most this many dimensions. */
const mostDimensions = 2000;

/**
 * Makes the extension's table where the server has the extension, and says whether it stands. `queries`: a transaction of
 * the owner. Another dimension than before empties the table: its vectors are made anew in the background.
 */
export async function setUpPgvector(queries: Queries, dimensionWanted: () => Promise<number>): Promise<boolean> {
  const { rows } = await queries.query<{ name: string }>(
    "select name from pg_available_extensions where name = 'vector'",
  );
  if (rows.length === 0) return false;
  if (!(await installed(queries))) return false;
  const dimension = await dimensionWanted();
  if (dimension > mostDimensions) return false;
  const now = await dimensionOf(queries);
  if (now === dimension) return true;
  if (now !== null) await queries.query('drop table vito.passage_embedding');
  await queries.query(`create table vito.passage_embedding (
    tenant_id uuid not null,
    document_id text not null,
    number integer not null,
    embedder text not null,
    embedding ${await vectorType(queries)}(${dimension}) not null,
    primary key (tenant_id, document_id, number),
    -- Whatever leaves the index leaves this table in the same moment.
    foreign key (tenant_id, document_id, number) references vito.passage on delete cascade
  )`);
  await queries.query(
    'create index passage_embedding_near on vito.passage_embedding using hnsw (embedding vector_cosine_ops)',
  );
  await queries.query("select vito.protect('vito.passage_embedding')");
  await queries.query('grant select, insert, update, delete on vito.passage_embedding to vito_app');
  return true;
}

/** A server may have the extension and not let this login install it: then sign codes do. */
async function installed(queries: Queries): Promise<boolean> {
  const { rows } = await queries.query<{ extname: string }>(
    "select extname from pg_extension where extname = 'vector'",
  );
  if (rows.length > 0) return true;
  await queries.query('savepoint before_extension');
  try {
    await queries.query('create extension vector');
    return true;
  } catch {
    await queries.query('rollback to savepoint before_extension');
    return false;
  }
}

async function dimensionOf(queries: Queries): Promise<number | null> {
  const { rows } = await queries.query<{ dimension: number }>(
    `select atttypmod as dimension from pg_attribute
     where attrelid = to_regclass('vito.passage_embedding') and attname = 'embedding'`,
  );
  return rows[0]?.dimension ?? null;
}

/** The type's name with the schema it was installed in. */
async function vectorType(queries: Queries): Promise<string> {
  const { rows } = await queries.query<{ schema: string }>(
    `select quote_ident(n.nspname) as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
     where e.extname = 'vector'`,
  );
  if (!rows[0]) throw new Failure('unavailable', 'the extension pgvector is not installed in this database');
  return `${rows[0].schema}.vector`;
}

export const pgvector: Vectors = {
  kind: 'pgvector',

  async replace(queries, tenant, documentId, embedder, vectors) {
    await queries.query('delete from vito.passage_embedding where tenant_id = $1 and document_id = $2', [
      tenant,
      documentId,
    ]);
    await queries.query(
      `insert into vito.passage_embedding (tenant_id, document_id, number, embedder, embedding)
       select $1, $2, x.place - 1, $3, x.vector::vector from unnest($4::text[]) with ordinality as x (vector, place)`,
      [tenant, documentId, embedder, vectors.map(literal)],
    );
  },

  async nearest(queries, _tenant, embedder, vector, limit, only) {
    // The index looks on until enough rows pass the tenant's policy and the filter (pgvector 0.8 and later).
    await queries.query("select set_config('hnsw.iterative_scan', 'relaxed_order', true)");
    const filter = only?.(4);
    const joined = filter ? 'join vito.passage p using (tenant_id, document_id, number)' : '';
    const { rows } = await queries.query<{ document_id: string; number: number; distance: number }>(
      `select e.document_id, e.number, e.embedding <=> $1::vector as distance from vito.passage_embedding e ${joined}
       where e.embedder = $2 ${filter ? `and ${filter.where}` : ''}
       order by e.embedding <=> $1::vector limit $3`,
      [literal(vector), embedder, limit, ...(filter?.values ?? [])],
    );
    return rows
      .map((row): Near => ({ documentId: row.document_id, number: row.number, cosine: 1 - row.distance }))
      .sort((a, b) => b.cosine - a.cosine);
  },
};

const literal = (vector: Float32Array): string => `[${Array.from(vector).join(',')}]`;
