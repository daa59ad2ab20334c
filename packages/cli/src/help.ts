// What --help prints, and the nearest name for a word that was mistyped.
import { type Command, commonOptions, type Option } from './command.js';
import { commands, groups } from './commands.js';
import { wrap } from './table.js';

const width = 78;

/** The help of the whole command. */
export function overview(): string {
  const column = Math.max(...commands.map((entry) => entry.name.length));
  const sections = Object.entries(groups).map(([group, title]) => {
    const rows = commands.filter((entry) => entry.group === group);
    return [`${title}:`, ...rows.map((entry) => `  ${entry.name.padEnd(column)}  ${entry.summary}`)].join('\n');
  });
  return [
    'vito: what was promised, by whom, to whom, by when, with the sentence that says so.',
    '',
    'Usage: vito COMMAND [OPTIONS]',
    '',
    sections.join('\n\n'),
    '',
    'Every command takes --json (one JSON value a line) and --help (with examples).',
    'Exit codes: 0 done, 1 failed, 2 wrong use; 3 of vito run --watch: a person has to decide.',
    '',
    'Examples:',
    '  vito start',
    '  vito add ~/Mail/inbox.mbox contract.pdf',
    '  vito commitments --side i-owe --open',
    '  vito extract letters/ --json > found.jsonl',
    '',
  ].join('\n');
}

/** The help of one command. */
export function helpOf(name: string, parts: Command): string {
  const options = Object.entries({ ...parts.options, ...commonOptions }).map(
    ([option, how]) => [spelling(option, how), how.about] as const,
  );
  const column = Math.max(...options.map(([left]) => left.length));
  return [
    `Usage: vito ${name} ${parts.usage}`.trimEnd(),
    '',
    ...wrap(parts.about, width),
    '',
    'Options:',
    ...options.flatMap(([left, about]) =>
      wrap(about, width - column - 4).map((line, i) => `  ${(i === 0 ? left : '').padEnd(column)}  ${line}`),
    ),
    '',
    'Examples:',
    ...parts.examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

function spelling(name: string, option: Option): string {
  const short = name === 'help' ? '-h, ' : '';
  const value = option.type === 'string' ? ` ${option.value ?? 'VALUE'}` : '';
  return `${short}--${name}${value}${option.multiple ? ' …' : ''}`;
}

/** The known name that a mistyped one is nearest to, or null when none is near. */
export function nearest(word: string, names: readonly string[]): string | null {
  let best: { name: string; steps: number } | null = null;
  for (const name of names) {
    const steps = name.startsWith(word) && word.length >= 2 ? 1 : distance(word, name);
    if (steps <= Math.max(1, Math.floor(name.length / 3)) && (!best || steps < best.steps)) best = { name, steps };
  }
  return best?.name ?? null;
}

/** Edit distance in which a swap of two neighbours counts as one step (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const change = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(at(i - 1, j) + 1, (row[j - 1] ?? 0) + 1, change, swap ? at(i - 2, j - 2) + 1 : change);
    }
  }
  return at(a.length, b.length);
}
