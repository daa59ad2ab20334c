// One run of the PostgreSQL server's process: its settings, its port, and when it is ready.
import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Failure, messageOf } from '@vito/runtime/failure';
import { wait } from '@vito/runtime/wait';
import pg from 'pg';
import { cleanEnvironment, ownerRole, rolePassword } from './postgres-cluster.js';
import { clusterName, endServer } from './postgres-process.js';
import type { Launch } from './postgres-user.js';

export interface PostgresServer {
  child: ChildProcess;
  pid: number;
  port: number;
  /** Resolves with how it ended. */
  ended: Promise<string>;
}

export interface Boot {
  /** The data folder, real path. */
  folder: string;
  cluster: string;
  postgres: string;
  launch: Launch;
  secret: string;
  /** The port to take if it is free; null: any. */
  port: number | null;
  /** See Leftovers.reused. */
  reusedPid: number | null;
  /** Over the usual settings. */
  settings: Record<string, string>;
  /** Milliseconds until connections must be taken. */
  readyWithin: number;
  signal: AbortSignal | undefined;
}

/** Starts the server and waits until it takes connections. A port that somebody else took meanwhile is tried anew. */
export async function bootServer(boot: Boot): Promise<PostgresServer> {
  const { secret } = boot;
  const logFile = join(boot.folder, 'log', 'postgres.log');
  let preferred = boot.port;
  for (let attempt = 1; ; attempt++) {
    const port = preferred !== null && (await isFree(preferred)) ? preferred : await freePort();
    const from = await rotate(logFile);
    const server = await spawnServer(boot, port, logFile);
    const url = `postgres://${ownerRole}:${rolePassword(secret, ownerRole)}@127.0.0.1:${port}/postgres`;
    const problem = await untilReady(server, url, boot);
    if (problem === null) return server;
    await endServer(server.pid, 1_000);
    await server.ended;
    const said = (await readFile(logFile, 'utf8')).slice(from).trim();
    if (boot.signal?.aborted) throw new Failure('unavailable', 'The start of the database was ended.');
    const taken = /could not bind|Address already in use/.test(said);
    if (taken && attempt < 5) {
      preferred = null;
      continue;
    }
    const tail = said.split('\n').slice(-12).join('\n');
    throw new Failure(
      'unavailable',
      `The embedded database does not start: ${problem}. ${logFile} ends with:\n${tail}`,
    );
  }
}

async function spawnServer(boot: Boot, port: number, logFile: string): Promise<PostgresServer> {
  const { launch, cluster, reusedPid } = boot;
  const settings = { ...serverSettings(cluster), ...boot.settings, port: `${port}` };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { file, args, ...as } = launch.command(boot.postgres, ['-D', cluster, ...flags]);
  // PostgreSQL takes a lock file that names its grandparent for stale, while it still checks the shared memory of it.
  const env = { ...cleanEnvironment, ...(reusedPid === null ? {} : { PG_GRANDPARENT_PID: `${reusedPid}` }) };
  const output = await open(logFile, 'a', 0o600);
  const child = spawn(file, args, { ...as, env, cwd: '/', detached: true, stdio: ['ignore', output.fd, output.fd] });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(messageOf(error)));
    child.once('exit', (code, signal) => resolve(signal ?? `exit ${code}`));
  });
  child.unref();
  await output.close();
  if (child.pid === undefined) throw new Failure('unavailable', `The embedded database does not start: ${await ended}`);
  const pid = child.pid;
  const endWithUs = () => void (child.exitCode === null && child.signalCode === null && child.kill('SIGINT'));
  process.once('exit', endWithUs);
  void ended.then(() => process.off('exit', endWithUs));
  return { child, pid, port, ended };
}

/** No row, parameter or statement may reach the log: errors of statements go to the client alone. */
function serverSettings(cluster: string): Record<string, string> {
  return {
    cluster_name: clusterName(cluster),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '60',
    shared_buffers: '128MB',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    wal_compression: 'on',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'off',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_statement: 'none',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_checkpoints: 'off',
    log_lock_waits: 'off',
    max_logical_replication_workers: '0',
    log_autovacuum_min_duration: '-1',
  };
}

/** Null when a connection was made; otherwise what is wrong. */
async function untilReady(server: PostgresServer, url: string, boot: Boot): Promise<string | null> {
  const { readyWithin, signal } = boot;
  const deadline = Date.now() + readyWithin;
  let end: string | null = null;
  void server.ended.then((how) => {
    end = how;
  });
  for (;;) {
    if (end !== null) return `it ended (${end})`;
    if (signal?.aborted) return 'it was told to stop';
    const refusal = await connectOnce(url);
    if (refusal === null) return null;
    if (refusal === '28P01') return 'its password is another one: remove keys/database.json and start again';
    if (Date.now() > deadline) return `it takes no connections after ${readyWithin / 1000} s (${refusal})`;
    await wait(15, signal);
  }
}

async function connectOnce(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return null;
  } catch (error) {
    return (error as { code?: string }).code ?? messageOf(error);
  }
}

/** Starts a new log file past 5 MB, keeping one old one. Returns the length of what is there. */
async function rotate(path: string): Promise<number> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size < 5 * 2 ** 20) return size;
  await rename(path, `${path}.1`);
  return 0;
}

function freePort(): Promise<number> {
  return listenOn(0);
}

async function isFree(port: number): Promise<boolean> {
  return listenOn(port).then(
    () => true,
    () => false,
  );
}

function listenOn(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
