// What `vito search` and `vito ask` take alike, and the query they make of it.
import { documentKinds } from '@vito/contracts/reading';
import { type Call, serverOptions, WrongUse } from './command.js';
import { oneOf, positive } from './option-values.js';

export const searchOptions = {
  person: { type: 'string', value: 'NAME', about: 'only what this name or address says or is told' },
  from: { type: 'string', value: 'DAY', about: 'only what was said on that day or later, e.g. 2026-10-01' },
  to: { type: 'string', value: 'DAY', about: 'only what was said on that day or before' },
  kind: { type: 'string', value: 'KIND', about: `only ${documentKinds.join(', ')}` },
  limit: { type: 'string', value: 'N', about: 'at most N passages (default 10, most 50)' },
  ...serverOptions,
} as const;

export function searchQuery({ values, args }: Pick<Call<typeof searchOptions>, 'values' | 'args'>, example: string) {
  const q = args.join(' ').trim();
  if (!/[\p{L}\p{N}]/u.test(q)) throw new WrongUse(`Say what to look for, e.g. ${example}`);
  if (q.length > 500) throw new WrongUse('That is too long: at most 500 characters.');
  return {
    q,
    person: values.person,
    from: dayValue('--from', values.from),
    to: dayValue('--to', values.to),
    kind: oneOf('--kind', values.kind, documentKinds),
    limit: values.limit === undefined ? 10 : Math.min(50, positive('--limit', values.limit)),
  };
}

function dayValue(option: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const day = new Date(`${given}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(given) || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(given))
    throw new WrongUse(`${option} ${given} is no day. Write it as 2026-10-31.`);
  return given;
}

export const isNarrowed = (query: ReturnType<typeof searchQuery>): boolean =>
  [query.person, query.from, query.to, query.kind].some((value) => value !== undefined);
