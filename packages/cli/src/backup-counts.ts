// What backing up and restoring tell of themselves, in words.
import { z } from 'zod';
import { Unable } from './command.js';
import { printedJson } from './printed-json.js';

const Counts = z.object({
  folder: z.string(),
  rows: z.number().int(),
  blobs: z.number().int(),
  keys: z.number().int(),
});
export type Counts = z.infer<typeof Counts>;

/** Takes the counts out of what the server's program printed: a line of JSON, perhaps among lines of its log. */
export function countsIn(printed: string): Counts {
  const [counts] = printedJson(printed, Counts);
  if (counts) return counts;
  throw new Unable(
    "The server's program ended without saying what it did. Are both of the same version? Build: npm run build",
  );
}

/** `12 rows, 3 files and 2 keys`. */
export function countsInWords({ rows, blobs, keys }: Counts): string {
  const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
  return `${count(rows, 'row')}, ${count(blobs, 'file')} and ${count(keys, 'key')}`;
}
