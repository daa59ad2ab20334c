// Which tenants' sign codes are in memory, and that they follow the table. A tenant's are loaded beside its first question;
// each later one first reads what was written since. What was deleted is told by whoever ranks and does not find it.
import { errorKind, type Log } from '@vito/runtime/log';
import type { Database } from '../platform/database.js';
import { type Queries, queriesOf } from '../platform/queries.js';
import { KeptCodes } from './kept-codes.js';
import type { PassageKey } from './vectors.js';

/** Passages over all tenants, about 150 bytes each. The tenant asked longest ago goes first. */
export const mostKept = 1_000_000;
const page = 5000;

interface Kept {
  codes: KeptCodes;
  /** Transactions before this one have ended, and what they wrote is in `codes`. */
  seen: string;
}

interface Row {
  document_id: string;
  number: number;
  code: Uint8Array;
}

export function createCodeKeeper(database: Database, log: Log, most = mostKept) {
  const kept = new Map<string, Kept>(); // the tenant asked last is last
  const loading = new Map<string, Promise<void>>();
  const tooLarge = new Set<string>(); // for as long as the process lives

  /** The codes as they are now, or null while they are not in memory: they will be, unless there are too many. */
  async function upToDate(queries: Queries, tenant: string, embedder: string): Promise<KeptCodes | null> {
    const name = `${tenant} ${embedder}`;
    const found = kept.get(name);
    if (!found) {
      if (!tooLarge.has(name)) void load(tenant, embedder).catch(() => {});
      return null;
    }
    kept.delete(name);
    kept.set(name, found);
    const { seen, now } = await horizons(queries);
    const { rows } = await queries.query<Row & { same: boolean }>(
      `select document_id, number, substr(bit_send(code), 5) as code, embedder = $1 as same from vito.passage_code
       where written >= $2::bigint and written < $3::bigint`,
      [embedder, found.seen, now],
    );
    for (const row of rows) {
      if (row.same) put(found.codes, row);
      else found.codes.forget(passageOf(row));
    }
    if (BigInt(seen) > BigInt(found.seen)) found.seen = seen;
    return found.codes;
  }

  function load(tenant: string, embedder: string): Promise<void> {
    const name = `${tenant} ${embedder}`;
    const before = loading.get(name);
    if (before) return before;
    const work = loadAll(tenant, embedder)
      .then((loaded) => {
        if (loaded) kept.set(name, loaded);
        else tooLarge.add(name);
        makeRoom();
      })
      .catch((error: unknown) => {
        log.warn('sign codes could not be kept in memory', { error: errorKind(error) });
        throw error;
      })
      .finally(() => loading.delete(name));
    loading.set(name, work);
    return work;
  }

  /** Page by page, so that nothing waits for long; null: too many to keep. */
  async function loadAll(tenant: string, embedder: string): Promise<Kept | null> {
    const codes = new KeptCodes();
    const { seen } = await database.read(tenant, (reader) => horizons(queriesOf(reader)));
    let last: PassageKey = { documentId: '', number: -1 };
    for (;;) {
      const { rows } = await database.read(tenant, (reader) =>
        queriesOf(reader).query<Row>(
          `select document_id, number, substr(bit_send(code), 5) as code from vito.passage_code
           where embedder = $1 and (document_id, number) > ($2, $3) order by document_id, number limit ${page}`,
          [embedder, last.documentId, last.number],
        ),
      );
      for (const row of rows) put(codes, row);
      if (codes.size > most) return null;
      const end = rows.at(-1);
      if (rows.length < page || !end) return { codes, seen };
      last = passageOf(end);
    }
  }

  function makeRoom(): void {
    let all = [...kept.values()].reduce((sum, one) => sum + one.codes.size, 0);
    for (const [name, one] of kept) {
      if (all <= most) return;
      kept.delete(name);
      all -= one.codes.size;
    }
  }

  return { upToDate, load };
}
export type CodeKeeper = ReturnType<typeof createCodeKeeper>;

const passageOf = (row: Row): PassageKey => ({ documentId: row.document_id, number: row.number });
const put = (codes: KeptCodes, row: Row): void => codes.set(passageOf(row), row.code);

/** The first transaction that may still be open, and the next to come. */
async function horizons(queries: Queries): Promise<{ seen: string; now: string }> {
  const { rows } = await queries.query<{ seen: string; now: string }>(
    `select pg_snapshot_xmin(s)::text as seen, pg_snapshot_xmax(s)::text as now from pg_current_snapshot() as s`,
  );
  return rows[0] as { seen: string; now: string };
}
