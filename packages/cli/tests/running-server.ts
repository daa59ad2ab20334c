// A server of its own for one test file: started by `vito start` on a new data folder, any free port.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromSource, vitoMain } from './spawned.js';

export interface RunningServer {
  child: ChildProcess;
  /** The environment in which `vito` finds it. */
  env: { VITO_DATA: string };
  /** What it has printed so far. */
  printed: () => string;
  /** Ctrl-C; resolves with the exit code. */
  end(): Promise<number | null>;
}

/** A folder that the database's user can pass through when the tests run as root. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vito-cli-'));
  chmodSync(folder, 0o711);
  return folder;
}

const start = [vitoMain, 'start', '--port', '0'];
/** The server with tools that reach nobody, for runs that wait for a person or fail. */
export const withTools = [fileURLToPath(new URL('../../../e2e/setup/serve-with-tools.ts', import.meta.url))];

export async function startServer(
  data: string,
  more: Record<string, string> = {},
  program = start,
): Promise<RunningServer> {
  const env = { VITO_DATA: data };
  const child = spawn(process.execPath, [...fromSource, ...program], {
    env: { ...process.env, ...env, PORT: '0', VITO_LOG: 'warn', EMBEDDINGS_URL: 'none', ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', () => {
      if (existsSync(join(data, 'server.json'))) resolve();
    });
    void ended.then((code) => reject(new Error(`the server ended with ${code}:\n${printed}`)));
  });
  return {
    child,
    env,
    printed: () => printed,
    end() {
      // A Ctrl-C reaches the server itself as well as the command that waits for it.
      const server = JSON.parse(readFileSync(join(data, 'server.json'), 'utf8')) as { pid: number };
      child.kill('SIGINT');
      if (server.pid !== child.pid) process.kill(server.pid, 'SIGINT');
      return ended;
    },
  };
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
