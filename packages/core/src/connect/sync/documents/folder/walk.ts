// The files below a folder, one by one and in no order. Links are not followed: what they lead to may be anywhere.
import type { BigIntStats } from 'node:fs';
import { lstat, opendir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceProblem } from '../../source-problem.js';
import type { Tail } from '../../tail.js';
import { isPassing } from './passing-names.js';

export interface SeenFile {
  /** Below the folder. */
  path: string;
  size: number;
  /** When it was last written, and a word that changes whenever it is. */
  modified: string;
  mark: string;
}

export interface Walking {
  signal: AbortSignal;
  log: Tail;
  /** Set where something could not be looked into. */
  isPartial: boolean;
}

const deepest = 40;
const mostFiles = 500_000;

/** Throws SourceProblem for the folder itself. */
export async function* walk(root: string, walking: Walking): AsyncGenerator<SeenFile> {
  const ahead = [{ path: '', depth: 0 }];
  let files = 0;
  let links = 0;
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    const { path: folder, depth } = next;
    try {
      for await (const entry of await openInPlace(join(root, folder))) {
        if (walking.signal.aborted) throw new SourceProblem('exited', 'it was ended');
        if (isPassing(entry.name)) continue;
        const path = join(folder, entry.name);
        if (entry.isSymbolicLink()) links++;
        else if (entry.isDirectory() && depth < deepest) ahead.push({ path, depth: depth + 1 });
        else if (entry.isFile()) {
          if (++files > mostFiles) throw new SourceProblem('flooded', `it holds more than ${mostFiles} files`);
          const stats = await lstat(join(root, path), { bigint: true }).catch(() => null);
          if (stats?.isFile()) yield { path, ...seen(stats) };
        }
      }
    } catch (error) {
      if (error instanceof SourceProblem) throw error;
      if (depth === 0) throw new SourceProblem('unreachable', `the folder cannot be read (${codeOf(error)})`);
      if (codeOf(error) === 'ENOENT') continue; // it went meanwhile
      walking.isPartial = true;
      walking.log.add(`${folder}: cannot be read (${codeOf(error)})`);
    }
  }
  if (links > 0) walking.log.add(`${links} links were not followed`);
}

export const seen = ({ size, mtimeNs }: BigIntStats): Omit<SeenFile, 'path'> => ({
  size: Number(size),
  modified: new Date(Number(mtimeNs / 1_000_000n)).toISOString(),
  mark: `${size} ${mtimeNs}`,
});

/** A folder can be exchanged for a link at any moment. */
async function openInPlace(folder: string) {
  const opened = await opendir(folder, { bufferSize: 256 });
  if ((await realpath(folder)) === folder) return opened;
  await opened.close();
  throw Object.assign(new Error('a link'), { code: 'ELOOP' });
}

export const codeOf = (error: unknown): string => String((error as { code?: unknown })?.code ?? 'unknown');
