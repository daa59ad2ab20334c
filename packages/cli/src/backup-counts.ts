// What backing up and restoring tell of themselves, in words.
import { z } from 'zod';
import { Unable } from './command.js';

const Counts = z.object({
  folder: z.string(),
  rows: z.number().int(),
  blobs: z.number().int(),
  keys: z.number().int(),
});
export type Counts = z.infer<typeof Counts>;

/** Takes the counts out of what the server's program printed: a line of JSON, perhaps among lines of its log. */
export function countsIn(printed: string): Counts {
  for (const line of printed.split('\n')) {
    const counts = Counts.safeParse(json(line));
    if (counts.success) return counts.data;
  }
  throw new Unable(
    "The server's program ended without saying what it did. Are both of the same version? Build: npm run build",
  );
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** `12 rows, 3 files and 2 keys`. */
export function countsInWords({ rows, blobs, keys }: Counts): string {
  const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
  return `${count(rows, 'row')}, ${count(blobs, 'file')} and ${count(keys, 'key')}`;
}
