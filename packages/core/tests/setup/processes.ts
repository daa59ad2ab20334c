// Real child processes of tests: started from a TypeScript file, followed by the lines they print, ended by signals.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createBell } from '@vito/runtime/wait';

export interface TestProcess {
  child: ChildProcess;
  pid: number;
  /** The next line it prints, within 40 s or so many ms. Rejects when it ended before. */
  line(within?: number): Promise<string>;
  /** Sends a signal. */
  signal(name: NodeJS.Signals): void;
  /** Ends it as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** `input` reaches the script as JSON in its first argument. */
export function startProcess(script: URL, input: unknown): TestProcess {
  const args = ['--conditions=source', '--import', 'tsx', fileURLToPath(script), JSON.stringify(input)];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  running.add(child);
  const lines: string[] = [];
  const bell = createBell();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    bell.ring();
  });
  let how = '';
  const ended = once(child, 'exit').then(([code, signal]) => {
    how = signal ?? `code ${code}`;
    running.delete(child);
    bell.ring();
  });
  return {
    child,
    pid: child.pid ?? 0,
    async line(within = 40_000) {
      const until = Date.now() + within;
      for (;;) {
        const next = lines.shift();
        if (next !== undefined) return next;
        if (!running.has(child)) throw new Error(`the process ended (${how}) before it said anything more`);
        if (Date.now() > until) throw new Error(`the process said nothing for ${within / 1000} s`);
        await bell.heard(1000);
      }
    },
    signal: (name) => void child.kill(name),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** What the test gave to this process, which ends with the test. */
export function inputOf<T>(): T {
  process.stdin.on('end', () => process.exit()).resume();
  return JSON.parse(process.argv[2] ?? 'null') as T;
}

/** Prints a line for the test. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`);
