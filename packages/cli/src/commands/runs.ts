// `vito runs`: the runs of playbooks, newest first.
import { RunStatus } from '@vito/contracts/run';
import { type Call, command, serverOptions, WrongUse } from '../command.js';
import { oneOf, positive } from '../option-values.js';
import { upTo } from '../pages.js';
import { where } from '../run-call.js';
import { runRows } from '../run-rows.js';

const usual = 50;
const options = {
  status: { type: 'string', value: 'S', about: `only those: ${RunStatus.options.join(', ')}` },
  stuck: { type: 'boolean', about: 'only those that do not get on as they should' },
  playbook: { type: 'string', value: 'NAME', about: 'only runs of this playbook' },
  limit: { type: 'string', value: 'N', about: `at most N (default ${usual})` },
  ...serverOptions,
} as const;

export const runs = command({
  usage: '[OPTIONS]',
  about: 'Lists runs of playbooks, newest first, with how each stands and what it cost.',
  options,
  examples: ['vito runs', 'vito runs --status open', 'vito runs --stuck', 'vito runs --playbook follow-up --json'],
  run: list,
});

async function list({ values, args, out, env }: Call<typeof options>): Promise<number> {
  if (args.length > 0) throw new WrongUse(`It takes no words. One run: vito show ${args[0]}`);
  const status = oneOf('--status', values.status, RunStatus.options);
  const limit = values.limit === undefined ? usual : positive('--limit', values.limit);
  const { client } = where({ values, out, env });
  const query = { status, playbook: values.playbook, stuck: values.stuck };
  const items = await upTo(limit, (page) => client.call('listRuns', { query: { ...query, ...page } }));
  if (out.jsonOnly) for (const item of items) out.json(item);
  const narrowed = status !== undefined || values.stuck === true || values.playbook !== undefined;
  if (items.length === 0) {
    out.note(narrowed ? 'No run is like that.' : 'Nothing has run yet. See what can: vito agents');
    return 0;
  }
  for (const line of runRows(items, out)) out.line(line);
  if (items.length === usual && values.limit === undefined) out.note(`The first ${usual}. More with: --limit N`);
  return 0;
}
