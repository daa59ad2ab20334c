// The fictional company as a yardstick that no rule was written for line by line: what it clearly promises must be found.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));

interface Expected {
  file: string;
  quote: string;
  debtor: string;
  due: string | null;
}
interface Extracted {
  file: string;
  commitments: { quote: string; debtor: string | null; due: string | null }[];
}

it('finds nine of ten clear promises of the sample company, with their day', async () => {
  const expected = JSON.parse(await readFile(`${root}samples/expected.json`, 'utf8')) as Expected[];
  const program = ['--conditions=source', '--import', 'tsx', 'packages/cli/src/main.ts'];
  const { stdout } = await run(
    process.execPath,
    [...program, 'extract', 'samples', '--json', '--zone', 'Europe/London'],
    {
      cwd: root,
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const files = new Map(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Extracted)
      .map((one) => [one.file, one.commitments]),
  );
  const found = expected.filter(({ file, quote, due }) =>
    files
      .get(file)
      ?.some(
        (one) =>
          (one.quote.includes(quote.slice(0, 40)) || quote.includes(one.quote.slice(0, 40))) &&
          day(one.due) === day(due),
      ),
  );
  expect(found.length / expected.length).toBeGreaterThanOrEqual(0.9);
}, 120_000);

const day = (due: string | null): string | null => due?.slice(0, 10) ?? null;
