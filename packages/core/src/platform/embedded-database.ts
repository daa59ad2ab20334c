// A real PostgreSQL server, started from npm's binaries on a data folder: no installation, no container.
import { chmod, mkdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '@vito/runtime/log';
import pg from 'pg';
import { findBinaries } from './postgres-binaries.js';
import {
  checkVersion,
  createCluster,
  ownerRole,
  readSecret,
  resetOwnerPassword,
  rolePassword,
} from './postgres-cluster.js';
import { endLeftovers, endServer } from './postgres-process.js';
import { bootServer, type PostgresServer } from './postgres-server.js';
import { chooseLaunch } from './postgres-user.js';

export interface EmbeddedOptions {
  /** The data folder. The cluster is its `postgres`, the server's log `log/postgres.log`, the secret in `keys`. */
  folder: string;
  log: Log;
  /** Ends a start that is under way. A server that stands is ended by `stop`. */
  signal?: AbortSignal;
  /** Roles that can log in; made where missing: no superuser, no BYPASSRLS, no rights. */
  logins?: readonly string[];
  /** Server settings over the usual ones. */
  settings?: Record<string, string>;
  /** See LaunchOptions. */
  setpriv?: string | null;
  /** Milliseconds until connections must be taken; recovery after a crash counts. */
  readyWithin?: number;
}

export interface EmbeddedDatabase {
  /** The server's process, and its port on 127.0.0.1. Both can change with `restart`. */
  readonly pid: number;
  readonly port: number;
  /** PostgreSQL's version, e.g. `18.4`. */
  readonly version: string;
  /** A connection string, by default of the owner and for the database `vito`. */
  url(role?: string, database?: string): string;
  /** Fast shutdown, by force after 10 s. Safe to call twice. */
  stop(): Promise<void>;
  /** Ends the server without any warning, as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
  /** Starts again after an end of any kind, on the same port where it is still free. */
  restart(): Promise<void>;
  /** Called when the server ends without having been asked to. The caller decides whether to `restart`. */
  onExit(listener: (how: string) => void): void;
}

const database = 'vito';

/**
 * Starts the database, making it on first use, whatever an earlier run left behind: a server whose parent was killed is
 * stopped first, a stale postmaster.pid does not block, a half-made cluster is made anew.
 * Throws Failure: 'conflict' (another major version, a process that cannot be ended), 'forbidden', 'unavailable'.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { log } = options;
  const binaries = await findBinaries();
  const folder = await prepareFolder(options.folder);
  const cluster = join(folder, 'postgres');
  const state = await checkVersion(cluster, binaries);
  const setpriv = options.setpriv === undefined ? {} : { setpriv: options.setpriv };
  const launch = await chooseLaunch({ binaries, folder, cluster, ...setpriv });
  const { reused } = await endLeftovers(cluster, log);
  const { secret, isNew } = await readSecret(folder);
  if (state === 'missing') await createCluster(cluster, secret, binaries, launch);
  else if (isNew) await resetOwnerPassword(cluster, secret, binaries, launch);
  const boot = (port: number | null, reusedPid: number | null) =>
    bootServer({
      folder,
      cluster,
      postgres: binaries.postgres,
      launch,
      secret,
      port,
      reusedPid,
      settings: options.settings ?? {},
      readyWithin: options.readyWithin ?? 120_000,
      signal: options.signal,
    });
  const first = await boot(null, reused);
  const handle = hold(first, async (port) => boot(port, (await endLeftovers(cluster, log)).reused), log);
  const url = (role: string = ownerRole, name: string = database) =>
    `postgres://${role}:${rolePassword(secret, role)}@127.0.0.1:${handle.port}/${name}`;
  try {
    await prepareDatabase(url(ownerRole, 'postgres'), options.logins ?? [], secret);
  } catch (error) {
    await handle.stop();
    throw error;
  }
  return Object.assign(handle, { version: binaries.version, url });
}

/** What the running server can be told. Orders are carried out one after the other. */
function hold(first: PostgresServer, again: (port: number) => Promise<PostgresServer>, log: Log) {
  const listeners: ((how: string) => void)[] = [];
  let asked = false;
  let orders = Promise.resolve();
  let server = watch(first);

  function watch(next: PostgresServer): PostgresServer {
    void next.ended.then((how) => {
      if (asked || server !== next) return;
      log.error('the database server ended by itself', { reason: how, pid: next.pid });
      for (const listener of listeners) listener(how);
    });
    return next;
  }

  function order(work: () => Promise<void>): Promise<void> {
    const done = orders.then(work);
    orders = done.catch(() => undefined);
    return done;
  }

  async function end(): Promise<void> {
    asked = true;
    server.child.ref();
    if (server.child.exitCode === null && server.child.signalCode === null) await endServer(server.pid);
    await server.ended;
  }

  return {
    get pid() {
      return server.pid;
    },
    get port() {
      return server.port;
    },
    stop: () => order(end),
    async kill() {
      server.child.ref();
      server.child.kill('SIGKILL');
      await server.ended;
    },
    restart: () =>
      order(async () => {
        await end();
        server = watch(await again(server.port));
        asked = false;
      }),
    onExit: (listener: (how: string) => void) => void listeners.push(listener),
  };
}

/** As root, the server's own user must be able to pass through the folder; what lies in it stays closed. */
async function prepareFolder(path: string): Promise<string> {
  await mkdir(join(path, 'log'), { recursive: true, mode: 0o700 });
  const { mode } = await stat(path);
  if (process.getuid?.() === 0 && (mode & 0o001) === 0) await chmod(path, (mode & 0o777) | 0o011);
  return realpath(path);
}

async function prepareDatabase(url: string, logins: readonly string[], secret: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
    for (const role of logins) {
      const name = pg.escapeIdentifier(role);
      const known = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
      const verb = known.rowCount === 0 ? 'CREATE' : 'ALTER';
      await client.query(`${verb} ROLE ${name} LOGIN PASSWORD '${rolePassword(secret, role)}'`);
    }
  } finally {
    await client.end();
  }
}
