// What the server's program printed: lines of JSON, perhaps among lines of its log.
import type { z } from 'zod';

/** The lines that have this shape, in their order. */
export function printedJson<T>(printed: string, shape: z.ZodType<T>): T[] {
  return printed.split('\n').flatMap((line) => {
    const found = shape.safeParse(json(line));
    return found.success ? [found.data] : [];
  });
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
