// Runs the command as a person would: a process of its own, from source.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const vitoMain = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const tsx = import.meta.resolve('tsx');
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** How Node is told to run the sources. */
export const fromSource = ['--conditions=source', '--import', tsx];

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Where {
  cwd?: string;
  env?: Record<string, string>;
}

/** Runs `vito …`; the data folder is one that no server runs on, unless `env` says another. */
export function vito(args: string[], where: Where = {}): Promise<Ended> {
  return ended(process.execPath, [...fromSource, vitoMain, ...args], where);
}

/** Runs a line of the shell in which `vito` stands for the command. Its code is that of the first part of a pipe. */
export function shell(line: string, where: Where = {}): Promise<Ended> {
  const command = [process.execPath, ...fromSource, vitoMain].map((part) => `'${part}'`).join(' ');
  return ended('bash', ['-c', `vito() { ${command} "$@"; }; ${line}; exit \${PIPESTATUS[0]}`], where);
}

function ended(program: string, args: string[], { cwd = root, env = {} }: Where): Promise<Ended> {
  const { FORCE_COLOR: _, ...inherited } = process.env;
  const child = spawn(program, args, {
    cwd,
    env: { ...inherited, VITO_DATA: '/nonexistent/vito', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** The JSON values of an output that holds one on each line, and nothing else. */
export function jsonLines(text: string): unknown[] {
  if (text !== '' && !text.endsWith('\n')) throw new Error(`the last line is cut off: ${text.slice(-80)}`);
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown);
}
