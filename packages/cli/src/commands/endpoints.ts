// `vito endpoints`: where events are sent to and how they are taken; add one, try one, end one.
import type { Client } from '@vito/contracts/client';
import { type EndpointHealth, type EndpointView, EventPattern, type SendingView } from '@vito/contracts/endpoint';
import { EndpointId } from '@vito/contracts/ids';
import { wait } from '@vito/runtime/wait';
import { type Call, command, serverOptions, WrongUse } from '../command.js';
import { type Listed, listing } from '../listing.js';
import { idValue, onlyFor } from '../option-values.js';
import type { Style } from '../output.js';
import { findServer } from '../server.js';
import { localTime } from '../timeline-rows.js';
import { printSecret } from '../told-secret.js';

const options = {
  types: {
    type: 'string',
    value: 'A,B',
    about: 'with add: only these events, e.g. commitment.*,document.read (default: all)',
  },
  filter: { type: 'string', value: 'TEXT', about: 'with add: JSONata over what is sent; only where it is true' },
  ordered: { type: 'boolean', about: 'with add: one after the other, for each thing that events are about' },
  secret: { type: 'string', value: 'S', about: 'with add: the secret that signs, whsec_… (default: one is made)' },
  ...serverOptions,
} as const;

export const endpoints = command({
  usage: '[add NAME URL | test ID | remove ID] [OPTIONS]',
  about:
    'Lists the addresses that events are sent to, with how each took what was sent in the last day. add prints, this once, the secret by which the receiver verifies (Standard Webhooks). test sends a vito.test and says how it went; it fails where that did not arrive. remove sends nothing more.',
  options,
  examples: [
    'vito endpoints',
    'vito endpoints add Scheduler https://hooks.company.example/vito --types commitment.*,document.read',
    'vito endpoints test end_01kb3v0m2q8w4e6r7t9y1c5xzn',
    'vito endpoints --json | head -1',
  ],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === undefined) {
    onlyFor('the list', values, []);
    return list(findServer({ url: values.url, env }).client, out);
  }
  if (verb === 'add') return add(rest, values, { out, env });
  if (verb !== 'test' && verb !== 'remove') throw new WrongUse(`vito endpoints knows no ${verb}: add, test or remove.`);
  const [what, ...more] = rest;
  if (what === undefined || more.length > 0) throw new WrongUse(`Say which one: vito endpoints ${verb} ID`);
  const id = idValue(EndpointId, what, 'vito endpoints');
  onlyFor(verb, values, []);
  const { client } = findServer({ url: values.url, env });
  if (verb === 'test') return test(client, id, out);
  await client.call('removeEndpoint', { params: { id } });
  if (out.jsonOnly) out.json({ removed: id });
  out.line('It is removed: nothing more is sent to it.');
  return 0;
}

async function list(client: Client, out: Call['out']): Promise<number> {
  const { items } = await client.call('listEndpoints');
  const all = await Promise.all(items.map(({ id }) => client.call('getEndpoint', { params: { id } })));
  if (out.jsonOnly) for (const one of all) out.json(one);
  if (all.length === 0) {
    out.note('Events are sent to nobody yet. Add an address with: vito endpoints add NAME URL');
    return 0;
  }
  const columns = [
    { head: 'EVENTS' },
    { head: 'STATE' },
    { head: 'DELIVERED', align: 'right' as const, said: true },
    { head: 'FAILED', align: 'right' as const, said: true },
    { head: 'WAITING', align: 'right' as const, said: true },
  ];
  const rows = all.map(
    ({ endpoint, health }): Listed => ({
      name: `${endpoint.name} ${endpoint.url}`,
      id: endpoint.id,
      values: [
        asked(endpoint.types),
        stateOf(endpoint, health),
        String(health.delivered),
        health.failed > 0 ? { text: String(health.failed), style: 'red' } : '0',
        String(health.waiting),
      ],
    }),
  );
  for (const line of listing('NAME', columns, rows, out)) out.line(line);
  return 0;
}

const asked = (types: readonly string[]): string => {
  const [first, ...more] = types;
  if (first === undefined) return 'all';
  return more.length === 0 ? first : `${first} and ${more.length} more`;
};

const reasons = { gone: 'off: gone (410)', failing: 'off: failed for days', person: 'off' } as const;

function stateOf({ state, disabled }: EndpointView, health: EndpointHealth): string | { text: string; style: Style } {
  if (state === 'disabled') {
    const why = disabled ?? 'person';
    return why === 'person' ? reasons[why] : { text: reasons[why], style: 'red' };
  }
  if (health.failingSince) return { text: `failing since ${localTime(health.failingSince)}`, style: 'red' };
  return health.lastDeliveredAt === null ? 'nothing sent yet' : 'well';
}

async function add(
  [name, address, ...more]: string[],
  values: Call<typeof options>['values'],
  { out, env }: Pick<Call, 'out' | 'env'>,
): Promise<number> {
  if (name === undefined || address === undefined || more.length > 0)
    throw new WrongUse('Say its name and its address: vito endpoints add NAME https://…');
  if (!/^https?:\/\/./.test(address) || !URL.canParse(address))
    throw new WrongUse(`${address} is no address such as https://hooks.company.example/vito.`);
  const types = (values.types ?? '').split(',').flatMap((part) => part.trim() || []);
  const wrong = types.find((type) => !EventPattern.safeParse(type).success);
  if (wrong !== undefined)
    throw new WrongUse(`--types ${wrong} is no event such as commitment.proposed or commitment.*.`);
  const { client } = findServer({ url: values.url, env });
  const added = await client.call('addEndpoint', {
    body: {
      name,
      url: address,
      types,
      ordered: values.ordered === true,
      ...(values.filter ? { filter: values.filter } : {}),
      ...(values.secret === undefined ? {} : { secret: values.secret }),
    },
  });
  if (out.jsonOnly) out.json(added);
  out.line(`${out.paint('bold', added.endpoint.name)} is added; it gets ${types.join(', ') || 'every event'}.`);
  printSecret(out, [['id', added.endpoint.id]], added.secret);
  return 0;
}

const patience = 20_000; // ms: an endpoint has fifteen seconds to answer

/** Sends a test and waits for how the first attempt went. */
async function test(client: Client, id: string, out: Call['out']): Promise<number> {
  const sending = await client.call('testEndpoint', { params: { id } });
  const until = Date.now() + patience;
  let view: SendingView = await client.call('getSending', { params: sending });
  while (view.attempts === 0 && view.state === 'waiting' && Date.now() < until) {
    out.progress('The test is on its way …');
    await wait(250);
    view = await client.call('getSending', { params: sending });
  }
  out.progress('');
  if (out.jsonOnly) out.json(view);
  const last = view.log.at(-1);
  if (view.state === 'delivered') {
    out.line(`The test arrived: answered with ${view.lastStatus}${last ? ` in ${last.ms} ms` : ''}.`);
    return 0;
  }
  const next = view.nextAt === null ? '' : ` It is tried again at ${localTime(view.nextAt)}.`;
  if (view.attempts === 0) out.note(`The test was not tried within ${patience / 1000} seconds.${next}`);
  else out.note(`The test did not arrive: ${view.problem ?? 'no reason is known'}.${next}`);
  out.note(`See: vito sendings show ${view.id}`);
  return 1;
}
