// Builds what changed: TypeScript into packages/*/dist, the web app into packages/web/dist. `npm run build [-- --force]`.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, root, runNode, say, seconds, stop } from './install.mjs';
import { oneAtATime } from './one-at-a-time.mjs';

const compiled = ['contracts', 'runtime', 'understanding', 'core', 'cli'];
const web = join(root, 'packages', 'web');
const stamp = join(root, 'dist', '.built');

/** Builds when a source, a configuration or the lock changed since the last build; otherwise only looks at times and sizes. */
export async function ensureBuilt({ force = false, quiet = false } = {}) {
  if (!existsSync(join(root, 'packages', 'contracts', 'src'))) return;
  if (!force && isBuilt()) return;
  await oneAtATime(
    join(root, 'dist'),
    'build',
    async () => {
      if (!force && isBuilt()) return;
      await build(quiet);
    },
    () => say('Another process is building; waiting for it …'),
  );
}

async function build(quiet) {
  const started = Date.now();
  const state = sourceState();
  say('Building …');
  const packages = compiled.filter(hasSource).map((name) => join('packages', name));
  await runNode([join('node_modules', 'typescript', 'bin', 'tsc'), '-b', ...packages], {
    quiet,
    failed: 'The TypeScript build failed; the errors stand above.',
  });
  if (existsSync(join(web, 'index.html'))) {
    await runNode([join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], {
      cwd: web,
      quiet,
      failed: 'The build of the web app failed; the errors stand above.',
    });
  }
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, state);
  say(`Built in ${seconds(started)}.`);
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
    await ensureBuilt({ force: process.argv.includes('--force') });
    say('Everything is built.');
  } catch (error) {
    stop(error);
  }
}
