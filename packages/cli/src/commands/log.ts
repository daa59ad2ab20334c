// `vito log`: the months of the event log, and moving old ones out of the database and back.
import { z } from 'zod';
import { type Call, command, WrongUse } from '../command.js';
import { runCore } from '../core-process.js';
import type { Output } from '../output.js';
import { printedJson } from '../printed-json.js';
import { table } from '../table.js';

const options = {
  keep: { type: 'string', value: 'MONTHS', about: 'with put-away: every month that ended more than so many ago' },
} as const;

export const log = command({
  usage: '[put-away MONTH | put-away --keep MONTHS | bring-back MONTH] [OPTIONS]',
  about:
    'Lists the months of the event log and where each is. put-away moves the events of a month that is over out of the database, to where files live: everything still reads as before, a little slower for what is that old, and the database stays small. bring-back moves them in again, byte for byte. A server that runs goes on running. Ended at any moment, run it again.',
  options,
  examples: [
    'vito log',
    'vito log put-away 2024-11',
    'vito log put-away --keep 24   # e.g. once a month',
    'vito log bring-back 2024-11',
    'vito log --json',
  ],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  const [verb, month, ...more] = args;
  const call = verb === undefined ? ['log'] : move(verb, month, more, values.keep);
  if (verb === undefined && values.keep !== undefined) throw new WrongUse('--keep goes with vito log put-away.');
  const { code, printed } = await runCore({ args: call, env, stdout: 'keep' });
  if (code !== 0) return 1;
  if (verb === undefined) list(printedJson(printed, Month), out);
  else tell(printedJson(printed, Moved), out);
  return 0;
}

function move(verb: string, month: string | undefined, more: string[], keep: string | undefined): string[] {
  if (verb !== 'put-away' && verb !== 'bring-back')
    throw new WrongUse(`vito log knows no ${verb}: put-away or bring-back.`);
  if (more.length > 0 || (month === undefined) === (keep === undefined) || (keep !== undefined && verb !== 'put-away'))
    throw new WrongUse(`Say which one month: vito log ${verb} 2024-11${verb === 'put-away' ? ', or --keep 24' : ''}`);
  if (month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
    throw new WrongUse(`${month} is no month: write it as 2024-11.`);
  if (keep !== undefined && !/^[1-9]\d{0,3}$/.test(keep))
    throw new WrongUse(`--keep ${keep} is no number of months from 1 on.`);
  return ['log', verb, ...(month === undefined ? ['--keep', keep as string] : [month])];
}

const Month = z.object({
  month: z.string().nullable(),
  place: z.enum(['database', 'archive']),
  events: z.number().nullable(),
  bytes: z.number(),
  parts: z.number(),
});
const Moved = z.object({
  month: z.string(),
  putAway: z.number().optional(),
  broughtBack: z.number().optional(),
});

function list(months: z.infer<typeof Month>[], out: Output): void {
  if (out.jsonOnly) for (const month of months) out.json(month);
  const rows = months
    .filter(({ month, events, bytes }) => month !== null || (events ?? 0) > 0 || bytes > emptyTable)
    .map(({ month, place, events, bytes }) => [
      month ?? 'other months',
      place === 'archive' ? 'put away' : 'in the database',
      events === null ? '–' : `${place === 'archive' ? '' : 'about '}${Math.round(events).toLocaleString('en')}`,
      size(bytes),
    ]);
  const columns = [
    { head: 'month' },
    { head: 'place' },
    { head: 'events', align: 'right' },
    { head: 'size', align: 'right' },
  ] as const;
  for (const line of table(columns, rows, out)) out.line(line);
  if (!out.jsonOnly)
    out.note('Events of a month in the database are an estimate, which PostgreSQL makes now and then.');
}

function tell(moved: z.infer<typeof Moved>[], out: Output): void {
  if (out.jsonOnly) for (const one of moved) out.json(one);
  if (moved.length === 0) out.line('No month is that old: nothing was moved.');
  for (const { month, putAway, broughtBack } of moved) {
    const events = (putAway ?? broughtBack ?? 0).toLocaleString('en');
    out.line(`${month}: ${events} events ${putAway === undefined ? 'brought back into the database' : 'put away'}`);
  }
}

/** Of a table with its indexes that holds nothing. */
const emptyTable = 16_384;

function size(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1000)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
