// `vito budget`: what agents may spend on calls of models, and have spent; --day and --month set it.
import type { BudgetView } from '@vito/contracts/budget';
import { type Call, command, serverOptions, WrongUse } from '../command.js';
import { findServer } from '../server.js';
import { table } from '../table.js';

const options = {
  day: { type: 'string', value: 'DOLLARS|none', about: 'what may be spent in a day' },
  month: { type: 'string', value: 'DOLLARS|none', about: 'what may be spent in a month' },
  ...serverOptions,
} as const;

export const budget = command({
  usage: '[OPTIONS]',
  about:
    'Says what agents may spend on calls of models, and what they have spent. With --day or --month, sets it; what is not given stays as it was. Days and months are those of UTC.',
  options,
  examples: ['vito budget', 'vito budget --day 5 --month 100', 'vito budget --day none'],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  if (args.length > 0) throw new WrongUse(`vito budget takes no ${args[0]}: say --day or --month.`);
  const day = micros('--day', values.day);
  const month = micros('--month', values.month);
  const { client } = findServer({ url: values.url, env });
  const before = await client.call('getBudget');
  if (day === undefined && month === undefined) return print(before, out);
  const dayMicros = day === undefined ? before.day.limitMicros : day;
  const monthMicros = month === undefined ? before.month.limitMicros : month;
  return print(await client.call('putBudget', { body: { dayMicros, monthMicros } }), out);
}

/** Dollars with up to six places; null for `none`. */
function micros(option: string, given: string | undefined): number | null | undefined {
  if (given === undefined || given === 'none') return given && null;
  if (!/^\d{1,6}(\.\d{1,6})?$/.test(given)) throw new WrongUse(`${option} ${given} is no amount of dollars, nor none.`);
  return Math.round(Number(given) * 1e6);
}

function print(view: BudgetView, out: Call['out']): number {
  if (out.jsonOnly) out.json(view);
  const cells = Object.entries(view).map(([name, { limitMicros, spentMicros, reservedMicros }]) => [
    [{ text: `this ${name}`, style: 'dim' as const }],
    limitMicros === null ? 'no limit' : dollars(limitMicros),
    dollars(spentMicros),
    dollars(reservedMicros),
  ]);
  const heads = ['', 'limit', 'spent', 'set aside'].map((head) => ({ head }));
  for (const line of table(heads, cells, out)) out.line(line);
  return 0;
}

const dollars = (amount: number): string => `$${(amount / 1e6).toFixed(amount % 10_000 === 0 ? 2 : 4)}`;
