// Pools, one per role, and the tenant's transaction. Everything that talks to PostgreSQL comes through here.
import { Failure } from '@vito/runtime/failure';
import { errorKind, type Log } from '@vito/runtime/log';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.js';

/** Where each role connects. With `role` set, the login switches to that role when it connects. */
export interface DatabaseAccess {
  url: string;
  role?: string;
}
export interface DatabaseUrls {
  owner: DatabaseAccess;
  app: DatabaseAccess;
  dispatch: DatabaseAccess;
  auth: DatabaseAccess;
  /** Where the dispatching role listens; by default as `dispatch`, but a transaction pooler there would drop LISTEN. */
  listen?: DatabaseAccess;
}

export type Reader = Transaction<Tables>;

export interface Database {
  /** Pool of the app's role: verbs append through it. */
  app: pg.Pool;
  dispatch: pg.Pool;
  auth: pg.Pool;
  /** Runs reads as one tenant, in one read-only transaction. Never one inside another: each holds a connection. */
  read<T>(tenant: string, work: (reader: Reader) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

// Counters and sizes fit in a double; PostgreSQL's bigint would otherwise come as text. Timestamps of rows stay text.
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === 20) return Number;
    return pg.types.getTypeParser(oid, format);
  },
} as pg.CustomTypesConfig;

/** Opens the pools and refuses roles that could look past row level security. `size`: connections of the app's pool. */
export async function openDatabase(urls: DatabaseUrls, log: Log, size = 12): Promise<Database> {
  const app = createPool(urls.app, size, log);
  const dispatch = createPool(urls.dispatch, 6, log);
  const auth = createPool(urls.auth, 3, log);
  const pools = [app, dispatch, auth];
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: app }) }).withSchema('vito');

  async function close(): Promise<void> {
    await Promise.all(pools.map((pool) => pool.end()));
  }

  try {
    await refuseStrongRole(app, 'vito_app');
    await refuseStrongRole(dispatch, 'vito_dispatch');
    await refuseStrongRole(auth, 'vito_auth');
  } catch (error) {
    await close();
    throw error;
  }

  return {
    app,
    dispatch,
    auth,
    close,
    read: (tenant, work) =>
      kysely
        .transaction()
        .setAccessMode('read only')
        .execute(async (reader) => {
          await sql`select set_config('app.tenant', ${tenant}, true)`.execute(reader);
          return work(reader);
        }),
  };
}

/** A pool of one role. Errors of connections are logged or told to who waits, never thrown: a stopping server must not kill us. */
export function createPool(access: DatabaseAccess, size: number, log: Log, options: pg.PoolConfig = {}): pg.Pool {
  // No parallel workers: every statement here is short, and starting them costs more than they save.
  const settings = [
    '-c timezone=UTC',
    '-c max_parallel_workers_per_gather=0',
    ...(access.role ? [`-c role=${access.role}`] : []),
  ];
  const pool = new pg.Pool({
    connectionString: access.url,
    max: size,
    types,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    options: settings.join(' '),
    ...options,
  });
  // One that is out on loan has no listener of the pool's: without this, a database that dies between two statements of a
  // transaction would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', (error) => {
    if (!pool.ending) log.warn('a database connection was lost', { error: errorKind(error) });
  });
  return pool;
}

async function refuseStrongRole(pool: pg.Pool, wanted: string): Promise<void> {
  const { rows } = await pool.query<{ name: string; strong: boolean; owns: boolean }>(
    `select current_user as name, r.rolsuper or r.rolbypassrls as strong,
            exists (select from pg_class c where c.relnamespace = 'vito'::regnamespace
                    and pg_has_role(r.oid, c.relowner, 'member')) as owns
     from pg_roles r where r.rolname = current_user`,
  );
  const role = rows[0];
  if (!role || role.strong || role.owns || role.name !== wanted) {
    throw new Failure(
      'forbidden',
      `the database login works as "${role?.name}", but ViTo must work as "${wanted}", which row level security binds. ` +
        `Grant ${wanted} to the login of DATABASE_URL, or see "External PostgreSQL" in the README.`,
    );
  }
}

/** Whether an error says that the database is away or restarting, so that trying again later can help. */
export function isAway(error: unknown): boolean {
  const code = (error as { code?: unknown })?.code;
  if (typeof code !== 'string')
    return error instanceof Error && /Connection terminated|timeout exceeded|is not queryable/.test(error.message);
  return /^(08|57P0|53)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', '25006'].includes(code);
}
