// The built server as a process of its own, as `npm start` runs it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createClient } from '@vito/contracts/client';
import { descendants, running } from './children.js';
import { until } from './until.js';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

const started = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of started) child.kill('SIGKILL');
});

export type ServerProcess = ReturnType<typeof startServer>;

/** `port` 0: any free one. What matters of the environment beside these is left out, but for `more`. */
export function startServer(folder: string, port = 0, more: Record<string, string> = {}) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [main, 'serve'], {
    env: { PATH, VITO_DATA: folder, PORT: `${port}`, VITO_LOG: 'info', EMBEDDINGS_URL: 'none', ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(child);
  const said = { out: '', error: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.error += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => {
    started.delete(child);
    return (code ?? signal) as number | NodeJS.Signals;
  });
  const pid = child.pid ?? 0;

  /** Where it listens, once it says so. Fails with its last words when it ends before. */
  async function address(): Promise<string> {
    const found = () => /ViTo is running at (\S+)/.exec(said.out)?.[1];
    const early = ended.then((code) => {
      throw new Error(`the server ended with ${code}: ${said.error}`);
    });
    return Promise.race([until('the address', found, 60_000), early]);
  }

  return {
    pid,
    said,
    ended,
    address,
    link: () => /Sign in\s+(\S+)/.exec(said.out)?.[1] ?? '',
    signal: (name: NodeJS.Signals) => void child.kill(name),
    /** The server's process and all below it. */
    family: async () => [pid, ...(await descendants(pid)).map((one) => one.pid)],
    /** A client that came in by the printed link. */
    async signIn() {
      const base = (await address()).replace('localhost', '127.0.0.1');
      const token = new URL(this.link()).searchParams.get('token');
      const answer = await fetch(`${base}/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      });
      const session = /vito_session=([\w-]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '';
      return { base, client: createClient({ baseUrl: base, token: session }) };
    },
  };
}

/** Ends processes as a power cut would, all at once. */
export function cutPower(pids: number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** Waits until none of these processes runs. */
export const untilGone = (pids: number[]): Promise<true> =>
  until(`the end of ${pids}`, async () => !(await running()).some(({ pid }) => pids.includes(pid)), 20_000);
