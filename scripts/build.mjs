// Builds what changed: TypeScript into packages/*/dist, the web app into packages/web/dist. `npm run build [-- --force]` also checks types.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, root, runNode, say, seconds, stop } from './install.mjs';
import { oneAtATime } from './one-at-a-time.mjs';

const compiled = ['contracts', 'runtime', 'understanding', 'core', 'cli'];
const web = join(root, 'packages', 'web');
const stamp = join(root, 'dist', '.built');

/**
 * Builds when a source, a configuration or the lock changed since the last build; otherwise only looks at times and
 * sizes. Types are not checked here, which halves the time: `npm run build` and `npm run verify` check them.
 */
export async function ensureBuilt({ quiet = false } = {}) {
  if (!existsSync(join(root, 'packages', 'contracts', 'src')) || isBuilt()) return;
  await alone(async () => {
    if (!isBuilt()) await build(['--noCheck'], quiet);
  });
}

function alone(work) {
  const waiting = () => say('Another process is building; waiting for it …');
  return oneAtATime(join(root, 'dist'), 'build', work, waiting);
}

async function build(flags, quiet) {
  const started = Date.now();
  const state = sourceState();
  say('Building …');
  const ended = await Promise.allSettled([compile(flags, quiet), bundle(quiet)]);
  for (const { reason } of ended) if (reason) throw reason;
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, state);
  say(`Built in ${seconds(started)}.`);
}

function compile(flags, quiet) {
  const packages = compiled.filter(hasSource).map((name) => join('packages', name));
  const failed = 'The TypeScript build failed; the errors stand above.';
  return runNode([join('node_modules', 'typescript', 'bin', 'tsc'), '-b', ...flags, ...packages], { quiet, failed });
}

/** The web app reads the other packages from source, so it does not wait for them. */
async function bundle(quiet) {
  if (!existsSync(join(web, 'index.html'))) return;
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const failed = 'The build of the web app failed; the errors stand above.';
  await runNode([vite, 'build', '--logLevel', 'warn'], { cwd: web, quiet, failed });
}

function isBuilt() {
  const results = compiled.filter(hasSource).map((name) => join(root, 'packages', name, 'dist', '.tsbuildinfo'));
  if (existsSync(join(web, 'index.html'))) results.push(join(web, 'dist', 'index.html'));
  if (!results.every((path) => existsSync(path))) return false;
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceState();
}

function hasSource(name) {
  return existsSync(join(root, 'packages', name, 'src'));
}

function sourceState() {
  const hash = createHash('sha256');
  const add = (path) => {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${relative(root, path)} ${mtimeMs} ${size}\n`);
  };
  for (const name of ['package-lock.json', 'tsconfig.base.json']) add(join(root, name));
  for (const folder of readdirSync(join(root, 'packages')).sort()) {
    const at = join(root, 'packages', folder);
    for (const entry of readdirSync(at, { withFileTypes: true }).sort(byName)) {
      if (entry.isFile()) add(join(at, entry.name));
      else if (['src', 'migrations', 'public'].includes(entry.name)) filesIn(join(at, entry.name)).forEach(add);
    }
  }
  return hash.digest('hex');
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort(byName)
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : [path];
    });
}

function byName(a, b) {
  return a.name < b.name ? -1 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await ensureInstalled();
    await alone(() => build(process.argv.includes('--force') ? ['--force'] : [], false));
  } catch (error) {
    stop(error);
  }
}
