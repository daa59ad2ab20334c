// What every bench and drill prints: lines for people on stderr, one last line of JSON on stdout, and an exit code.
import { cpus, totalmem } from 'node:os';

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Handles --help, --quick and, of a bench with parts, `--only PART`; anything else is wrong use. */
export function parseBench(
  usage: string,
  about: string,
  parts: string[] = [],
): { quick: boolean; only: string | null } {
  const given = process.argv.slice(2);
  if (given.includes('--help')) {
    process.stdout.write(
      `${about}\n\n  ${usage}\n\n--quick   shorter, to see that it runs; its figures are not the figures\n`,
    );
    process.exit(0);
  }
  const at = given.indexOf('--only');
  const only = at < 0 ? null : (given[at + 1] ?? '');
  if (only !== null && !parts.includes(only)) {
    process.stderr.write(`--only takes one of: ${parts.join(', ') || 'nothing here'}\n`);
    process.exit(2);
  }
  const unknown = given.filter((word, i) => word !== '--quick' && (at < 0 || (i !== at && i !== at + 1)));
  if (unknown.length > 0) {
    process.stderr.write(`unknown: ${unknown.join(' ')}\n  ${usage}\n`);
    process.exit(2);
  }
  return { quick: given.includes('--quick'), only };
}

/** Prints the verdicts and the line of JSON; exits 1 later when something that was asked for is missed. */
export function finish(result: Record<string, unknown>, asked: [string, boolean][]): void {
  for (const [what, reached] of asked) say(`${reached ? 'reached' : 'MISSED '}  ${what}`);
  const ok = asked.every(([, reached]) => reached);
  const machine = `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
  process.stdout.write(`${JSON.stringify({ ...rounded(result), machine, ok })}\n`);
  if (!ok) process.exitCode = 1;
}

export function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

export const median = (values: number[]): number => quantile(values, 0.5);

function rounded(value: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value, (_, v) => (typeof v === 'number' ? Math.round(v * 1000) / 1000 : v)));
}
