// `vito agents`: the playbooks that can be run; publish one of your own, withdraw it.
import { Playbook, type Playbook as PlaybookType } from '@vito/contracts/playbook';
import { type Call, command, serverOptions, Unable, WrongUse } from '../command.js';
import { printFacts } from '../facts.js';
import { jsonFile, only, type Where, where } from '../run-call.js';

const options = { ...serverOptions } as const;

export const agents = command({
  usage: '[publish FILE | withdraw NAME] [OPTIONS]',
  about:
    'Lists the playbooks that can be run, with what each takes. publish puts in one of your own, or a new version of it, from a JSON file (- for standard input); runs that are under way keep theirs. withdraw takes it away for new runs.',
  options,
  examples: [
    'vito agents',
    'vito agents publish follow-up.json',
    'vito agents withdraw follow-up',
    'vito agents --json',
  ],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  const [verb, ...rest] = args;
  const at = where({ values, out, env });
  if (verb === undefined) return list(at);
  if (verb === 'publish') return publish(at, only(rest, 'vito agents publish FILE'));
  if (verb === 'withdraw') return withdraw(at, only(rest, 'vito agents withdraw NAME'));
  throw new WrongUse(`vito agents knows no ${verb}: publish or withdraw.`);
}

async function list({ client, out }: Where): Promise<number> {
  const { items } = await client.call('listPlaybooks');
  if (out.jsonOnly) for (const item of items) out.json(item);
  if (items.length === 0) {
    out.note('There is no playbook yet. Publish one: vito agents publish FILE');
    return 0;
  }
  for (const [index, { name, number, title, shipped, playbook }] of items.entries()) {
    if (index > 0) out.line();
    out.line(`${out.paint('bold', name)}  ${out.paint('dim', shipped ? 'comes with ViTo' : `version ${number}`)}`);
    const inputs = inputWords(playbook.input);
    printFacts(out, [
      ['title', title],
      ['does', playbook.description || null],
      ['input', inputs || 'anything'],
    ]);
  }
  if (items[0]) out.note(`Run one: vito run ${items[0].name} --input JSON --watch`);
  return 0;
}

/** "to (text), total (number, may be left out)". */
function inputWords(schema: PlaybookType['input']): string {
  const { properties, required } = schema;
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return '';
  const needed = new Set(Array.isArray(required) ? required : []);
  return Object.entries(properties)
    .map(([name, property]) => {
      const type = typeof property === 'object' && property && 'type' in property ? String(property.type) : 'anything';
      return `${name} (${type === 'string' ? 'text' : type}${needed.has(name) ? '' : ', may be left out'})`;
    })
    .join(', ');
}

async function publish(at: Where, path: string): Promise<number> {
  const parsed = Playbook.safeParse(await jsonFile(path));
  if (!parsed.success) {
    const issues = parsed.error.issues.map(
      ({ path: place, message }) => `\n  ${place.join('.') || 'the whole'}: ${message}`,
    );
    throw new Unable(`${path} is no playbook:${issues.join('')}`);
  }
  const { client, out } = at;
  const view = await client.call('publishPlaybook', { body: { playbook: parsed.data } });
  if (out.jsonOnly) out.json(view);
  out.line(`${view.name} is published as version ${view.number}. Run it: vito run ${view.name} --input JSON --watch`);
  return 0;
}

async function withdraw({ client, out }: Where, name: string): Promise<number> {
  await client.call('withdrawPlaybook', { params: { name } });
  if (out.jsonOnly) out.json({ withdrawn: name });
  out.line(`${name} is withdrawn: no new runs of it; those that are under way go on.`);
  return 0;
}
