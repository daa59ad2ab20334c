// `vito approvers`: the mail addresses that are asked when a run waits for a decision.
import { Approvers, type ApproversView } from '@vito/contracts/approver';
import { type Call, command, serverOptions, WrongUse } from '../command.js';
import { findServer } from '../server.js';

const options = { ...serverOptions } as const;

export const approvers = command({
  usage: '[set ADDRESS... | none] [OPTIONS]',
  about:
    'Lists who is asked by mail when a run waits for a decision. Each gets a link that decides in their name, without a sign-in. With set, these are asked and nobody else; links of those who are left out stop working.',
  options,
  examples: ['vito approvers', 'vito approvers set ada@quill.example bo@reed.example', 'vito approvers none'],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  const [verb, ...words] = args;
  const addresses = verb === undefined ? null : wanted(verb, words);
  const { client } = findServer({ url: values.url, env });
  if (addresses === null) return print(await client.call('getApprovers'), out);
  return print(await client.call('putApprovers', { body: { addresses } }), out);
}

function wanted(verb: string, words: string[]): string[] {
  if (verb === 'none' && words.length === 0) return [];
  if (verb !== 'set') throw new WrongUse(`vito approvers knows no ${verb}: set ADDRESS..., or none.`);
  if (words.length === 0) throw new WrongUse('Say who: vito approvers set ADDRESS..., or vito approvers none');
  const { data, error } = Approvers.safeParse({ addresses: words });
  if (data) return data.addresses;
  const wrong = error.issues.map(({ path }) => words[Number(path[1])]).find((word) => word !== undefined);
  throw new WrongUse(wrong === undefined ? 'At most 20 addresses are asked.' : `${wrong} is no mail address.`);
}

function print(view: ApproversView, out: Call['out']): number {
  if (out.jsonOnly) out.json(view);
  const { addresses, mail, isPublic, opensAt } = view;
  for (const address of addresses) out.line(address);
  if (addresses.length === 0) out.note('Nobody is asked by mail. Say who: vito approvers set ADDRESS...');
  else if (!mail) out.note('No mail is sent yet: the server needs VITO_SMTP and VITO_MAIL_FROM.');
  else if (!isPublic)
    out.note(`The links lead to ${opensAt}, which only that machine can open: set VITO_PUBLIC_URL there.`);
  return 0;
}
