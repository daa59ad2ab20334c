// `vito sources`: who may send webhooks; add one, end one, give one a new secret.
import type { Client } from '@vito/contracts/client';
import { SourceId } from '@vito/contracts/ids';
import { HmacOptions, SourceKind } from '@vito/contracts/webhook';
import { type Call, command, serverOptions, WrongUse } from '../command.js';
import { type Listed, listing } from '../listing.js';
import { hours, idValue, oneOf, onlyFor } from '../option-values.js';
import { findServer, type Server } from '../server.js';
import { localTime } from '../timeline-rows.js';
import { hookAddress, printSecret } from '../told-secret.js';

const options = {
  kind: { type: 'string', value: 'KIND', about: `with add: by whose rules it signs: ${SourceKind.options.join(', ')}` },
  secret: {
    type: 'string',
    value: 'S',
    about: 'with add and rotate: the secret that its sender has (default: one is made)',
  },
  header: { type: 'string', value: 'NAME', about: 'with add --kind hmac: the header with the signature' },
  prefix: { type: 'string', value: 'TEXT', about: 'with --header: what stands before the signature, e.g. sha256=' },
  algorithm: { type: 'string', value: 'NAME', about: 'with --header: sha256 (default), sha512 or sha1' },
  encoding: { type: 'string', value: 'NAME', about: 'with --header: hex (default) or base64' },
  keep: { type: 'string', value: 'HOURS', about: 'with rotate: how long the old secret still counts (default 24)' },
  ...serverOptions,
} as const;
const signing = ['header', 'prefix', 'algorithm', 'encoding'] as const;

export const sources = command({
  usage: '[add NAME --kind KIND | remove ID | rotate ID] [OPTIONS]',
  about:
    'Lists the sources that may send webhooks, with how much came from each. add prints the address to put in at the sender and, this once, the secret. remove ends a source and erases its payloads; what they became stays. rotate gives it a new secret.',
  options,
  examples: [
    'vito sources',
    'vito sources add "Orders of the shop" --kind standard',
    'vito sources add Drawings --kind github --secret "the same as at GitHub"',
    'vito sources add Lifts --kind hmac --header X-Signature --prefix sha256=',
    'vito sources rotate src_01kb3v0m2q8w4e6r7t9y1c5xzn --keep 1',
    'vito sources --json | head -1',
  ],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  const [verb, what, ...more] = args;
  if (verb === undefined) {
    onlyFor('the list', values, []);
    return list(findServer({ url: values.url, env }).client, out);
  }
  if (verb === 'add') {
    if (what === undefined || more.length > 0)
      throw new WrongUse('Name it in one word or in quotes: vito sources add "Orders of the shop" --kind standard');
    onlyFor('add', values, ['kind', 'secret', ...signing]);
    const body = bodyOf(what, values);
    return add(findServer({ url: values.url, env }), body, { out, env });
  }
  if (verb !== 'remove' && verb !== 'rotate')
    throw new WrongUse(`vito sources knows no ${verb}: add, remove or rotate.`);
  if (what === undefined || more.length > 0) throw new WrongUse(`Say which one: vito sources ${verb} ID`);
  const id = idValue(SourceId, what, 'vito sources');
  onlyFor(verb, values, verb === 'rotate' ? ['secret', 'keep'] : []);
  const keepHours = values.keep === undefined ? 24 : hours('--keep', values.keep);
  const server = findServer({ url: values.url, env });
  return verb === 'remove'
    ? remove(server.client, id, out)
    : rotate(server, id, { ...values, keepHours }, { out, env });
}

type Values = Call<typeof options>['values'];
type Where = Pick<Call, 'out' | 'env'>;

async function list(client: Client, out: Call['out']): Promise<number> {
  const { items } = await client.call('listSources');
  const all = await Promise.all(items.map(({ id }) => client.call('getSource', { params: { id } })));
  if (out.jsonOnly) for (const one of all) out.json(one);
  if (all.length === 0) {
    out.note('No source may send webhooks yet. Add one with: vito sources add NAME --kind KIND');
    return 0;
  }
  const columns = [
    { head: 'KIND' },
    { head: 'CAME IN', align: 'right' as const, said: true },
    { head: 'NOT MAPPED', align: 'right' as const, said: true },
    { head: 'LAST', said: true },
  ];
  const rows = all.map(
    ({ source, received, unmapped, lastAt }): Listed => ({
      name: source.paused ? `${source.name} (paused)` : source.name,
      id: source.id,
      values: [
        source.kind,
        String(received),
        unmapped > 0 ? { text: String(unmapped), style: 'red' } : '-',
        lastAt === null ? '-' : localTime(lastAt),
      ],
    }),
  );
  for (const line of listing('NAME', columns, rows, out)) out.line(line);
  return 0;
}

/** What is added, by what was given. Wrong use is said before any server is asked. */
function bodyOf(name: string, values: Values) {
  const kind = oneOf('--kind', values.kind, SourceKind.options);
  if (kind === undefined) throw new WrongUse(`Say of which kind it is: --kind ${SourceKind.options.join(', ')}`);
  const stray = signing.find((option) => values[option] !== undefined);
  if (kind !== 'hmac' && stray) throw new WrongUse(`--${stray} is for --kind hmac.`);
  if (kind === 'hmac' && values.header === undefined)
    throw new WrongUse('Say in which header it signs: --kind hmac --header X-Signature');
  return {
    name,
    kind,
    ...(values.secret === undefined ? {} : { secret: values.secret }),
    ...(kind === 'hmac' ? { hmac: hmacOf(values) } : {}),
  };
}

async function add({ client, url }: Server, body: ReturnType<typeof bodyOf>, { out, env }: Where): Promise<number> {
  const added = await client.call('addSource', { body });
  const { source, secret } = added;
  const address = hookAddress(source, { url, env, secret });
  if (out.jsonOnly) out.json({ ...added, address });
  out.line(`${out.paint('bold', source.name)} is added. Put in at its sender:`);
  const facts = [
    ['id', source.id],
    ['address', address],
  ] as const;
  printSecret(out, facts, secret);
  out.note(`A new one: vito sources rotate ${source.id}`);
  return 0;
}

function hmacOf({ header, prefix, algorithm, encoding }: Values): HmacOptions {
  const parsed = HmacOptions.safeParse({ header, prefix, algorithm, encoding });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new WrongUse(`--${issue?.path.join('.')}: ${issue?.message}`);
}

async function rotate(
  { client, url }: Server,
  id: string,
  { secret, keepHours }: { secret?: string | undefined; keepHours: number },
  { out, env }: Where,
): Promise<number> {
  const body = { keepHours, ...(secret === undefined ? {} : { secret }) };
  const rotated = await client.call('rotateSourceSecret', { params: { id }, body });
  const address = hookAddress(rotated.source, { url, env, secret: rotated.secret });
  if (out.jsonOnly) out.json({ ...rotated, address });
  const before = keepHours === 0 ? 'The old one counts no more.' : `The old one still counts for ${keepHours} h.`;
  out.line(`${out.paint('bold', rotated.source.name)} has a new secret. ${before}`);
  printSecret(out, [['address', address]], rotated.secret);
  return 0;
}

async function remove(client: Client, id: string, out: Call['out']): Promise<number> {
  await client.call('removeSource', { params: { id } });
  if (out.jsonOnly) out.json({ removed: id });
  out.line('It is removed, and its payloads are being erased. What they became stays.');
  return 0;
}
