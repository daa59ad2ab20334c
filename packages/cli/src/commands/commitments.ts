// `vito commitments`: who owes what to whom by when.
import { type CommitmentView, commitmentStatuses, sides } from '@vito/contracts/commitment';
import { type Call, command, serverOptions, WrongUse } from '../command.js';
import { commitmentRows } from '../commitment-rows.js';
import { oneOf, positive } from '../option-values.js';
import { findServer } from '../server.js';

const options = {
  side: { type: 'string', value: 'SIDE', about: `only ${sides.join(', ')}` },
  open: { type: 'boolean', about: 'only what is still owed' },
  overdue: { type: 'boolean', about: 'only what is open and past its date' },
  status: { type: 'string', value: 'STATUS', about: `only ${commitmentStatuses.join(', ')}` },
  person: { type: 'string', value: 'NAME', about: 'only those in which this name or address stands on either side' },
  document: { type: 'string', value: 'ID', about: 'only those of one document' },
  sort: { type: 'string', value: 'due|said', about: 'by due date (default) or by when they were said' },
  limit: { type: 'string', value: 'N', about: 'at most N (default: all)' },
  ...serverOptions,
} as const;

export const commitments = command({
  usage: '[OPTIONS]',
  about: 'Lists the commitments that the server has found, by due date; those without one come last.',
  options,
  examples: [
    'vito commitments --side i-owe --open',
    'vito commitments --overdue --person "Dana Whitlock"',
    'vito commitments --json | head -1',
  ],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  if (args.length > 0) throw new WrongUse(`vito commitments takes no ${args[0]}; narrow the list with its options.`);
  const limit = values.limit === undefined ? Number.POSITIVE_INFINITY : positive('--limit', values.limit);
  const filter = {
    side: oneOf('--side', values.side, sides),
    status: oneOf('--status', values.status, commitmentStatuses),
    sort: oneOf('--sort', values.sort, ['due', 'said']),
    person: values.person,
    document: values.document,
    open: values.open,
    overdue: values.overdue,
  };
  const { client } = findServer({ url: values.url, env });
  const shown: CommitmentView[] = [];
  let cursor: string | undefined;
  do {
    const query = { ...filter, cursor, limit: Math.min(200, limit - shown.length) };
    const page = await client.call('listCommitments', { query });
    for (const item of page.items) if (out.jsonOnly) out.json(item);
    shown.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && shown.length < limit);
  if (shown.length === 0) out.note('There are no such commitments.');
  else for (const line of commitmentRows(shown, out, new Date())) out.line(line);
  return 0;
}
