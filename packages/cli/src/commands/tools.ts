// `vito tools`: what runs can use; add a server that speaks MCP, ask it again, end it.
import type { Client } from '@vito/contracts/client';
import { ToolServerId } from '@vito/contracts/ids';
import { Name } from '@vito/contracts/playbook';
import type { ToolServerView } from '@vito/contracts/tool-server';
import { type Call, command, serverOptions, WrongUse } from '../command.js';
import { type Listed, listing } from '../listing.js';
import { idValue, onlyFor } from '../option-values.js';
import { findServer } from '../server.js';

const options = {
  given: {
    type: 'string',
    multiple: true,
    value: 'NAME=VALUE',
    about: 'with add: a header, or a variable of the environment, that it is given',
  },
  ...serverOptions,
} as const;

export const tools = command({
  usage: '[add NAME PLACE | refresh ID | remove ID] [OPTIONS]',
  about:
    'Lists the tools that runs can use, and the servers of others that bring some. add asks a server that speaks MCP for its tools: PLACE is an address, or the name of a program of VITO_MCP_SERVERS. refresh asks it again. remove uses its tools no more.',
  options,
  examples: [
    'vito tools',
    'vito tools add tickets https://tickets.company.example/mcp --given "Authorization=Bearer T"',
    'vito tools add notes notes-mcp',
    'vito tools refresh tsv_01kb3v0m2q8w4e6r7t9y1c5xzn',
    'vito tools --json | head -1',
  ],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === undefined) {
    onlyFor('the list', values, []);
    return list(findServer({ url: values.url, env }).client, out);
  }
  if (verb === 'add') {
    const body = bodyOf(rest, values.given);
    const { client } = findServer({ url: values.url, env });
    return told(await client.call('addToolServer', { body }), 'is added', out);
  }
  if (verb !== 'refresh' && verb !== 'remove')
    throw new WrongUse(`vito tools knows no ${verb}: add, refresh or remove.`);
  const [what, ...more] = rest;
  if (what === undefined || more.length > 0) throw new WrongUse(`Say which one: vito tools ${verb} ID`);
  const id = idValue(ToolServerId, what, 'vito tools');
  onlyFor(verb, values, []);
  const { client } = findServer({ url: values.url, env });
  if (verb === 'refresh')
    return told(await client.call('refreshToolServer', { params: { id } }), 'told its tools', out);
  await client.call('removeToolServer', { params: { id } });
  if (out.jsonOnly) out.json({ removed: id });
  out.line('It is removed: its tools are used no more.');
  return 0;
}

/** Wrong use is said before any server is asked. */
function bodyOf([name, place, ...more]: string[], given: string[] = []) {
  if (name === undefined || place === undefined || more.length > 0)
    throw new WrongUse('Say its name and its place: vito tools add NAME https://… or vito tools add NAME PROGRAM');
  if (!Name.safeParse(name).success)
    throw new WrongUse(`${name} is no name such as tickets or our-notes: lower-case words with hyphens.`);
  // Not said back: what stands there may be a secret.
  if (given.some((one) => one.indexOf('=') < 1)) throw new WrongUse('--given is NAME=VALUE, once for each.');
  const transport = /^https?:\/\//.test(place) ? ('http' as const) : ('stdio' as const);
  return { name, place, transport, given: Object.fromEntries(given.map(pairOf)) };
}

function pairOf(given: string): [string, string] {
  const at = given.indexOf('=');
  return [given.slice(0, at), given.slice(at + 1)];
}

function told(server: ToolServerView, what: string, out: Call['out']): number {
  if (out.jsonOnly) out.json(server);
  out.line(`${out.paint('bold', server.name)} ${what}:`);
  for (const { name, effect, approval, title } of server.tools) {
    const asks = approval === 'never' ? 'asks nobody' : 'asks first';
    out.line(`  ${name}  ${effect}, ${asks}  ${title}`);
  }
  if (server.tools.length === 0) out.note('It offers none that runs could use.');
  return 0;
}

async function list(client: Client, out: Call['out']): Promise<number> {
  const [{ items }, servers] = [await client.call('listTools'), (await client.call('listToolServers')).items];
  if (out.jsonOnly) for (const one of [...items, ...servers]) out.json(one);
  const columns = [{ head: 'DOES' }, { head: 'ASKS' }];
  const rows = items.map(
    ({ name, title, effect, approval }): Listed => ({
      name: title,
      id: name,
      values: [effect === 'read' ? 'reads' : 'writes', approval === 'never' ? 'nobody' : 'somebody first'],
    }),
  );
  for (const line of listing('TOOL', columns, rows, out)) out.line(line);
  if (servers.length === 0) out.note('No server of others brings tools yet. Add one with: vito tools add NAME PLACE');
  for (const { name, id, place } of servers) out.note(`${name} (${place}): ${id}`);
  return 0;
}
