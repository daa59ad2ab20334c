// Vectors on both their databases: sign codes on real PostgreSQL, pgvector's SQL in PGlite with the real extension.
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCodeKeeper } from '../../src/knowledge/code-keeper.js';
import type { Vectors } from '../../src/knowledge/vectors.js';
import { pgvector, setUpPgvector } from '../../src/knowledge/vectors-pgvector.js';
import { createSignCodes } from '../../src/knowledge/vectors-sign-codes.js';
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

const as = <T>(tenant: string, work: (queries: Queries) => Promise<T>) => changeRows(spine.database, tenant, work);
/** Loaded at a tenant's first question; what is written later is found by following the table. */
function followed(): Vectors {
  const keeper = createCodeKeeper(spine.database, spine.log);
  const loaded = new Map<string, Promise<void>>();
  const signCodes = createSignCodes(keeper);
  return {
    ...signCodes,
    async nearest(queries, tenant, embedder, ...rest) {
      const name = `${tenant} ${embedder}`;
      if (!loaded.has(name)) loaded.set(name, keeper.load(tenant, embedder));
      await loaded.get(name);
      return signCodes.nearest(queries, tenant, embedder, ...rest);
    },
  };
}
let inMemory: Vectors;
let byTable: Vectors;
beforeAll(() => {
  inMemory = followed();
  byTable = createSignCodes(createCodeKeeper(spine.database, spine.log, 0));
});
vectorsSuite('sign codes on PostgreSQL, by the table', () => ({ vectors: byTable, as }));
vectorsSuite('sign codes on PostgreSQL, in memory', () => ({ vectors: inMemory, as }));
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
    expect(await pgvector.nearest(queries, tenant, 'one/512', near(5), 5)).toEqual([]);
  });
});

describe('sign codes in memory', () => {
  const embedder = 'one/512';
  const put = (queries: Queries, tenant: string, documentId: string, vector: Float32Array) =>
    inMemory.replace(queries, tenant, documentId, embedder, [vector]);
  const found = (tenant: string, vector: Float32Array) =>
    as(tenant, async (queries) => {
      const list = await inMemory.nearest(queries, tenant, embedder, vector, 10);
      return list.map((one) => one.documentId);
    });

  it('lose what was deleted at once, and find what is next', async () => {
    const tenant = crypto.randomUUID();
    await as(tenant, async (queries) => {
      await put(queries, tenant, 'doc_1', near(1));
      await put(queries, tenant, 'doc_2', near(1, 0.1));
    });
    expect(await found(tenant, near(1))).toEqual(['doc_1', 'doc_2']);
    await as(tenant, (queries) => inMemory.replace(queries, tenant, 'doc_1', embedder, []));
    expect(await found(tenant, near(1))).toEqual(['doc_2']);
  });

  it('see what a transaction wrote that began before the last question and ended after it', async () => {
    const tenant = crypto.randomUUID();
    await as(tenant, (queries) => put(queries, tenant, 'doc_1', near(1)));
    expect(await found(tenant, near(1))).toEqual(['doc_1']);
    await as(tenant, async (late) => {
      await put(late, tenant, 'doc_late', near(1));
      await as(tenant, (queries) => put(queries, tenant, 'doc_2', near(1)));
      expect(await found(tenant, near(1))).toEqual(['doc_1', 'doc_2']);
    });
    expect(await found(tenant, near(1))).toEqual(['doc_1', 'doc_2', 'doc_late']);
  });

  it('forget a passage that another model has indexed since', async () => {
    const tenant = crypto.randomUUID();
    await as(tenant, (queries) => put(queries, tenant, 'doc_1', near(1)));
    expect(await found(tenant, near(1))).toEqual(['doc_1']);
    await as(tenant, (queries) => inMemory.replace(queries, tenant, 'doc_1', 'another/512', [near(1)]));
    expect(await found(tenant, near(1))).toEqual([]);
  });
});
