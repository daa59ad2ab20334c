// SQL as text, for statements that a query builder only hides. One shape for whatever runs them, within one tenant's transaction.
import { CompiledQuery } from 'kysely';
import type { Database, Reader } from './database.js';

export interface Queries {
  query<R>(text: string, values?: unknown[]): Promise<{ rows: R[] }>;
}

/** The statements of a read-only transaction. */
export const queriesOf = (reader: Reader): Queries => ({
  query: async <R>(text: string, values: unknown[] = []) => {
    const { rows } = await reader.executeQuery<R>(CompiledQuery.raw(text, values) as CompiledQuery<R>);
    return { rows };
  },
});

/** Changes rows of one tenant that are no projection, in one transaction. */
export async function changeRows<T>(
  database: Database,
  tenant: string,
  work: (queries: Queries) => Promise<T>,
): Promise<T> {
  const client = await database.app.connect();
  const queries: Queries = {
    query: async <R>(text: string, values: unknown[] = []) => ({
      rows: (await client.query(text, values)).rows as R[],
    }),
  };
  try {
    await client.query('begin');
    await client.query("select set_config('app.tenant', $1, true)", [tenant]);
    const result = await work(queries);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
