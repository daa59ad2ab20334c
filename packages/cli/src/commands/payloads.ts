// `vito payloads`: the webhooks that came in, and what they became; one of them whole, or mapped again.
import type { Client } from '@vito/contracts/client';
import { PayloadId, SourceId } from '@vito/contracts/ids';
import { PayloadState, type PayloadSummary } from '@vito/contracts/webhook';
import { bodyLines } from '../body-lines.js';
import { type Call, command, serverOptions, WrongUse } from '../command.js';
import { printFacts } from '../facts.js';
import { type Listed, listing, shortName } from '../listing.js';
import { idValue, oneOf, onlyFor, positive } from '../option-values.js';
import { upTo } from '../pages.js';
import { findServer } from '../server.js';
import { localTime } from '../timeline-rows.js';

const options = {
  source: { type: 'string', value: 'ID', about: 'only those of one source' },
  state: { type: 'string', value: 'STATE', about: `only ${PayloadState.options.join(', ')}` },
  search: { type: 'string', value: 'Q', about: 'only those that hold these words or ids' },
  limit: { type: 'string', value: 'N', about: 'at most N (default 50)' },
  ...serverOptions,
} as const;

export const payloads = command({
  usage: '[show ID | replay ID] [OPTIONS]',
  about:
    'Lists the webhooks that came in, newest first, and what each became. show prints one with its headers and its body as it came; replay maps it again, by the mapping that its source now has.',
  options,
  examples: [
    'vito payloads --state unmapped',
    'vito payloads --search "invoice.paid in_7"',
    'vito payloads show pay_01kb3v0m2q8w4e6r7t9y1c5xzn',
    'vito payloads replay pay_01kb3v0m2q8w4e6r7t9y1c5xzn',
    'vito payloads --json | head -1',
  ],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  const [verb, what, ...more] = args;
  if (verb === undefined) return list(values, { out, env });
  if (verb !== 'show' && verb !== 'replay') throw new WrongUse(`vito payloads knows no ${verb}: show or replay.`);
  if (what === undefined || more.length > 0) throw new WrongUse(`Say which one: vito payloads ${verb} ID`);
  const id = idValue(PayloadId, what, 'vito payloads');
  onlyFor(verb, values, []);
  const { client } = findServer({ url: values.url, env });
  if (verb === 'show') return show(client, id, out);
  await client.call('replayPayload', { params: { id } });
  if (out.jsonOnly) out.json({ replayed: id });
  out.line(`It is being mapped again. See: vito payloads show ${id}`);
  return 0;
}

async function list(values: Call<typeof options>['values'], { out, env }: Pick<Call, 'out' | 'env'>): Promise<number> {
  const limit = values.limit === undefined ? 50 : positive('--limit', values.limit);
  const filter = {
    source: values.source === undefined ? undefined : idValue(SourceId, values.source, 'vito sources'),
    state: oneOf('--state', values.state, PayloadState.options),
    q: values.search,
  };
  const { client } = findServer({ url: values.url, env });
  const items = await upTo(limit, (page) => client.call('listPayloads', { query: { ...filter, ...page } }));
  if (out.jsonOnly) for (const item of items) out.json(item);
  if (items.length === 0) {
    const narrowed = Object.values(filter).some((value) => value !== undefined);
    out.note(narrowed ? 'There are no such payloads.' : 'Nothing came in yet. See who may send: vito sources');
    return 0;
  }
  const columns = [{ head: 'SOURCE' }, { head: 'WHEN' }, { head: 'STATE' }, { head: 'BECAME' }];
  const rows = items.map(
    (item): Listed => ({
      name: item.type || item.externalId,
      id: item.id,
      values: [
        shortName(item.sourceName, out),
        localTime(item.receivedAt),
        item.state === 'unmapped' ? { text: item.state, style: 'red' } : item.state,
        became(item),
      ],
    }),
  );
  for (const line of listing('TYPE', columns, rows, out)) out.line(line);
  if (items.length === limit && values.limit === undefined) out.note(`The latest ${limit}. More with: --limit N`);
  return 0;
}

function became({ state, yields }: PayloadSummary): string {
  const of = (kind: string) => yields.filter((one) => one.kind === kind).length;
  const parts = (['fact', 'document'] as const).flatMap((kind) =>
    of(kind) === 0 ? [] : `${of(kind)} ${kind}${of(kind) === 1 ? '' : 's'}`,
  );
  return parts.join(', ') || (state === 'mapped' ? 'nothing' : '-');
}

async function show(client: Client, id: string, out: Call['out']): Promise<number> {
  const view = await client.call('getPayload', { params: { id } });
  if (out.jsonOnly) {
    out.json(view);
    return 0;
  }
  out.line(out.paint('bold', view.type || view.externalId));
  printFacts(out, [
    ['source', `${view.sourceName}  ${view.sourceId}`],
    ['its id there', view.externalId],
    ['came in', localTime(view.receivedAt)],
    ['size', `${view.size} bytes`],
    ['state', view.problem === null ? view.state : `${view.state}: ${view.problem}`],
    ...(await Promise.all(view.yields.map(({ kind, id: yielded }) => yieldFact(client, kind, yielded)))),
  ]);
  out.line();
  printFacts(
    out,
    Object.entries(view.headers).map(([name, value]) => [name, value] as const),
  );
  out.line();
  for (const line of bodyLines(view.body, view.encoding, out)) out.line(line);
  return 0;
}

/** What it became, by name where it is still there. */
async function yieldFact(client: Client, kind: 'fact' | 'document', id: string): Promise<readonly [string, string]> {
  const name =
    kind === 'fact'
      ? client.call('getFact', { params: { id } }).then(({ title }) => title)
      : client.call('getDocument', { params: { id } }).then(({ title, name: file }) => title ?? file);
  return [`became ${kind}`, `${await name.catch(() => 'no longer there')}  ${id}`];
}
