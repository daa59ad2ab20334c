// `vito sendings`: what was sent to endpoints or is to be; one of them with every attempt, or sent again.
import type { Client } from '@vito/contracts/client';
import { type Attempt, SendingState } from '@vito/contracts/endpoint';
import { EndpointId, SendingId } from '@vito/contracts/ids';
import { bodyLines } from '../body-lines.js';
import { type Call, command, serverOptions, WrongUse } from '../command.js';
import { printFacts } from '../facts.js';
import { type Listed, listing, shortName } from '../listing.js';
import { idValue, oneOf, onlyFor, positive } from '../option-values.js';
import { upTo } from '../pages.js';
import { findServer } from '../server.js';
import { type Cell, table } from '../table.js';
import { localTime } from '../timeline-rows.js';

const options = {
  endpoint: { type: 'string', value: 'ID', about: 'only those to one endpoint' },
  state: { type: 'string', value: 'STATE', about: `only ${SendingState.options.join(', ')}` },
  limit: { type: 'string', value: 'N', about: 'at most N (default 50)' },
  ...serverOptions,
} as const;

export const sendings = command({
  usage: '[show ID | replay ID] [OPTIONS]',
  about:
    'Lists what was sent to endpoints or is to be, newest first. show prints one with every attempt, what was answered, and the body; replay sends it again, under the same id.',
  options,
  examples: [
    'vito sendings --state given-up',
    'vito sendings --endpoint end_01kb3v0m2q8w4e6r7t9y1c5xzn',
    'vito sendings show snd_01kb3v0m2q8w4e6r7t9y1c5xzn',
    'vito sendings replay snd_01kb3v0m2q8w4e6r7t9y1c5xzn',
    'vito sendings --json | head -1',
  ],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  const [verb, what, ...more] = args;
  if (verb === undefined) return list(values, { out, env });
  if (verb !== 'show' && verb !== 'replay') throw new WrongUse(`vito sendings knows no ${verb}: show or replay.`);
  if (what === undefined || more.length > 0) throw new WrongUse(`Say which one: vito sendings ${verb} ID`);
  const id = idValue(SendingId, what, 'vito sendings');
  onlyFor(verb, values, []);
  const { client } = findServer({ url: values.url, env });
  if (verb === 'show') return show(client, id, out);
  await client.call('replaySending', { params: { id } });
  if (out.jsonOnly) out.json({ replayed: id });
  out.line(`It is being sent again, under the same id. See: vito sendings show ${id}`);
  return 0;
}

async function list(values: Call<typeof options>['values'], { out, env }: Pick<Call, 'out' | 'env'>): Promise<number> {
  const limit = values.limit === undefined ? 50 : positive('--limit', values.limit);
  const filter = {
    endpoint: values.endpoint === undefined ? undefined : idValue(EndpointId, values.endpoint, 'vito endpoints'),
    state: oneOf('--state', values.state, SendingState.options),
  };
  const { client } = findServer({ url: values.url, env });
  const items = await upTo(limit, (page) => client.call('listSendings', { query: { ...filter, ...page } }));
  if (out.jsonOnly) for (const item of items) out.json(item);
  if (items.length === 0) {
    const narrowed = Object.values(filter).some((value) => value !== undefined);
    out.note(narrowed ? 'There are no such sendings.' : 'Nothing was sent yet. See to whom events go: vito endpoints');
    return 0;
  }
  const names = new Map((await client.call('listEndpoints')).items.map(({ id, name }) => [id, name]));
  const columns = [
    { head: 'ENDPOINT' },
    { head: 'PLANNED' },
    { head: 'STATE' },
    { head: 'TRIES', align: 'right' as const, said: true },
    { head: 'LAST' },
    { head: 'NEXT', said: true },
  ];
  const rows = items.map(
    (item): Listed => ({
      name: item.type,
      id: item.id,
      values: [
        shortName(names.get(item.endpointId) ?? 'removed', out),
        localTime(item.plannedAt),
        item.state === 'given-up' ? { text: item.state, style: 'red' } : item.state,
        String(item.attempts),
        item.problem ?? (item.lastStatus === null ? '-' : String(item.lastStatus)),
        item.nextAt === null ? '-' : localTime(item.nextAt),
      ],
    }),
  );
  for (const line of listing('EVENT', columns, rows, out)) out.line(line);
  if (items.length === limit && values.limit === undefined) out.note(`The latest ${limit}. More with: --limit N`);
  return 0;
}

async function show(client: Client, id: string, out: Call['out']): Promise<number> {
  const view = await client.call('getSending', { params: { id } });
  if (out.jsonOnly) {
    out.json(view);
    return 0;
  }
  out.line(out.paint('bold', view.type));
  printFacts(out, [
    ['sent as', view.id],
    ['endpoint', view.endpointId],
    ['event', view.eventId],
    ['planned', localTime(view.plannedAt)],
    ['state', view.problem === null ? view.state : `${view.state}: ${view.problem}`],
    ['tried again', view.nextAt === null ? null : localTime(view.nextAt)],
  ]);
  if (view.log.length > 0) out.line();
  for (const line of view.log.length > 0 ? attempts(view.log, out) : []) out.line(line);
  out.line();
  for (const line of bodyLines(view.body, 'utf8', out)) out.line(line);
  return 0;
}

function attempts(log: readonly Attempt[], out: Call['out']): string[] {
  const rows = log.map((attempt): Cell[] => [
    [{ text: localTime(attempt.at), style: 'dim' }],
    attempt.status === null ? '-' : String(attempt.status),
    `${attempt.ms} ms`,
    [
      { text: attempt.problem ?? attempt.outcome, style: attempt.outcome === 'delivered' ? 'green' : 'red' },
      ...(attempt.answer.trim() ? [{ text: attempt.answer.trim(), style: 'dim' as const }] : []),
    ],
  ]);
  const columns = [
    { head: 'TRIED' },
    { head: 'ANSWER', align: 'right' as const },
    { head: 'TOOK', align: 'right' as const },
    { head: 'HOW IT WENT', flexible: true },
  ];
  return table(columns, rows, out);
}
