// Installs what is missing: `npm ci` when node_modules does not hold what package-lock.json asks for.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { oneAtATime } from './one-at-a-time.mjs';
import { pruneRuntimes } from './prune-runtimes.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = [20, 19];
const modules = join(root, 'node_modules');
const stamp = join(modules, '.vito-installed');

/** Says what stopped a script, without a stack: the message names the way out. */
export class Stopped extends Error {}

/** Makes sure that node_modules is what the lock asks for. Costs a few milliseconds when it is. */
export async function ensureInstalled() {
  checkNode();
  if (isInstalled()) return;
  checkWritable();
  await oneAtATime(
    join(root, 'dist'),
    'install',
    async () => {
      if (isInstalled()) return;
      say('Installing dependencies (npm ci) …');
      const started = Date.now();
      await npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
      pruneRuntimes(modules);
      writeFileSync(stamp, lockHash());
      say(`Installed in ${seconds(started)}.`);
    },
    () => say('Another process is installing; waiting for it …'),
  );
}

/** To stderr: stdout belongs to what is run afterwards. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

export function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}

/** Runs a Node script with its output on stderr (or held back until it fails). Throws Stopped on a bad exit. */
export function runNode(args, { cwd = root, quiet = false, failed }) {
  return run(process.execPath, args, { cwd, quiet, failed });
}

/** Ends a script in words: Stopped without its stack, anything else with it. */
export function stop(error) {
  process.stderr.write(`${error instanceof Stopped ? error.message : (error?.stack ?? error)}\n`);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > wanted[0] || (major === wanted[0] && minor >= wanted[1])) return;
  throw new Stopped(
    `ViTo needs Node ${wanted.join('.')} or later; this is ${process.versions.node}. Install a newer one from https://nodejs.org and run this again.`,
  );
}

function isInstalled() {
  if (!existsSync(modules)) return false;
  if (readIf(stamp) === lockHash()) return true;
  if (!holdsTheLock()) return false;
  try {
    writeFileSync(stamp, lockHash());
  } catch {
    // A folder that cannot be written is compared again the next time.
  }
  return true;
}

function lockHash() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).update(`${process.platform} ${process.arch}`).digest('hex');
}

// npm writes .package-lock.json last, so it tells what a person's own `npm install` has finished.
function holdsTheLock() {
  const installed = readIf(join(modules, '.package-lock.json'));
  if (installed === null) return false;
  const have = JSON.parse(installed).packages;
  const want = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  for (const [path, entry] of Object.entries(want)) {
    if (!path.startsWith('node_modules/') || entry.link) continue;
    const here = have[path];
    const skipped = entry.optional || entry.devOptional || entry.peer;
    if (here ? here.version !== entry.version : !skipped) return false;
  }
  return true;
}

function readIf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function checkWritable() {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    throw new Stopped(
      `${root} cannot be written by this user, so nothing can be installed there. Give yourself the folder, or clone into one of your own.`,
    );
  }
}

function npm(args) {
  const failed = 'npm ci failed; its reason stands above. Is the registry reachable? Then run this again.';
  const script = process.env.npm_execpath;
  if (script?.endsWith('npm-cli.js')) return runNode([script, ...args], { failed });
  const windows = process.platform === 'win32';
  return run(windows ? 'npm.cmd' : 'npm', args, { cwd: root, failed, shell: windows });
}

function run(program, args, { cwd, quiet = false, failed, shell = false }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, shell, stdio: ['ignore', quiet ? 'pipe' : 2, quiet ? 'pipe' : 2] });
    const held = [];
    const end = () => {
      child.kill();
      process.exit(143);
    };
    process.once('SIGTERM', end);
    child.stdout?.on('data', (chunk) => held.push(chunk));
    child.stderr?.on('data', (chunk) => held.push(chunk));
    child.on('error', (error) => {
      const missing = `${program} was not found. Install Node with npm from https://nodejs.org and run this again.`;
      reject(error.code === 'ENOENT' ? new Stopped(missing) : error);
    });
    child.on('close', (code) => {
      process.removeListener('SIGTERM', end);
      if (code === 0) return resolve();
      process.stderr.write(Buffer.concat(held));
      reject(new Stopped(failed));
    });
  });
}
