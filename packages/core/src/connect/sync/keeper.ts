// A process between ours and a program of somebody else's, in a process group with it: when ours is gone, however it went,
// the keeper ends the group and removes the program's folder with its secrets.
import { type ChildProcess, spawn } from 'node:child_process';

/** Starts the program in a folder. It sees PATH and a HOME, nothing else of our environment. */
export function startKept(program: string, args: string[], folder: string): ChildProcess {
  const { PATH = '' } = process.env;
  // From its own text, so that it starts alike from the build and from source.
  const script = `(${keep})(require('node:child_process'), require('node:fs'), require('node:os'))`;
  return spawn(process.execPath, ['--input-type=commonjs', '-e', script, '--', program, ...args], {
    cwd: folder,
    env: { PATH, HOME: folder },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'], // the first tells the keeper that we live
  });
}

/** Runs in the keeper: it can use nothing of this module. */
function keep(
  children: typeof import('node:child_process'),
  files: typeof import('node:fs'),
  os: typeof import('node:os'),
): void {
  const [program = '', ...args] = process.argv.slice(1);
  const folder = process.cwd();
  process.on('SIGTERM', () => {}); // for the program, which may end in its own way
  const child = children.spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
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
