// A program of somebody else's as lines: started without a shell, in a folder of its own, with limits, and nothing left of it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SourceProblem } from './source-problem.js';
import { createSplitter } from './split-lines.js';
import type { Tail } from './tail.js';
import { duration, startWatched, type WatchedProcess } from './watched-process.js';

export interface Launch {
  program: string;
  /** Milliseconds without a line, and for the whole run. */
  silence: number;
  longest: number;
}

export interface Command {
  args: string[];
  /** Written into the program's folder before it starts, as JSON, for nobody else to read. */
  files: Record<string, unknown>;
}

const longestLine = 16 * 2 ** 20; // bytes
const second = 1000;
const grace = 2000; // ms for output that goes on although the program has ended

/**
 * Its lines; null after each second without one. It is read only as fast as lines are taken. Ends when the program ended
 * well; throws SourceProblem otherwise. However it is left, the whole process group is killed and the folder is removed.
 */
export async function* linesOf(
  launch: Launch,
  { args, files }: Command,
  log: Tail,
  signal: AbortSignal,
): AsyncGenerator<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'vito-sync-')); // mode 0700
  try {
    for (const [name, content] of Object.entries(files))
      await writeFile(join(folder, name), JSON.stringify(content), { mode: 0o600 });
    if (signal.aborted) throw new SourceProblem('exited', 'it was ended');
    const running = startWatched(launch.program, args, { folder, longest: launch.longest, log, signal });
    try {
      yield* outputOf(running, launch.silence);
      await endedWell(running, launch.silence);
    } finally {
      await running.end();
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function* outputOf(running: WatchedProcess, silence: number): AsyncGenerator<string | null> {
  const chunks = running.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const splitter = createSplitter(longestLine);
  let next: Promise<IteratorResult<Buffer>> | null = null;
  let waited = 0; // ms since the last line, without those in which nobody asked for one
  for (;;) {
    next ??= chunks.next();
    const wasOver = running.code() !== null;
    const began = Date.now();
    const chunk = await within(next, wasOver ? grace : second, running.onChange);
    waited += Date.now() - began;
    const problem = running.problem();
    if (problem) throw problem;
    if (chunk === null) {
      if (wasOver) break; // somebody else holds its output open, and says nothing
      if (waited > silence) throw new SourceProblem('silent', `it told nothing for ${duration(silence)}`);
      yield null;
      continue;
    }
    next = null;
    if (chunk.done) break;
    for (const line of splitter.push(chunk.value)) {
      waited = 0;
      yield line;
    }
  }
  const rest = splitter.rest();
  if (rest !== '') yield rest;
}

async function endedWell(running: WatchedProcess, silence: number): Promise<void> {
  await running.ended(silence);
  const problem = running.problem();
  const code = running.code();
  if (problem) throw problem;
  if (code === null) throw new SourceProblem('silent', 'it closed its output and did not end');
  if (code === 0) return;
  throw new SourceProblem('exited', `it ended with ${code > 128 ? `signal ${code - 128}` : `code ${code}`}`);
}

/** What comes first: the value, or null after `ms` or at a change. */
function within<T>(value: Promise<T>, ms: number, onChange: (call: () => void) => void): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      clearTimeout(timer);
      resolve(null);
    };
    const timer = setTimeout(giveUp, ms);
    onChange(giveUp);
    value.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
