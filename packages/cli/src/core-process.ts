// Runs the server's own program for what only it can do: start, back up, restore, sign-in links, revealing an event.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { dataFolder } from './data-folder.js';

export interface CoreCall {
  args: string[];
  env: Record<string, string | undefined>;
  /** 'inherit': what it prints is ours; 'words': it goes to stderr; 'keep': it comes back. */
  stdout: 'inherit' | 'words' | 'keep';
}

/** Resolves with the program's exit code and, with `keep`, what it printed. A Ctrl-C is its to handle; we wait for it. */
export function runCore({ args, env, stdout }: CoreCall): Promise<{ code: number; printed: string }> {
  const child = spawn(process.execPath, [...coreProgram(), ...args], {
    env: { ...env, VITO_DATA: dataFolder(env) },
    stdio: ['ignore', stdout === 'inherit' ? 'inherit' : stdout === 'words' ? 2 : 'pipe', 'inherit'],
  });
  const printed: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => printed.push(chunk));
  const ignore = () => undefined;
  const pass = () => void child.kill('SIGTERM');
  process.on('SIGINT', ignore);
  process.on('SIGTERM', pass);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGINT', ignore);
      process.off('SIGTERM', pass);
      const asked = signal === 'SIGINT' || signal === 'SIGTERM';
      resolve({ code: code ?? (asked ? 0 : 1), printed: Buffer.concat(printed).toString('utf8') });
    });
  });
}

// From source where we run from source, built where we are built.
function coreProgram(): string[] {
  const main = (path: string) => fileURLToPath(new URL(`../../core/${path}`, import.meta.url));
  if (!import.meta.url.endsWith('.ts')) return [...process.execArgv, main('dist/main.js')];
  return ['--conditions=source', '--import', import.meta.resolve('tsx'), main('src/main.ts')];
}
