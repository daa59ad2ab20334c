// What is known of one thing: names and values under each other.
import type { Output } from './output.js';
import { type Cell, table } from './table.js';

/** Those without a value are left out. */
export function printFacts(out: Output, facts: readonly (readonly [string, string | null])[]): void {
  const rows = facts
    .filter(([, value]) => value !== null)
    .map(([name, value]): Cell[] => [[{ text: name, style: 'dim' }], value ?? '']);
  for (const line of table([{ head: '' }, { head: '', flexible: true }], rows, out)) out.line(line);
}
