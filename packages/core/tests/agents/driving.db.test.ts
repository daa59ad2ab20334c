// Runs that cannot go on, that others wait for, that are forked or moved: what a worker makes of them.
import { Playbook } from '@vito/contracts/playbook';
import { Failure } from '@vito/runtime/failure';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type PerformDeps, perform } from '../../src/agents/perform.js';
import { isOver, noRun } from '../../src/agents/run.js';
import { defineTool } from '../../src/agents/tool.js';
import type { Context } from '../../src/spine/context.js';
import { openAgents, playbookOf, type TestAgents, tool } from '../setup/runs.js';
import { openSpine, type Spine } from '../setup/spine.js';

const wait = { kind: 'wait', id: 'w', signal: 'go', seconds: null };
const playbooks = [
  playbookOf('waits', [tool('first', 'send'), wait]),
  playbookOf(
    'long',
    Array.from({ length: 60 }, (_, n) => tool(`s${n}`, 'held', { n })),
  ),
  playbookOf('short', [tool('a', 'echo')]),
  playbookOf('branches', [
    { kind: 'parallel', id: 'p', branches: [[tool('l', 'echo', { n: 1 })], [tool('r', 'echo')]] },
    tool('shaky', 'fail', { retry: 'never' }, { optional: true }),
    tool('last', 'echo', { n: '=steps.l.n' }),
  ]),
];
function door() {
  let open = () => {};
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}
const doors = new Map([
  [5, door()],
  [40, door()],
]);
/** Does not go on at the 5th and the 40th before the test opens their doors. */
const held = defineTool({
  name: 'held',
  title: 'Held',
  description: 'Waits at doors.',
  effect: 'read',
  input: z.looseObject({ n: z.number() }),
  run: async (_call, { n }) => {
    await doors.get(n)?.promise;
    return { result: null };
  },
});
let spine: Spine;
let agents: TestAgents;
let ctx: Context;

beforeAll(async () => {
  spine = await openSpine();
  ctx = await spine.tenant();
  agents = await openAgents(spine, { playbooks, tools: [held] });
});
afterAll(async () => {
  await agents.close();
  await spine.close();
});

const waiting = async () => {
  const id = await agents.request(ctx, { playbook: 'waits' });
  await agents.once(ctx, id, ({ steps }) => steps.w?.wait != null);
  return id;
};

it('long runs make way for those who wait, also where a process is full', async () => {
  const long = await Promise.all(Array.from({ length: 16 }, () => agents.request(ctx, { playbook: 'long' })));
  for (const id of long) await agents.once(ctx, id, ({ steps }) => steps.s4?.state === 'completed');
  const other = await spine.tenant();
  const short = await agents.request(other, { playbook: 'short' });
  doors.get(5)?.open();
  await agents.once(other, short, isOver);
  for (const id of long) expect((await agents.load(ctx, id)).status).toBe('open');
  doors.get(40)?.open();
  for (const id of long) await agents.cancel(ctx, id, 'seen enough').catch(() => {});
  for (const id of long) await agents.once(ctx, id, isOver);
});

it('a run can be forked after branches, and after an optional step that failed', async () => {
  const id = await agents.request(ctx, { playbook: 'branches' });
  await agents.once(ctx, id, isOver);
  const fork = await agents.fork(ctx, id, 'last');
  const run = await agents.once(ctx, fork, isOver);
  expect(run).toMatchObject({ status: 'completed', steps: { shaky: { state: 'failed' }, last: { result: { n: 1 } } } });
});

it('a run is moved only to a version that there is', async () => {
  const id = await waiting();
  await expect(agents.move(ctx, id, 7)).rejects.toMatchObject({ code: 'not-found' });
  await agents.signal(ctx, id, 'go', null);
  expect((await agents.once(ctx, id, isOver)).status).toBe('completed');
});

it('a run that wears workers out ends, and is undone', async () => {
  const id = await waiting();
  await spine.sql('update vito.run_slot set claims = 25 where run_id = $1', [id]);
  await agents.signal(ctx, id, 'go', null);
  const run = await agents.once(ctx, id, isOver);
  expect(run).toMatchObject({ status: 'compensated', problem: 'begun 25 times without getting on' });
  expect(agents.effectsOf(id)).toEqual(['send', 'undo send']);
});

it('what keeps a step from being begun, and passes, fails no step', async () => {
  const [step] = playbookOf('asks', [{ kind: 'sleep', id: 's', until: 'now' }]).steps;
  const evaluate = () => Promise.reject(new Failure('unavailable', 'the pool ends'));
  const situation = { ctx, id: 'run_x', run: noRun, now: new Date(), signal: new AbortController().signal };
  const action = { kind: 'begin-wait', step: 's', from: step } as Parameters<typeof perform>[1];
  const deps = { evaluate } as unknown as PerformDeps;
  await expect(perform(deps, action, { ...situation, ahead: async () => {} })).rejects.toThrow('the pool ends');
});

it('a parallel step has no condition', () => {
  const parallel = { kind: 'parallel', id: 'p', when: 'false', branches: [[tool('a', 'echo')]] };
  const made = { name: 'x', title: 'x', description: '', steps: [parallel] };
  expect(Playbook.safeParse(made).success).toBe(false);
});

it('a run whose playbook is not there any more ends, and is undone', async () => {
  const id = await waiting();
  await agents.close();
  await spine.sql("update vito.playbook set definition = null where name = 'waits'");
  agents = await openAgents(spine); // it has looked at nothing yet
  await agents.signal(ctx, id, 'go', null);
  // `send` was told to those that are closed; taking it back is told to these.
  expect((await agents.once(ctx, id, isOver)).status).toBe('compensated');
  expect(agents.effectsOf(id)).toEqual(['undo send']);
});
