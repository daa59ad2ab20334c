// What tells a process from a later one with the same number, and one container's numbers from another's.
import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** When the process started, in a form to be compared only; null when no such process runs (a zombie does not run). */
export async function startOf(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') {
    const found = await run('ps', ['-o', 'lstart=', '-p', `${pid}`], { env: { LC_ALL: 'C', TZ: 'UTC' } }).catch(
      () => null,
    );
    return found?.stdout.trim() || null;
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null);
  // Field 2 is the program's name in brackets and can hold anything; field 3 is the state, field 22 the start.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return !fields || fields[0] === 'Z' ? null : (fields[19] ?? null);
}

/** This boot of this system, and this container's process numbers. */
export async function ourPlace(): Promise<string> {
  if (process.platform !== 'linux') return hostname();
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  const numbers = await readlink('/proc/self/ns/pid').catch(() => '');
  return `${boot.trim()} ${numbers}`;
}
