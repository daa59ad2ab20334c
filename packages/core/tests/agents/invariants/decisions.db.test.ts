// Invariants of gates, undoing and signals: what a person or a clock decides at the same moment as somebody else.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { hashOf } from '../../../src/agents/hash.js';
import { isOver } from '../../../src/agents/run.js';
import { defineTool } from '../../../src/agents/tool.js';
import type { Context } from '../../../src/spine/context.js';
import { effectTools, type ToldEffect } from '../../setup/effect-tools.js';
import { violations } from '../../setup/run-checks.js';
import { openAgents, playbookOf, type TestAgents, tool } from '../../setup/runs.js';
import { openSpine, type Spine } from '../../setup/spine.js';
import { until } from '../../setup/until.js';

const told: ToldEffect[] = [];
let spine: Spine;
let agents: TestAgents;
let ctx: Context;
let release = () => {};
const released = new Promise<void>((resolve) => {
  release = resolve;
});

/** An effect that does not listen to its signal, and succeeds once it is released. */
const deaf = defineTool({
  name: 'deaf',
  title: 'Deaf',
  description: 'Goes on whatever is said.',
  effect: 'write',
  input: z.looseObject({}),
  approval: { when: 'never' },
  run: async (call, args) => {
    told.push({
      tool: 'deaf',
      key: call.key,
      run: call.run,
      step: call.step,
      attempt: call.attempt,
      args: args as never,
    });
    await released;
    return { result: null, undo: null };
  },
  undo: async (call) => {
    told.push({ tool: 'undo deaf', key: call.key, run: call.run, step: call.step, attempt: call.attempt, args: null });
  },
});
const soon = { approval: { when: 'always', expiresSeconds: 0.3 } };
const two = [
  [tool('l1', 'note'), tool('l2', 'note')],
  [tool('r1', 'note', { ms: 5 }), tool('r2', 'note')],
];
const playbooks = [
  playbookOf('expires', [tool('before', 'note'), tool('gate', 'ask', { to: 'ada' }, soon)]),
  playbookOf('asks', [tool('gate', 'ask', { to: 'ada' })]),
  playbookOf('fails', [
    { kind: 'parallel', id: 'p', branches: two },
    tool('stays', 'stick'),
    tool('last', 'note'),
    tool('no', 'fail'),
  ]),
  playbookOf('hangs', [{ kind: 'parallel', id: 'p', branches: two }, tool('long', 'look', { ms: 60_000 })]),
  playbookOf('deaf', [tool('first', 'note'), tool('deaf', 'deaf')]),
  playbookOf('beside', [
    { kind: 'parallel', id: 'p', branches: [[tool('deaf', 'deaf')], [{ kind: 'stop', id: 'end', output: 'enough' }]] },
  ]),
  playbookOf('waits', [{ kind: 'wait', id: 'w', signal: 'go', seconds: 0.3 }], { output: '=steps.w' }),
  playbookOf('many', [
    {
      kind: 'parallel',
      id: 'p',
      branches: Array.from({ length: 12 }, (_, n) => [tool(`b${n}`, 'note'), tool(`c${n}`, 'note')]),
    },
  ]),
];

beforeAll(async () => {
  spine = await openSpine();
  ctx = await spine.tenant();
  const tools = [...effectTools({ record: async (effect) => void told.push(effect) }), deaf];
  agents = await openAgents(spine, { tools, playbooks });
});
afterAll(async () => {
  await agents.close();
  await spine.close();
});

const ask = (playbook: string, more = {}) => agents.request(ctx, { playbook, ...more });
const over = (id: string) => agents.once(ctx, id, isOver);
const types = async (id: string) => (await spine.store.readStream(ctx.tenant, id)).map(({ type }) => type);
const undone = (id: string) =>
  told.filter(({ run, tool: name }) => run === id && name.startsWith('undo')).map(({ step }) => step);
const completedSteps = async (id: string) =>
  (await spine.store.readStream(ctx.tenant, id)).flatMap((event) =>
    event.type === 'run.step-completed' && event.data.undo ? [event.data.step] : [],
  );

it('10: one decision per gate, also when its time is over at the moment in which a person decides', async () => {
  const ids = await Promise.all(Array.from({ length: 12 }, () => ask('expires')));
  await Promise.all(
    ids.map(async (id, n) => {
      const run = await agents.once(ctx, id, (now) => now.steps.gate?.gate != null);
      const { hash = '', expiresAt = '' } = run.steps.gate?.gate ?? {};
      await until('the last moment', () => Date.now() > Date.parse(expiresAt) - 12 + n);
      const verdict = { decision: 'approved' as const, hash };
      // By a clock that is behind: the door is still open while the run finds it shut.
      await agents.decide(ctx, { run: id, step: 'gate' }, verdict, 'api').catch(() => {});
      await over(id);
      expect((await types(id)).filter((type) => type === 'run.gate-decided')).toHaveLength(1);
    }),
  );
}, 60_000);

it('10: the executed hash is the approved or edited one', async () => {
  const ids = await Promise.all([ask('asks'), ask('asks')]);
  for (const [n, id] of ids.entries()) {
    const run = await agents.once(ctx, id, (now) => now.steps.gate?.gate?.state === 'open');
    const hash = run.steps.gate?.gate?.hash ?? '';
    const by = { ...ctx, actor: { kind: 'person' as const, id: `act_${randomUUID()}`, name: null } };
    const decided =
      n === 0 ? { decision: 'approved' as const, hash } : { decision: 'edited' as const, hash, args: { to: 'bob' } };
    await agents.decide(by, { run: id, step: 'gate' }, decided, 'app');
    await over(id);
    const [event] = (await spine.store.readStream(ctx.tenant, id)).filter(({ type }) => type === 'run.gate-decided');
    expect(event?.data).toMatchObject({ hash: hashOf(told.find(({ run: of }) => of === id)?.args ?? null) });
  }
});

it('10: a gate that nobody decided lapses with its run', async () => {
  const id = await ask('asks');
  await agents.once(ctx, id, (run) => run.steps.gate?.gate?.state === 'open');
  await agents.cancel(ctx, id, 'not needed');
  await over(id);
  expect(await spine.sql('select state from vito.run_gate where run_id = $1', [id])).toEqual([{ state: 'expired' }]);
});

it('11: compensations are the exact reverse of completed steps, and what stays keeps none of the others', async () => {
  const id = await ask('fails');
  expect(await over(id)).toMatchObject({ status: 'compensation-failed' });
  const expected = (await completedSteps(id)).reverse().filter((step) => step !== 'stays');
  expect(expected).toHaveLength(5);
  expect(undone(id)).toEqual(expected);
});

it('11: also on cancel and timeout', async () => {
  const [cancelled, late] = [await ask('hangs'), await ask('hangs', { deadlineSeconds: 1.5 })];
  await agents.once(ctx, cancelled, (run) => run.undoable.length === 4);
  await agents.cancel(ctx, cancelled, 'enough');
  for (const id of [cancelled, late]) {
    expect(await over(id)).toMatchObject({ status: 'compensated' });
    expect(undone(id)).toEqual((await completedSteps(id)).reverse());
  }
});

it('11: an effect that is under way when the run is cancelled, or stopped beside it, is waited for', async () => {
  const [cancelled, stopped] = [await ask('deaf'), await ask('beside')];
  for (const id of [cancelled, stopped])
    await until('the call', () => told.some(({ run, tool: name }) => run === id && name === 'deaf'));
  await agents.cancel(ctx, cancelled, 'enough');
  await agents.once(ctx, stopped, (run) => run.steps.end?.state === 'completed');
  release();
  expect(await over(cancelled)).toMatchObject({ status: 'compensated' });
  expect(undone(cancelled)).toEqual(['deaf', 'first']);
  expect(await over(stopped)).toMatchObject({
    status: 'completed',
    output: 'enough',
    steps: { deaf: { state: 'completed' } },
  });
});

it('12: branches that end at the same moment begin nothing twice', async () => {
  const id = await ask('many');
  await over(id);
  expect(told.filter(({ run }) => run === id)).toHaveLength(24);
});

it('16: signal before wait is wait before signal, and none is lost to a wait that ends at that moment', async () => {
  const ids = await Promise.all(Array.from({ length: 12 }, () => ask('waits')));
  await Promise.all(
    ids.map(async (id, n) => {
      const run = await agents.once(ctx, id, (now) => now.steps.w?.wait != null);
      const last = Date.parse(run.steps.w?.wait?.until ?? '');
      await until('the last moment', () => Date.now() > last - 30 + 3 * n);
      await agents.signal(ctx, id, 'go', n).catch(() => {});
      const { output, signals } = await over(id);
      const events = await spine.store.readStream(ctx.tenant, id);
      const sent = events.some(({ type }) => type === 'run.signalled');
      // Either the wait heard it, or it still lies there; never neither.
      expect([output, signals.length]).toEqual(output === n ? [n, 0] : [null, sent ? 1 : 0]);
    }),
  );
}, 60_000);

it('4, 6, 7, 8, 10, 11, 12: hold after all that', async () => {
  await spine.sequenceAll();
  expect(await violations(spine, ctx.tenant, told)).toEqual([]);
});
