// A kept program while it runs: what it says beside its records, how it ended or why it must, and its end, whole.
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { wait } from '@vito/runtime/wait';
import { signalGroup, startKept } from '../../platform/keeper.js';
import { SourceProblem } from './source-problem.js';
import type { Tail } from './tail.js';

export interface WatchedProcess {
  stdout: Readable;
  /** Why it must end; null: for no reason. */
  problem(): SourceProblem | null;
  /** Its exit code, 128 and more for a signal; null while it runs. */
  code(): number | null;
  /** Called once, at the next change of these two. */
  onChange(call: () => void): void;
  /** Resolves when it has ended, or after `ms`. */
  ended(ms: number): Promise<void>;
  /** Ends all that is left of it. */
  end(): Promise<void>;
}

const grace = 2000; // ms that a program has to end by itself once it was told to
const lastWords = 300; // ms in which what it wrote before its end comes through

export function startWatched(
  program: string,
  args: string[],
  options: { folder: string; longest: number; log: Tail; signal: AbortSignal },
): WatchedProcess {
  const { folder, longest, log, signal } = options;
  const child = startKept(program, args, folder);
  const stderr = child.stderr as Readable;
  let problem: SourceProblem | null = null;
  let code: number | null = null;
  let onChange = () => {};
  const exited = once(child, 'exit').then(
    ([number]) => over((number as number | null) ?? 137),
    (error: Error) => {
      problem ??= new SourceProblem('not-started', error.message);
      over(-1);
    },
  );
  const told = once(stderr, 'close').catch(() => {});
  const tooLong = setTimeout(
    () => stop(new SourceProblem('too-slow', `it took longer than ${duration(longest)}`)),
    longest,
  );
  const abort = () => stop(new SourceProblem('exited', 'it was ended'));
  signal.addEventListener('abort', abort, { once: true });
  child.stdin?.on('error', () => {});
  stderr.setEncoding('utf8').on('data', (text: string) => log.write(text));

  function over(number: number): void {
    code = number;
    signalGroup(child, 'SIGKILL'); // whatever it started and left behind
    onChange();
  }

  function stop(why: SourceProblem): void {
    problem ??= why;
    signalGroup(child, 'SIGTERM');
    onChange();
  }

  async function ended(ms: number): Promise<void> {
    const enough = new AbortController();
    await Promise.race([exited, wait(ms, enough.signal)]);
    enough.abort();
  }

  async function end(): Promise<void> {
    clearTimeout(tooLong);
    signal.removeEventListener('abort', abort);
    child.stdout?.destroy();
    if (problem) await ended(grace);
    signalGroup(child, 'SIGKILL');
    await exited;
    await Promise.race([told, wait(lastWords)]);
    stderr.destroy();
  }

  return {
    stdout: child.stdout as Readable,
    problem: () => problem,
    code: () => code,
    onChange: (call) => {
      onChange = call;
    },
    ended,
    end,
  };
}

export const duration = (ms: number): string =>
  ms < 60_000 ? `${ms / 1000} seconds` : `${Math.round(ms / 60_000)} minutes`;
