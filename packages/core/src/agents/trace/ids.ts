// Ids of traces and spans, made from what they are about: work that is done again sends the same span again, and a child run
// names the span of its parent's step without having seen it.
import { createHash } from 'node:crypto';

const digits = (count: number, of: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, count);

/** `root`: the run that nobody else asked for. */
export const traceIdOf = (tenant: string, root: string): string => digits(32, ['trace', tenant, root]);

/** `part`: `step`, `attempt 2`, `gate`, … */
export const spanIdOf = (run: string, step: string, part: string): string => digits(16, ['span', run, step, part]);
