// Runs a command in this process, with streams that keep what was written. Faster than a process of its own.
import { runVito } from '../src/run.js';
import type { Ended } from './spawned.js';

/** `columns`: as if stdout were a terminal of that width. The data folder is one that no server runs on, unless `env` says another. */
export async function vitoHere(
  args: string[],
  { env = {}, columns }: { env?: Record<string, string>; columns?: number } = {},
): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  const out = {
    write(text: string) {
      stdout += text;
    },
    ...(columns === undefined ? {} : { isTTY: true, columns }),
  };
  const err = {
    write(text: string) {
      stderr += text;
    },
  };
  const { NO_COLOR: _, ...inherited } = process.env;
  const surface = {
    stdout: out,
    stderr: err,
    env: { ...inherited, TERM: 'xterm', VITO_DATA: '/nonexistent/vito', ...env },
  };
  const code = await runVito(args, surface);
  return { code, stdout, stderr };
}
