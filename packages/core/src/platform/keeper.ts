// A process between ours and a program of somebody else's, in a process group with it: when ours is gone, however it went,
// the keeper ends the group and removes the program's folder with its secrets.
import { type ChildProcess, spawn } from 'node:child_process';

export interface KeptOptions {
  /** What it sees beside PATH and a HOME. */
  env?: Record<string, string>;
  /** Its input is the fourth of the child's streams; otherwise it has none. */
  hasInput?: boolean;
}

/** Starts the program in a folder. It sees PATH and a HOME, nothing else of our environment. */
export function startKept(
  program: string,
  args: string[],
  folder: string,
  { env = {}, hasInput = false }: KeptOptions = {},
): ChildProcess {
  const { PATH = '' } = process.env;
  // From its own text, so that it starts alike from the build and from source.
  const script = `(${keep})(require('node:child_process'), require('node:fs'), require('node:os'))`;
  const given = [hasInput ? 'input' : 'none', program, ...args];
  return spawn(process.execPath, ['--input-type=commonjs', '-e', script, '--', ...given], {
    cwd: folder,
    env: { ...env, PATH, HOME: folder },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', ...(hasInput ? ['pipe' as const] : [])], // the first tells the keeper that we live
  });
}

/** Runs in the keeper: it can use nothing of this module. */
function keep(
  children: typeof import('node:child_process'),
  files: typeof import('node:fs'),
  os: typeof import('node:os'),
): void {
  const [input, program = '', ...args] = process.argv.slice(1);
  const folder = process.cwd();
  process.on('SIGTERM', () => {}); // for the program, which may end in its own way
  const child = children.spawn(program, args, { stdio: [input === 'input' ? 3 : 'ignore', 'inherit', 'inherit'] });
  if (input === 'input') files.closeSync(3); // the program's alone, so that it hears of the end
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(126);
  });
  child.on('exit', (code, signal) => process.exit(signal ? 128 + os.constants.signals[signal] : (code ?? 1)));
  process.stdin.on('error', () => {});
  process.stdin.on('close', () => {
    try {
      files.rmSync(folder, { recursive: true, force: true });
    } finally {
      process.kill(-process.pid, 'SIGKILL');
    }
  });
  process.stdin.resume();
}

/** Sends a signal to the keeper, its program, and all that those started in their group. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // nobody is left in it
  }
}
