// What a live run costs in ViTo: the state that its first event makes of it, beside the one frozen playbook that all runs of it share.
// Stepped: decided what is next, and the step's event folded. In a process of its own: one line of JSON in, one out.
import { createInterface } from 'node:readline';
import { newId } from '@vito/contracts/ids';
import { Playbook } from '@vito/contracts/playbook';
import { decide } from '../../packages/core/src/agents/decide.js';
import { foldRun, noRun, type Run } from '../../packages/core/src/agents/run.js';
import type { OpenEvent } from '../../packages/core/src/spine/event.js';
import { median } from '../setup/report.js';
import { collect } from './collect.js';
import type { Instances } from './instances.js';

const playbook = Object.freeze(
  Playbook.parse({
    name: 'bench',
    title: 'bench',
    description: '',
    steps: [{ kind: 'tool', id: 's1', tool: 'nothing', with: {} }],
  }),
);
const envelope = (stream: string, version: number) => ({
  stream,
  version,
  id: newId('event'),
  actor: { kind: 'person' as const, id: 'act_bench', name: null },
  cause: null,
  at: new Date().toISOString(),
});

/** As it comes from the event store: every run has an input and times of its own. */
const requested = (): OpenEvent => ({
  ...envelope(newId('run'), 1),
  type: 'run.requested',
  data: {
    playbook: playbook.name,
    number: 1,
    priority: 1,
    deadlineAt: null,
    budgetMicros: null,
    parent: null,
    forkOf: null,
  },
  secret: { input: {} },
});

function stepped(run: Run): Run {
  const decision = decide(playbook, run, new Date());
  if (decision.kind !== 'act') throw new Error('a run that was just asked for has nothing to do');
  const data = { step: 's1', tool: 'nothing', attempt: 1, ms: 0, undo: false, copied: false };
  const secret = { args: {}, result: { ok: true } };
  return foldRun(run, { ...envelope('', 2), type: 'run.step-completed', data, secret });
}

function measure({ instances, batch }: { instances: number; batch: number }): Instances {
  const found: number[] = [];
  for (let round = 0; round < 13; round++) {
    const events = Array.from({ length: batch }, requested);
    const kept = new Array<Run>(batch);
    const began = performance.now();
    for (let at = 0; at < batch; at++) kept[at] = foldRun(noRun, events[at] as OpenEvent);
    if (round >= 2) found.push(((performance.now() - began) * 1000) / batch);
  }
  collect();
  const before = process.memoryUsage().heapUsed;
  const runs: Run[] = [];
  for (let at = 0; at < instances; at++) runs.push(foldRun(noRun, requested()));
  collect();
  const made = process.memoryUsage().heapUsed;
  for (const [at, run] of runs.entries()) runs[at] = stepped(run);
  collect();
  const after = process.memoryUsage().heapUsed;
  const per = (bytes: number) => (bytes - before) / runs.length;
  return { micros: median(found), bytes: per(made), bytesStepped: per(after), instances };
}

for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(`${JSON.stringify({ answer: measure(JSON.parse(line)) })}\n`);
