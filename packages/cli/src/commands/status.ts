// `vito status`: what runs, how far it is, what waits; --link for a way in.
import type { ModelUse } from '@vito/contracts/model';
import { type Call, command, serverOptions, Unable, WrongUse } from '../command.js';
import { runCore } from '../core-process.js';
import { findServer } from '../server.js';
import { table } from '../table.js';

const options = {
  link: { type: 'boolean', about: 'print a fresh link that signs a browser in' },
  ...serverOptions,
} as const;

export const status = command({
  usage: '[OPTIONS]',
  about: 'Says what runs, how far it is, and what waits.',
  options,
  examples: ['vito status', 'vito status --link', 'vito status --json'],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  if (args.length > 0) throw new WrongUse(`vito status takes no ${args[0]}.`);
  if (values.link) return printLink(out, env);
  const { client, url } = findServer({ url: values.url, env });
  const answer = await client.call('getStatus');
  if (out.jsonOnly) out.json({ url, ...answer });
  const rows = [
    ['address', url],
    ['version', answer.version],
    ['database', answer.database],
    ['queue', answer.queue],
    ['documents', String(answer.documents)],
    ['commitments', String(answer.commitments)],
    ['events', `${answer.seq}${answer.unsequenced > 0 ? `, and ${answer.unsequenced} about to come` : ''}`],
    ['work', workWords(answer.work)],
    ...(answer.model === null ? [] : modelRows(answer.model)),
  ];
  const label = (text = '') => [{ text, style: 'dim' as const }];
  const cells = rows.map(([name, value]) => [label(name), value ?? '']);
  for (const line of table([{ head: '' }, { head: '', flexible: true }], cells, out)) out.line(line);
  if (!out.jsonOnly && answer.work.dead > 0)
    out.note('Work that failed for good is listed at /v1/work/dead, and can be tried again there.');
  return 0;
}

function workWords({ waiting, dead }: { waiting: number; dead: number }): string {
  const parts = [waiting === 0 ? 'nothing waits' : `${waiting} waiting`];
  if (dead > 0) parts.push(`${dead} failed for good`);
  return parts.join(', ');
}

/** The model: what it still has to look at, and what it took so far. */
function modelRows(model: ModelUse): string[][] {
  const { name, waiting, calls, failed, tokensIn, tokensOut, cost, costUnknown, pricesOf } = model;
  const ended = failed === 0 ? '' : `, ${failed} of them failed`;
  const unknown = costUnknown === 0 ? '' : `, and ${costUnknown} calls of unknown cost`;
  return [
    ['model', `${name ?? 'none is asked now'}${waiting === 0 ? '' : `, ${waiting} documents waiting for it`}`],
    ['its calls', `${calls}${ended}; ${tokensIn} tokens in, ${tokensOut} out`],
    ['its cost', `$${cost.toFixed(4)} by list prices of ${pricesOf} or your own${unknown}`],
  ];
}

async function printLink(out: Call['out'], env: Call['env']): Promise<number> {
  const { code, printed } = await runCore({ args: ['sign-in-link'], env, stdout: 'keep' });
  if (code !== 0) return 1;
  const link = /https?:\/\/\S+/.exec(printed)?.[0];
  if (link === undefined) throw new Unable('The server gave no link. Is it running? Start it with: npm start');
  if (out.jsonOnly) out.json({ link });
  out.line(link);
  return 0;
}
