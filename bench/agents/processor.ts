// Processor time: of this process, of another one, and of a PostgreSQL server with all its processes. By what Linux tells in /proc.
import { readdir, readFile } from 'node:fs/promises';

const micros = 10_000; // a tick of /proc: 100 a second

async function ticksOf(pid: number): Promise<{ parent: number; own: number; ended: number } | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, parent = 0] = fields;
  const sum = (from: number) => (fields[from] ?? 0) + (fields[from + 1] ?? 0);
  return { parent, own: sum(11), ended: sum(13) };
}

/** Microseconds that a server and those it started have used so far; NaN where nobody tells. */
export async function serverMicros(postmaster: number): Promise<number> {
  const own = await ticksOf(postmaster);
  if (!own) return Number.NaN;
  let ticks = own.own + own.ended;
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const found = await ticksOf(Number(name));
    if (found?.parent === postmaster) ticks += found.own;
  }
  return ticks * micros;
}

export const ownMicros = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
