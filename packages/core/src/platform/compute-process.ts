// The server's side of one process of the compute pool: its start, one job at a time, and how it ended.
import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Failure } from '@vito/runtime/failure';
import { wait } from '@vito/runtime/wait';
import { type FromChild, type Job, memorySignal, type Refusal, type ToChild } from './compute-messages.js';
import { crashed, tooLarge, tooSlow } from './compute-refusals.js';

export interface ProcessOptions {
  /** URL of the module of tasks. */
  tasks: string;
  /** Milliseconds without a page done, and for a whole job. */
  timeLimit: { page: number; job: number };
  /** MB of resident memory. */
  memoryLimit: number;
}

/** How a job ended. `killed`: somebody outside ended the process; the file may have no part in it. */
export type Outcome = { result: unknown } | { refusal: Refusal } | { killed: string };

export interface ComputeProcess {
  readonly pid: number | undefined;
  /** Runs one job. Rejects with Failure('unavailable') when the process does not come up. */
  run(job: Job, onPage: (done: number, total: number) => void, signal?: AbortSignal): Promise<Outcome>;
  /** False once it has ended, or holds so much memory that a fresh one is better. */
  isFit(): boolean;
  /** Ends it by force; resolves when it is gone. */
  kill(): Promise<void>;
}

const bootLimit = 60_000;
/** Milliseconds that a job may go on after its signal was aborted. */
const cancelLimit = 1_000;
const fromOutside: NodeJS.Signals[] = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'];

export function startProcess(options: ProcessOptions): ComputeProcess {
  const { timeLimit, memoryLimit } = options;
  const child = forkChild(options);
  let complaint = '';
  let fit = true;
  let expired = false;
  let listen: (message: FromChild) => void = () => {};
  child.stderr?.on('data', (data: Buffer) => {
    complaint = (complaint + data.toString('latin1')).slice(-4_000);
  });
  const ended = whenEnded(child).then((how) => {
    fit = false;
    return outcomeOf(how);
  });
  const ready = whenReady(child, ended);
  child.on('message', (message: FromChild) => listen(message));

  function outcomeOf(how: string): Outcome {
    if (expired) return { refusal: tooSlow(timeLimit) };
    if (how === memorySignal || complaint.includes('heap out of memory')) return { refusal: tooLarge(memoryLimit) };
    return fromOutside.some((signal) => signal === how) ? { killed: how } : { refusal: crashed() };
  }

  function expire(): void {
    expired = true;
    child.kill('SIGKILL');
  }

  async function run(...[job, onPage, signal]: Parameters<ComputeProcess['run']>): Promise<Outcome> {
    setNeeded(child, true);
    const early = await ready;
    if (early) return early;
    let pageTimer = setTimeout(expire, timeLimit.page);
    const jobTimer = setTimeout(expire, timeLimit.job);
    let cancelTimer: NodeJS.Timeout | undefined;
    const cancel = () => {
      post(child, { cancel: true });
      cancelTimer = setTimeout(() => child.kill('SIGKILL'), cancelLimit);
    };
    const answered = new Promise<Outcome>((resolve) => {
      listen = (message) => {
        if ('page' in message) {
          clearTimeout(pageTimer);
          pageTimer = setTimeout(expire, timeLimit.page);
          onPage(message.page.done, message.page.total);
        } else if (!('ready' in message)) {
          if (message.rss > (memoryLimit / 2) * 2 ** 20) fit = false;
          resolve(message);
        }
      };
    });
    signal?.addEventListener('abort', cancel, { once: true });
    post(child, { job });
    if (signal?.aborted) cancel();
    try {
      return await Promise.race([answered, ended]);
    } finally {
      for (const timer of [pageTimer, jobTimer, cancelTimer]) clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      setNeeded(child, false);
    }
  }

  async function kill(): Promise<void> {
    child.kill('SIGKILL');
    await ended;
  }

  return { pid: child.pid, run, isFit: () => fit, kill };
}

/** Runs from the build as from source. The child sees no secret of the server's environment: it opens hostile files. */
function forkChild({ tasks, memoryLimit }: ProcessOptions): ChildProcess {
  const fromSource = import.meta.url.endsWith('.ts');
  const loader = () => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const program = new URL(`./compute-child.${fromSource ? 'ts' : 'js'}`, import.meta.url);
  const { PATH = '', TMPDIR = '/tmp' } = process.env;
  return fork(fileURLToPath(program), [tasks, `${memoryLimit * 2 ** 20}`], {
    execArgv: [
      `--max-old-space-size=${Math.ceil(memoryLimit * 0.75)}`,
      ...(fromSource ? ['--conditions=source', '--import', loader()] : []),
    ],
    env: { PATH, TMPDIR, TZ: 'UTC', LC_ALL: 'C.UTF-8' },
    serialization: 'advanced',
    // Its own group: the terminal's Ctrl-C is for the server, which ends its children itself.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

/** Resolves with the signal or the exit code, a moment later than the exit so that the last words came through. */
function whenEnded(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      if (child.pid === undefined) resolve(error.message);
    });
    child.once('exit', async (code, signal) => {
      await Promise.race([new Promise((closed) => child.once('close', closed)), wait(300)]);
      resolve(signal ?? `exit ${code}`);
    });
  });
}

/** Resolves with an outcome when the process was killed before it was ready. */
async function whenReady(child: ChildProcess, ended: Promise<Outcome>): Promise<Outcome | null> {
  const late = setTimeout(() => child.kill('SIGABRT'), bootLimit);
  const first = new Promise<'ready'>((resolve) => child.once('message', () => resolve('ready')));
  const came = await Promise.race([first, ended]);
  clearTimeout(late);
  if (came === 'ready') return null;
  if ('killed' in came) return came;
  const message = 'The process that reads files does not start. Is the installation whole? Run npm install again.';
  throw new Failure('unavailable', message);
}

function post(child: ChildProcess, message: ToChild): void {
  // A process that is gone shows by its exit.
  if (child.connected) child.send(message, () => {});
}

/** An idle process must not keep the server from ending. */
function setNeeded(child: ChildProcess, needed: boolean): void {
  const how = needed ? 'ref' : 'unref';
  child[how]();
  child.channel?.[how]();
  (child.stderr as Socket | null)?.[how]();
}
