// `vito run NAME`: runs a playbook; with --watch follows it until it is over or waits for a person.
import { type Call, command, serverOptions, WrongUse } from '../command.js';
import { jsonValue, only, where } from '../run-call.js';
import { watchRun } from '../run-watch.js';

const options = {
  input: { type: 'string', value: 'JSON', about: 'what it is given; vito agents says what each takes' },
  key: { type: 'string', value: 'K', about: 'the same request with the same key is the same run' },
  priority: { type: 'string', value: 'N', about: '0 before 1 (the default) before 2' },
  watch: { type: 'boolean', about: 'follow it; exit code 0 completed, 1 ended otherwise, 3 waits for a person' },
  ...serverOptions,
} as const;

export const run = command({
  usage: 'NAME [OPTIONS]',
  about: 'Runs a playbook and prints the id of the run.',
  options,
  examples: [
    'vito run follow-up --watch',
    'vito run follow-up --input \'{"to":"ada@brook.example"}\' --key order-17',
    'vito run follow-up --json',
  ],
  run: request,
});

async function request({ values, args, out, env }: Call<typeof options>): Promise<number> {
  const playbook = only(args, 'vito run NAME');
  const input = values.input === undefined ? {} : jsonValue('--input', values.input);
  const { key, priority } = values;
  if (priority !== undefined && !/^[012]$/.test(priority))
    throw new WrongUse(`--priority ${priority} is not 0, 1 or 2.`);
  const at = where({ values, out, env });
  const body = { playbook, input, ...(key ? { key } : {}), ...(priority ? { priority: Number(priority) } : {}) };
  const asked = await at.client.call('requestRun', { body });
  if (values.watch) {
    out.note(`It runs: ${asked.id}`);
    return watchRun(at, asked.id);
  }
  if (out.jsonOnly) out.json(asked);
  out.line(asked.id);
  out.note(`See how it goes: vito show ${asked.id}`);
  return 0;
}
