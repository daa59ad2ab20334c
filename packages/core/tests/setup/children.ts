// The processes that a process has started, and theirs: for tests that end them, or want to see them gone.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface Running {
  pid: number;
  parent: number;
  command: string;
}

/** Every process below `root`, however deep. Zombies do not count. */
export async function descendants(root: number): Promise<Running[]> {
  const all = await running();
  const found: Running[] = [];
  for (let parents = new Set([root]); parents.size > 0; ) {
    const next = all.filter(({ parent }) => parents.has(parent));
    found.push(...next);
    parents = new Set(next.map(({ pid }) => pid));
  }
  return found;
}

/** All processes, by /proc where there is one (slim images have no ps). */
export async function running(): Promise<Running[]> {
  if (process.platform !== 'linux') {
    const { stdout } = await promisify(execFile)('ps', ['-axww', '-o', 'pid=,ppid=,stat=,command=']);
    return stdout.split('\n').flatMap((line) => {
      const [, pid, parent, state = '', command = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
      return pid && !state.startsWith('Z') ? [{ pid: Number(pid), parent: Number(parent), command }] : [];
    });
  }
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map(ofProc));
  return found.filter((one) => one !== null);
}

async function ofProc(pid: string): Promise<Running | null> {
  const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'latin1').catch(() => '');
  const stat = await read('stat');
  const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (!stat || state === 'Z') return null;
  return { pid: Number(pid), parent: Number(parent), command: (await read('cmdline')).replaceAll('\0', ' ').trim() };
}
