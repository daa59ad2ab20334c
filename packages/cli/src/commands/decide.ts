// `vito approve`, `vito reject` and `vito edit`: a person's word on what a run wants to do. What is decided on is printed first.
import { createInterface } from 'node:readline/promises';
import type { GateVerdict, GateView } from '@vito/contracts/run';
import { type Call, command, serverOptions, Unable, WrongUse } from '../command.js';
import { printFacts } from '../facts.js';
import { jsonValue, only, openGate, where } from '../run-call.js';
import { localTime } from '../timeline-rows.js';

const yes = { type: 'boolean', about: 'do not ask on the terminal' } as const;
const reason = { type: 'string', value: 'R', about: 'why; kept with the decision' } as const;
const gate = 'GATE is RUN/STEP, or a run that waits for one decision; vito gates lists them.';

const approveOptions = { yes, reason, ...serverOptions } as const;
export const approve = command({
  usage: 'GATE [OPTIONS]',
  about: `Approves what a run wants to do: exactly what is printed, and nothing that came in between. ${gate}`,
  options: approveOptions,
  examples: ['vito approve run_01kb3v0m2q8w4e6r7t9y1c5xzn', 'vito approve run_01kb3v0m2q8w4e6r7t9y1c5xzn/send --yes'],
  run: (call: Call<typeof approveOptions>) => decide(call, 'approve', { decision: 'approved' }),
});

const rejectOptions = { yes, reason, ...serverOptions } as const;
export const reject = command({
  usage: 'GATE --reason R [OPTIONS]',
  about: `Rejects what a run wants to do. The run ends, and what it had done is undone. ${gate}`,
  options: rejectOptions,
  examples: ['vito reject run_01kb3v0m2q8w4e6r7t9y1c5xzn/send --reason "not before Monday" --yes'],
  run(call: Call<typeof rejectOptions>) {
    if (!call.values.reason) throw new WrongUse('Say why: vito reject GATE --reason "not before Monday"');
    return decide(call, 'reject', { decision: 'rejected' });
  },
});

const editOptions = {
  args: { type: 'string', value: 'JSON', about: 'what is to be done in place of what is printed' },
  yes,
  reason,
  ...serverOptions,
} as const;
export const edit = command({
  usage: 'GATE --args JSON [OPTIONS]',
  about: `Approves with other arguments, which must be what the tool takes. ${gate}`,
  options: editOptions,
  examples: ['vito edit run_01kb3v0m2q8w4e6r7t9y1c5xzn/send --args \'{"to":"ben@stone.example"}\' --yes'],
  run(call: Call<typeof editOptions>) {
    if (call.values.args === undefined) throw new WrongUse('Say with what: vito edit GATE --args JSON');
    return decide(call, 'edit', { decision: 'edited', args: jsonValue('--args', call.values.args) });
  },
});

async function decide(
  { values, args, out, env }: Call<typeof approveOptions>,
  verb: 'approve' | 'reject' | 'edit',
  verdict: Pick<GateVerdict, 'decision' | 'args'>,
): Promise<number> {
  const given = only(args, `vito ${verb} GATE`);
  const at = where({ values, out, env });
  const open = await openGate(at, given);
  print(open, out, verdict.args);
  if (!values.yes && !(await asked(`${questions[verb]} [y/N] `))) {
    out.note('Nothing was decided.');
    return 1;
  }
  const params = { id: open.run, step: open.step };
  const body = { ...verdict, hash: open.hash, ...(values.reason === undefined ? {} : { reason: values.reason }) };
  const decided = await at.client.call('decideGate', { params, body });
  if (out.jsonOnly) out.json(decided);
  out.line(`${done[verb]} See how it goes on: vito show ${open.run}`);
  return 0;
}

const questions = { approve: 'Do this?', reject: 'Reject this?', edit: 'Do this instead?' } as const;
const done = {
  approve: 'Approved.',
  reject: 'Rejected.',
  edit: 'Approved with these arguments.',
} as const;

function print(
  { summary, tool, args, expiresAt, policy, run, step }: GateView,
  out: Call['out'],
  edited: unknown,
): void {
  out.line(out.paint('bold', summary));
  printFacts(out, [
    ['tool', tool],
    ['run', `${run}/${step}`],
    ['before', localTime(expiresAt)],
    ['by', policy.fourEyes ? 'somebody else than who asked for the run' : null],
  ]);
  out.line(JSON.stringify(args, null, 2));
  if (edited !== undefined) out.line(`Instead:\n${JSON.stringify(edited, null, 2)}`);
}

/** On a terminal only: elsewhere nobody could answer. */
async function asked(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new Unable('Nobody can be asked here. Say --yes to decide this.');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(question)).trim());
  } finally {
    lines.close();
  }
}
