// `vito gates`: what runs want to do and may not without a person's word.
import { type Call, command, serverOptions, WrongUse } from '../command.js';
import { positive } from '../option-values.js';
import { upTo } from '../pages.js';
import { where } from '../run-call.js';
import { gateRows } from '../run-rows.js';

const usual = 50;
const options = {
  decided: { type: 'boolean', about: 'what was decided, newest first' },
  limit: { type: 'string', value: 'N', about: `at most N (default ${usual})` },
  ...serverOptions,
} as const;

export const gates = command({
  usage: '[OPTIONS]',
  about:
    'Lists what waits for a decision: first what is escalated, since nobody has decided it in time, then what expires soonest. Decide with vito approve, vito reject and vito edit.',
  options,
  examples: ['vito gates', 'vito gates --json', 'vito gates --decided --limit 10'],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  if (args.length > 0) throw new WrongUse(`It takes no words. To decide: vito approve ${args[0]}`);
  const limit = values.limit === undefined ? usual : positive('--limit', values.limit);
  const decided = values.decided ?? false;
  const { client } = where({ values, out, env });
  const items = await upTo(limit, (page) => client.call('listGates', { query: { decided, ...page } }));
  if (out.jsonOnly) for (const item of items) out.json(item);
  if (items.length === 0) {
    out.note(decided ? 'Nothing was decided yet.' : 'Nothing waits for a decision.');
    return 0;
  }
  for (const line of gateRows(items, out)) out.line(line);
  if (!decided && items[0]) out.note(`Decide: vito approve ${items[0].run}/${items[0].step}, or reject, or edit`);
  return 0;
}
