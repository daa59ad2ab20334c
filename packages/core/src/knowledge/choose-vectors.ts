// Where vectors are kept: with pgvector on a server that has it, else in core PostgreSQL. Found out once.
import { errorKind, type Log } from '@vito/runtime/log';
import pg from 'pg';
import type { Queries } from '../platform/queries.js';
import type { Embedder } from './embed.js';
import type { Vectors } from './vectors.js';
import { pgvector, setUpPgvector } from './vectors-pgvector.js';

/** `ownerUrl`: on a direct connection. Rejects never: what cannot be found out means sign codes. */
export function chooseVectors(
  ownerUrl: string,
  embedder: Embedder | null,
  signCodes: Vectors,
  log: Log,
): () => Promise<Vectors> {
  let chosen: Promise<Vectors> | null = null;

  async function choose(): Promise<Vectors> {
    if (!embedder) return signCodes;
    const client = new pg.Client({ connectionString: ownerUrl });
    client.on('error', () => {});
    const queries: Queries = {
      query: async <R>(text: string, values: unknown[] = []) => ({
        rows: (await client.query(text, values)).rows as R[],
      }),
    };
    try {
      await client.connect();
      await client.query('begin');
      await client.query("select pg_advisory_xact_lock(hashtext('vito.pgvector'))");
      const stands = await setUpPgvector(queries, async () => (await embedder.identity()).dimension);
      await client.query('commit');
      return stands ? pgvector : signCodes;
    } catch (error) {
      log.warn('pgvector could not be set up, searching by sign codes', { error: errorKind(error) });
      return signCodes;
    } finally {
      await client.end().catch(() => {});
    }
  }

  return () => {
    chosen ??= choose();
    return chosen;
  };
}
