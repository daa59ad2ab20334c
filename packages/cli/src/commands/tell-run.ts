// `vito cancel`, `signal`, `fork` and `move`: what a run is told.
import { type Call, command, serverOptions, WrongUse } from '../command.js';
import { positive } from '../option-values.js';
import { jsonValue, only, runValue, where } from '../run-call.js';

const id = 'run_01kb3v0m2q8w4e6r7t9y1c5xzn';

const cancelOptions = {
  reason: { type: 'string', value: 'R', about: 'why; kept with the run' },
  ...serverOptions,
} as const;
export const cancel = command({
  usage: 'RUN [OPTIONS]',
  about: 'Cancels a run: a call under way is ended, and what was done is undone.',
  options: cancelOptions,
  examples: [`vito cancel ${id} --reason "the order was withdrawn"`],
  async run({ values, args, out, env }: Call<typeof cancelOptions>) {
    const run = runValue(only(args, 'vito cancel RUN'));
    const { client } = where({ values, out, env });
    const body = values.reason === undefined ? {} : { reason: values.reason };
    const view = await client.call('cancelRun', { params: { id: run }, body });
    if (out.jsonOnly) out.json(view);
    out.line(`It is being cancelled. See how it ends: vito show ${run}`);
    return 0;
  },
});

const signalOptions = {
  payload: { type: 'string', value: 'JSON', about: 'what goes along' },
  ...serverOptions,
} as const;
export const signal = command({
  usage: 'RUN NAME [OPTIONS]',
  about: 'Tells a run something that it waits for, or will wait for.',
  options: signalOptions,
  examples: [`vito signal ${id} answered --payload '{"yes":true}'`],
  async run({ values, args, out, env }: Call<typeof signalOptions>) {
    const [run, name, ...more] = args;
    if (run === undefined || name === undefined || more.length > 0)
      throw new WrongUse('It is called so: vito signal RUN NAME --payload JSON');
    const params = { id: runValue(run) };
    const payload = values.payload === undefined ? null : jsonValue('--payload', values.payload);
    const { client } = where({ values, out, env });
    const view = await client.call('signalRun', { params, body: { name, payload } });
    if (out.jsonOnly) out.json(view);
    out.line(`It was told "${name}". See how it goes on: vito show ${run}`);
    return 0;
  },
});

const forkOptions = {
  at: { type: 'string', value: 'STEP', about: 'the first step that is done anew' },
  ...serverOptions,
} as const;
export const fork = command({
  usage: 'RUN --at STEP [OPTIONS]',
  about: 'Begins a new run that takes over what this one did before a step, and goes on from there. Prints its id.',
  options: forkOptions,
  examples: [`vito fork ${id} --at send`],
  async run({ values, args, out, env }: Call<typeof forkOptions>) {
    const run = runValue(only(args, 'vito fork RUN --at STEP'));
    if (values.at === undefined) throw new WrongUse(`Say from which step: vito fork ${run} --at STEP`);
    const { client } = where({ values, out, env });
    const view = await client.call('forkRun', { params: { id: run }, body: { step: values.at } });
    if (out.jsonOnly) out.json(view);
    out.line(view.id);
    out.note(`See how it goes: vito show ${view.id}`);
    return 0;
  },
});

const moveOptions = {
  to: { type: 'string', value: 'N', about: 'the version of its playbook' },
  ...serverOptions,
} as const;
export const move = command({
  usage: 'RUN --to N [OPTIONS]',
  about: 'Lets a run that is under way go on by another version of its playbook.',
  options: moveOptions,
  examples: [`vito move ${id} --to 2`],
  async run({ values, args, out, env }: Call<typeof moveOptions>) {
    const run = runValue(only(args, 'vito move RUN --to N'));
    if (values.to === undefined) throw new WrongUse(`Say to which version: vito move ${run} --to N`);
    const number = positive('--to', values.to);
    const { client } = where({ values, out, env });
    const view = await client.call('moveRun', { params: { id: run }, body: { number } });
    if (out.jsonOnly) out.json(view);
    out.line(`Its next steps are those of version ${number}.`);
    return 0;
  },
});
