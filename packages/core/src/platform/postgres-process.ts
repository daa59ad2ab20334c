// The processes of a PostgreSQL cluster: finding those an earlier run left behind, and ending them in order.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '@vito/runtime/failure';
import type { Log } from '@vito/runtime/log';
import { wait } from '@vito/runtime/wait';

const run = promisify(execFile);

/** The name that every process of this cluster carries in its title. */
export function clusterName(cluster: string): string {
  return `vito_${createHash('sha256').update(cluster).digest('hex').slice(0, 12)}`;
}

export interface Leftovers {
  /** The number in postmaster.pid when a process that is no part of this cluster has it by now; null otherwise. */
  reused: number | null;
}

/**
 * Ends what an earlier run left running on this cluster (its parent was killed), so that a start can go ahead.
 * Throws Failure('conflict') when a process cannot be ended.
 */
export async function endLeftovers(cluster: string, log: Log): Promise<Leftovers> {
  const { server, children } = await processesOf(cluster);
  if (server !== null) {
    log.warn('stopping a database server that an earlier run left behind', { pid: server });
    await endServer(server);
  }
  // A server that was killed leaves children that may be busy for a while; two generations must never write at once.
  for (const pid of children) await endProcess(pid, [['SIGQUIT', 2_000]]);
  const recorded = await recordedServer(cluster);
  return { reused: recorded !== null && alive(recorded) ? recorded : null };
}

/** Ends a server: fast shutdown, then immediate, then by force. `patience`: milliseconds for the fast one. */
export async function endServer(pid: number, patience = 10_000): Promise<void> {
  await endProcess(pid, [
    ['SIGINT', patience],
    ['SIGQUIT', 5_000],
  ]);
}

async function endProcess(pid: number, steps: [NodeJS.Signals, number][]): Promise<void> {
  for (const [signal, patience] of [...steps, ['SIGKILL', 5_000] as const]) {
    if (!send(pid, signal)) return;
    if (await gone(pid, patience)) return;
  }
  throw new Failure(
    'conflict',
    `Process ${pid} holds the database and does not end. End it by hand, then start again.`,
  );
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    const message = `Process ${pid} holds the database and belongs to another user. Stop it, or set VITO_DATA to another folder.`;
    throw new Failure('conflict', message, { cause: error });
  }
}

async function gone(pid: number, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    if (!alive(pid) || (await isZombie(pid))) return true;
    await wait(20);
  }
  return false;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Ended, but not yet reaped by its parent: in a container without an init that can last for ever. */
async function isZombie(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
}

async function recordedServer(cluster: string): Promise<number | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  // A single-user server writes its number with a minus.
  const pid = Math.abs(Number.parseInt(text, 10));
  return pid > 0 ? pid : null;
}

/** The server runs as `…/postgres -D CLUSTER …`; its children call themselves `postgres: NAME: …`. */
async function processesOf(cluster: string): Promise<{ server: number | null; children: number[] }> {
  let server: number | null = null;
  const children: number[] = [];
  for (const { pid, program, rest } of await runningPrograms()) {
    if (basename(program) === 'postgres' && `${rest} `.startsWith(`-D ${cluster} `)) server = pid;
    else if (program.startsWith(`postgres: ${clusterName(cluster)}: `)) children.push(pid);
  }
  return { server, children };
}

/** From /proc where there is one (slim images have no ps), else from ps, which does not say where a word ends. */
async function runningPrograms(): Promise<{ pid: number; program: string; rest: string }[]> {
  if (process.platform !== 'linux') {
    const { stdout } = await run('ps', ['-axww', '-o', 'pid=,command='], { maxBuffer: 64 * 2 ** 20 });
    return stdout.split('\n').map((line) => {
      const [, pid = '', program = '', rest = ''] = /^\s*(\d+) (.*?)(?: (-D .*))?$/.exec(line) ?? [];
      return { pid: Number(pid), program, rest };
    });
  }
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return Promise.all(
    pids.map(async (pid) => {
      const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      const [program = '', ...rest] = line.split('\0');
      return { pid: Number(pid), program, rest: rest.join(' ') };
    }),
  );
}
