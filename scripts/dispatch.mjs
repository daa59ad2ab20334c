// Runs one of the measurements or drills of bench/ by its name; without a name, lists them.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, root, stop } from './install.mjs';

const folder = join(root, 'bench');

/** `kind`: bench or drill; NAME stands for bench/NAME.{kind}.ts. What follows the name goes to it, and its exit code is ours. */
export async function dispatch(kind, [name, ...rest]) {
  if (name === undefined || name === '--help' || name === '-h') {
    process.stdout.write(listing(kind));
    return;
  }
  const file = join(folder, `${name}.${kind}.ts`);
  if (!names(kind).includes(name)) {
    process.stderr.write(`There is no ${kind} named ${name}.\n${listing(kind)}`);
    process.exitCode = 2;
    return;
  }
  try {
    await ensureInstalled();
    await ensureBuilt();
    process.exitCode = await run(file, rest);
  } catch (error) {
    stop(error);
  }
}

function run(file, rest) {
  return new Promise((resolve, reject) => {
    const args = ['--conditions=source', '--import', 'tsx', file, ...rest];
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
    process.on('SIGINT', () => {});
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function names(kind) {
  if (!existsSync(folder)) return [];
  const ending = `.${kind}.ts`;
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort();
}

function listing(kind) {
  const known = names(kind);
  const width = Math.max(0, ...known.map((name) => name.length));
  const lines = known.map((name) => `  ${name.padEnd(width)}  ${summary(join(folder, `${name}.${kind}.ts`))}`);
  const usage = `Usage: npm run ${kind} -- NAME [--quick]\n`;
  return known.length === 0 ? `${usage}There is none yet.\n` : `${usage}\n${lines.join('\n')}\n`;
}

function summary(file) {
  return /^\/\/\s*(.*)/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
}
