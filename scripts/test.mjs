// `npm test [-- VITEST ARGUMENTS]`: installs and builds what is missing, runs the suite, ends with a line `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, root, stop } from './install.mjs';

/** Milliseconds: a run that hangs shall fail with a word, not with its machine's patience. */
const longest = 23 * 60_000;
const results = join(root, 'dist', 'test-results.json');
/** Where tests/setup/standstill.ts writes of the files that it ended. */
const standstill = join(root, 'dist', 'standstill');

try {
  await ensureInstalled();
  await ensureBuilt();
  rmSync(results, { force: true });
  rmSync(standstill, { recursive: true, force: true });
  const code = await vitest(process.argv.slice(2));
  const report = reported();
  for (const line of unfinished(report)) process.stdout.write(`${line}\n`);
  const { passed, failed } = count(report, code);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  process.exitCode = code;
} catch (error) {
  stop(error);
}

function vitest(args) {
  const reporters = args.some((arg) => arg.startsWith('--reporter')) ? [] : ['--reporter=default'];
  reporters.push('--reporter=json', `--outputFile.json=${results}`);
  const script = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, 'run', ...reporters, ...args], { cwd: root, stdio: 'inherit' });
    // A Ctrl-C reaches vitest too: it stops its workers, and we wait for it.
    process.on('SIGINT', () => {});
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    const late = setTimeout(() => {
      process.stderr.write(
        '\nThe suite has not ended within 23 minutes and is stopped: a file that is not told above hangs.\n',
      );
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 20_000).unref();
    }, longest);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(late);
      resolve(code ?? 1);
    });
  });
}

function reported() {
  try {
    return JSON.parse(readFileSync(results, 'utf8'));
  } catch {
    return undefined;
  }
}

// The process of a file can end before its tests do: vitest says so without naming it, far above the end of the output.
function unfinished(report) {
  const told = existsSync(standstill)
    ? readdirSync(standstill).map((file) => readFileSync(join(standstill, file), 'utf8'))
    : [];
  const ends = new Set(['passed', 'failed', 'skipped', 'todo', 'disabled']);
  const open = (report?.testResults ?? []).flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => !ends.has(status))
      .map(({ fullName }) => `NOT ENDED: ${relative(root, name)} > ${fullName}`),
  );
  return [...told, ...open];
}

// A file that cannot be loaded holds no failed test, and an error outside any test fails the run: each counts as one.
function count(report, code) {
  if (!report) return { passed: 0, failed: code === 0 ? 0 : 1 };
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failed = report.numFailedTests + unloaded.length;
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}
