// Jobs in the order they came, on at most `size` processes, which start when needed and end when idle.
import { Failure } from '@vito/runtime/failure';
import type { Job, Refusal } from './compute-messages.js';
import type { ComputeProcess, Outcome } from './compute-process.js';
import { endedOutside } from './compute-refusals.js';

export interface LaneOptions {
  size: number;
  /** Milliseconds after which a process without a job ends. */
  idle: number;
  start(): ComputeProcess;
}

export interface JobWatch {
  /** Goes before all that wait. */
  urgent?: boolean;
  onPage?: ((done: number, total: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

export type Answer = { result: unknown } | { refusal: Refusal };

interface Waiting extends JobWatch {
  job: Job;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
  kills: number;
}

/** A process ended from outside is no fault of the file: the job runs again, this often at most. */
const mostKills = 3;

export function createLane({ size, idle, start }: LaneOptions) {
  const waiting: Waiting[] = [];
  const busy = new Set<ComputeProcess>();
  const resting = new Map<ComputeProcess, NodeJS.Timeout>();
  let closed = false;

  /** Resolves with the job's answer. Rejects with the signal's reason at once when that is aborted. */
  function add(job: Job, { onPage, signal, urgent }: JobWatch): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      if (closed) return reject(stopping());
      if (signal?.aborted) return reject(signal.reason);
      const abort = () => {
        const place = waiting.indexOf(entry);
        if (place >= 0) waiting.splice(place, 1);
        reject(signal?.reason);
      };
      const entry: Waiting = {
        job,
        onPage,
        signal,
        kills: 0,
        resolve(answer) {
          signal?.removeEventListener('abort', abort);
          resolve(answer);
        },
        reject(error) {
          signal?.removeEventListener('abort', abort);
          reject(error);
        },
      };
      signal?.addEventListener('abort', abort, { once: true });
      if (urgent) waiting.unshift(entry);
      else waiting.push(entry);
      next();
    });
  }

  function next(): void {
    while (busy.size < size) {
      const entry = waiting.shift();
      if (!entry) return;
      void serve(entry, takeResting() ?? start());
    }
  }

  async function serve(entry: Waiting, process: ComputeProcess): Promise<void> {
    busy.add(process);
    try {
      const outcome = await process.run(entry.job, (done, total) => entry.onPage?.(done, total), entry.signal);
      if ('killed' in outcome) again(entry);
      else entry.resolve(answerOf(outcome));
    } catch (error) {
      entry.reject(error);
    }
    busy.delete(process);
    if (process.isFit() && !closed) rest(process);
    else void process.kill();
    next();
  }

  function again(entry: Waiting): void {
    if (closed) entry.reject(stopping());
    else if (entry.signal?.aborted) entry.reject(entry.signal.reason);
    else if (++entry.kills < mostKills) waiting.unshift(entry);
    else entry.resolve({ refusal: endedOutside(mostKills) });
  }

  function takeResting(): ComputeProcess | undefined {
    for (const [process, timer] of resting) {
      clearTimeout(timer);
      resting.delete(process);
      if (process.isFit()) return process;
    }
    return undefined;
  }

  function rest(process: ComputeProcess): void {
    const timer = setTimeout(() => {
      resting.delete(process);
      void process.kill();
    }, idle).unref();
    resting.set(process, timer);
  }

  async function close(): Promise<void> {
    closed = true;
    for (const entry of waiting.splice(0)) entry.reject(stopping());
    for (const timer of resting.values()) clearTimeout(timer);
    await Promise.all([...busy, ...resting.keys()].map((process) => process.kill()));
    resting.clear();
  }

  return {
    add,
    close,
    stats: () => ({
      busy: busy.size,
      waiting: waiting.length,
      pids: [...busy, ...resting.keys()].flatMap(({ pid }) => pid ?? []),
    }),
  };
}

function answerOf(outcome: Exclude<Outcome, { killed: string }>): Answer {
  return 'refusal' in outcome ? { refusal: outcome.refusal } : { result: outcome.result };
}

function stopping(): Failure {
  return new Failure('unavailable', 'The server is stopping. Try again when it is back.');
}
