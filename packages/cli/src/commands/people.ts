// `vito people [NAME]`: who there is, with what they owe and are owed; or one of them, with what is known, to correct it.
import type { Client } from '@vito/contracts/client';
import { reasons, type WhoRow, type WhoView } from '@vito/contracts/directory';
import { type Call, command, serverOptions, WrongUse } from '../command.js';
import { positive } from '../option-values.js';
import type { Output } from '../output.js';
import { findServer } from '../server.js';
import { table } from '../table.js';

const options = {
  organisations: { type: 'boolean', about: 'only organisations' },
  limit: { type: 'string', value: 'N', about: 'at most N (default: all)' },
  merge: { type: 'string', value: 'OTHER', about: 'say that NAME and OTHER are the same; OTHER keeps its name' },
  split: { type: 'string', value: 'PART', about: 'say that this address or name of NAME is somebody else' },
  rename: { type: 'string', value: 'TEXT', about: 'say what to call NAME' },
  alias: { type: 'string', value: 'TEXT', about: 'say that NAME is also called so, or found at this address' },
  organisation: { type: 'string', value: 'TEXT', about: 'say for whom NAME works ("" for nobody)' },
  us: { type: 'boolean', about: 'say that the organisation NAME is us' },
  undo: { type: 'boolean', about: 'take back the last correction' },
  ...serverOptions,
} as const;

export const people = command({
  usage: '[NAME] [OPTIONS]',
  about:
    'Lists people and organisations, those with most that is open first. With a name, an address or an id, prints how that one is known and why; the options correct it.',
  options,
  examples: [
    'vito people',
    'vito people dana@harrow.example',
    'vito people "Dana W" --merge dana@harrow.example',
    'vito people --undo',
  ],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  if (args.length > 1) throw new WrongUse('Name one at a time, in quotes: vito people "Dana Whitlock"');
  const { client } = findServer({ url: values.url, env });
  const [name] = args;
  const said = (['merge', 'split', 'rename', 'alias', 'organisation', 'us', 'undo'] as const).filter(
    (option) => values[option] !== undefined,
  );
  if (said.length > 1) throw new WrongUse('Correct one thing at a time.');
  if (values.undo) {
    await client.call('undoDirectory', { body: {} });
    if (out.jsonOnly) out.json({ undone: true });
    out.line('The last correction was taken back.');
    return 0;
  }
  if (name === undefined) {
    if (said.length > 0) throw new WrongUse(`Say who it is about: vito people NAME --${said[0]} …`);
    return list(client, values, out);
  }
  const one = await client.call('getPerson', { params: { id: name } });
  return show(await corrected(client, one, values), out);
}

type Values = Call<typeof options>['values'];

async function corrected(client: Client, one: WhoView, values: Values): Promise<WhoView> {
  const params = { id: one.id };
  if (values.merge !== undefined) {
    const into = await client.call('getPerson', { params: { id: values.merge } });
    return client.call('mergeWho', { params, body: { into: into.id } });
  }
  if (values.split !== undefined) {
    const wanted = values.split.toLowerCase();
    const part = one.parts.find(({ id, text }) => text.toLowerCase() === wanted || id === values.split);
    if (!part)
      throw new WrongUse(`--split ${values.split} is none of: ${one.parts.map(({ text }) => text).join(', ')}.`);
    return client.call('splitWho', { params, body: { part: part.id } });
  }
  if (values.rename !== undefined) return client.call('renameWho', { params, body: { name: values.rename } });
  if (values.alias !== undefined) return client.call('aliasWho', { params, body: { alias: values.alias } });
  if (values.organisation !== undefined)
    return client.call('setOrganisation', { params, body: { organisation: values.organisation || null } });
  return values.us ? client.call('setUs', { params, body: {} }) : one;
}

async function list(client: Client, values: Values, out: Output): Promise<number> {
  const limit = values.limit === undefined ? Number.POSITIVE_INFINITY : positive('--limit', values.limit);
  const shown: WhoRow[] = [];
  let cursor: string | undefined;
  do {
    const query = { cursor, limit: Math.min(200, limit - shown.length) };
    const page = await client.call(values.organisations ? 'listOrganisations' : 'listPeople', { query });
    for (const item of page.items) if (out.jsonOnly) out.json(item);
    shown.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && shown.length < limit);
  if (shown.length === 0) out.note('Nobody is known yet: put in some mail with vito add.');
  const columns = [
    { head: 'NAME', flexible: true },
    { head: 'ORGANISATION' },
    { head: 'OWES', align: 'right' as const },
    { head: 'OVERDUE', align: 'right' as const },
    { head: 'IS OWED', align: 'right' as const },
  ];
  const rows = shown.map((one) => [
    `${one.name}${one.kind === 'unclear' ? ' (unclear)' : one.mine ? ' (me)' : ''}`,
    one.organisation?.name ?? (one.kind === 'organisation' ? '·' : '-'),
    String(one.owes),
    String(one.overdue),
    String(one.owed),
  ]);
  for (const line of table(columns, rows, out)) out.line(line);
  return 0;
}

function show(one: WhoView, out: Output): number {
  if (out.jsonOnly) out.json(one);
  out.line(`${out.paint('bold', one.name)}${one.organisation ? ` · ${one.organisation.name}` : ''}  ${one.id}`);
  out.line(`owes ${one.owes} (${one.overdue} overdue), is owed ${one.owed}`);
  for (const { text, reason } of one.parts) out.line(`  ${text}  ${out.paint('dim', reasons[reason])}`);
  if (one.candidates.length > 0)
    out.line(`May be: ${one.candidates.map(({ id, name }) => `${name} (${id})`).join(', ')}. Say which with --merge.`);
  if (one.alike.length > 0) out.line(`Of the same name: ${one.alike.map(({ name }) => name).join(', ')}.`);
  if (one.people.length > 0) out.line(`People: ${one.people.map(({ name }) => name).join(', ')}`);
  return 0;
}
