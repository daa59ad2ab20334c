// `vito sample`: puts in the fictional sample company.
import { type Call, command, serverOptions, Unable, WrongUse } from '../command.js';
import { findServer } from '../server.js';
import { untilRead } from '../watch.js';

const options = {
  'no-wait': { type: 'boolean', about: 'do not wait until everything is read' },
  ...serverOptions,
} as const;

export const sample = command({
  usage: '[OPTIONS]',
  about:
    'Puts in a fictional company: mails, chats, PDFs, a scan and a contract, spread over a quarter. A way to look around before your own mail comes in.',
  options,
  examples: ['vito sample', 'vito sample && vito commitments --side i-owe'],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  if (args.length > 0) throw new WrongUse(`vito sample takes no ${args[0]}.`);
  const { client } = findServer({ url: values.url, env });
  const { seq } = await client.call('getStatus');
  const { documents, profile } = await client.call('loadSample');
  out.line(
    `${documents} documents of a fictional company are in; you are ${profile.name} of ${profile.organisation ?? '-'}.`,
  );
  if (values['no-wait']) {
    if (out.jsonOnly) out.json({ documents, profile });
    return 0;
  }
  const watched = await untilRead(client, [], { after: seq, onProgress: out.progress, everything: true });
  const commitments = [...watched.commitments.values()].reduce((sum, group) => sum + group.length, 0);
  if (out.jsonOnly) out.json({ documents, profile, commitments });
  if (!watched.finished) throw new Unable('The server is still at work; nothing moved for a while. See: vito status');
  out.line(`Everything is read: ${commitments} commitments found. See: vito commitments --open`);
  return 0;
}
