// Damaged files of every kind, read by the real compute pool: each must end in a reading or in a clear refusal.
import { children, fuzz, limits, type Outcome, openFiles, openPool } from './fuzz/run.js';
import { fuzzedReaders } from './fuzz/seeds.js';
import { finish, parseBench, say } from './setup/report.js';

const { quick } = parseBench(
  'npm run drill -- fuzz [--quick]',
  'Damages good files of every kind by a seed (also inside archives, encoded parts of mails and streams of PDFs), and has the\n' +
    "server's own reading processes read them under limits of time and memory. Asserts that each ends in a reading or a clear\n" +
    'refusal, that no process is lost, and that nothing stays open. SEED=n repeats a run, READER=name runs one reader, COUNT=n inputs each.',
);
const seed = Number(process.env.SEED ?? 20261125);
const count = Number(process.env.COUNT ?? (quick ? 25 : 400));
const only = process.env.READER;

// Resting processes of the pool do not keep Node awake.
const awake = setInterval(() => {}, 1_000);
// One reading first: what Node opens once for all stays out of the comparison.
const warm = openPool(1);
await warm.read(new Uint8Array([65]), 'a.txt');
await warm.close();
const before = { files: openFiles(), children: children().length };

say(`seed ${seed}, ${count} inputs for each reader, limits ${limits.time / 1_000} s and ${limits.memory} MB`);
say('reader          inputs   read  refused  deaths  slowest ms   refused by reason, and what the last net caught');
const pool = openPool(2);
const outcomes: Outcome[] = [];
let grown = 0;
for (const fuzzed of await fuzzedReaders()) {
  if (only !== undefined && fuzzed.reader !== only) continue;
  const atHalf = new Map<number, number>();
  const outcome = await fuzz(pool, fuzzed, count, seed + outcomes.length, () => {
    for (const pid of pool.stats().pids) atHalf.set(pid, openFiles(pid));
  });
  outcomes.push(outcome);
  say(row(outcome));
  for (const fault of outcome.faults.slice(0, 5)) say(`    ${fault}`);
  for (const [pid, open] of atHalf) grown = Math.max(grown, openFiles(pid) - open);
}
await pool.close();
clearInterval(awake);
const after = { files: openFiles(), children: children().length };

function row({ reader, inputs, read, refused, caught, slowest, deaths }: Outcome): string {
  const reasons = [...Object.entries(refused), ...Object.entries(caught).map(([kind, n]) => [`(${kind})`, n] as const)];
  const told = reasons.map(([reason, n]) => `${reason} ${n}`).join(', ');
  const numbers = [inputs, read, inputs - read, deaths, Math.round(slowest)];
  const widths = [7, 7, 9, 8, 12];
  return `${reader.padEnd(15)}${numbers.map((n, i) => String(n).padStart(widths[i] ?? 8)).join('')}   ${told}`;
}

const faults = outcomes.flatMap((outcome) => outcome.faults);
const deaths = outcomes.reduce((sum, outcome) => sum + outcome.deaths, 0);
const inputs = outcomes.reduce((sum, outcome) => sum + outcome.inputs, 0);
const readers = Object.fromEntries(outcomes.map(({ reader, faults: _, ...rest }) => [reader, rest]));
finish({ drill: 'fuzz', quick, seed, inputs, deaths, faults: faults.length, before, after, grown, readers }, [
  ['every input ends in a reading or in a clear refusal', faults.length === 0],
  ['no reading takes its process down', deaths === 0],
  ['no child process is left', after.children === before.children],
  ['no file is left open by the server', after.files <= before.files],
  // A library that is first needed in the second half opens a dozen once; what leaks opens one for each of hundreds.
  ['no files pile up in a reading process', grown <= 16],
]);
