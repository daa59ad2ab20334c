// Vectors on both their databases: sign codes on real PostgreSQL, pgvector's SQL in PGlite with the real extension.
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pgvector, setUpPgvector } from '../../src/knowledge/vectors-pgvector.js';
import { signCodes } from '../../src/knowledge/vectors-sign-codes.js';
import { readMigrations } from '../../src/platform/migrate.js';
import { changeRows, type Queries } from '../../src/platform/queries.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { near, vectorsSuite } from './vectors-suite.js';

let spine: Spine;
let lite: PGlite;

const liteQueries: Queries = {
  query: async <R>(text: string, values: unknown[] = []) => ({ rows: (await lite.query<R>(text, values)).rows }),
};

async function asInLite<T>(tenant: string, work: (queries: Queries) => Promise<T>): Promise<T> {
  await lite.exec('begin; set local role vito_app');
  try {
    await lite.query("select set_config('app.tenant', $1, true)", [tenant]);
    const result = await work(liteQueries);
    await lite.exec('commit');
    return result;
  } catch (error) {
    await lite.exec('rollback');
    throw error;
  }
}

beforeAll(async () => {
  spine = await openSpine();
  lite = await PGlite.create({ extensions: { vector } });
  await lite.exec('create schema vito_meta; create table vito_meta.migration (name text primary key)');
  for (const migration of await readMigrations()) await lite.exec(migration.sql);
  await lite.exec('begin');
  expect(await setUpPgvector(liteQueries, async () => 512)).toBe(true);
  await lite.exec('commit');
}, 180_000);
afterAll(async () => {
  await lite.close();
  await spine.close();
});

vectorsSuite('sign codes on PostgreSQL', () => ({
  vectors: signCodes,
  as: (tenant, work) => changeRows(spine.database, tenant, work),
}));
vectorsSuite('pgvector in PGlite', () => ({ vectors: pgvector, as: asInLite }));

it('takes pgvector only where the server has it', async () => {
  const owner: Queries = {
    query: async <R>(text: string, values: unknown[] = []) => ({ rows: (await spine.sql(text, values)) as R[] }),
  };
  expect(await setUpPgvector(owner, async () => 512)).toBe(false);
});

it('sets up pgvector again without harm, and empties it where the dimension is another', async () => {
  await lite.exec('begin');
  expect(await setUpPgvector(liteQueries, async () => 512)).toBe(true);
  const before = await lite.query<{ n: number }>('select count(*)::int as n from vito.passage_embedding');
  expect(before.rows[0]?.n).toBeGreaterThan(0);
  expect(await setUpPgvector(liteQueries, async () => 8)).toBe(true);
  const after = await lite.query<{ n: number }>('select count(*)::int as n from vito.passage_embedding');
  expect(after.rows[0]?.n).toBe(0);
  expect(await setUpPgvector(liteQueries, async () => 3072)).toBe(false);
  await lite.exec('rollback');
});

it('loses an embedding in the moment its passage goes', async () => {
  const tenant = crypto.randomUUID();
  await asInLite(tenant, async (queries) => {
    await queries.query(
      `insert into vito.passage values ($1, 'doc_g', 0, 0, 1, null, 'mail', 'text', '', '[]', '', null, null, ''::tsvector)`,
      [tenant],
    );
    await pgvector.replace(queries, tenant, 'doc_g', 'one/512', [near(5)]);
    await queries.query('delete from vito.passage');
    expect(await pgvector.nearest(queries, 'one/512', near(5), 5)).toEqual([]);
  });
});
