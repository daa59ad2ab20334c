// Runs of playbooks against a real PostgreSQL: steps, waits, gates, failures and undoing.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '../../src/agents/hash.js';
import { isOver } from '../../src/agents/run.js';
import type { Context } from '../../src/spine/context.js';
import { openAgents, playbookOf, type TestAgents, tool } from '../setup/runs.js';
import { openSpine, type Spine } from '../setup/spine.js';

let spine: Spine;
let agents: TestAgents;
const playbooks = [
  playbookOf(
    'two-steps',
    [tool('first', 'echo', { said: '=input.word' }), tool('second', 'send', { text: '=steps.first.said & "!"' })],
    {
      output: { all: '=steps.second.sent.text' },
    },
  ),
  playbookOf('asks', [tool('before', 'send', { n: 1 }), tool('gate', 'ask', { to: '=input.to' })], {
    output: '=steps.gate.sent.to',
  }),
  playbookOf('pays', [tool('pay', 'pay', { amount: '=input.amount' })]),
  playbookOf('fails', [
    tool('one', 'send', { n: 1 }),
    tool('two', 'send', { n: 2 }),
    tool('three', 'fail', { retry: '=input.retry', times: '=input.times' }),
  ]),
  playbookOf('waits', [{ kind: 'wait', id: 'answer', signal: 'answered', seconds: 3600 }], { output: '=steps.answer' }),
  playbookOf('hangs', [tool('one', 'send'), tool('two', 'hang')]),
  playbookOf(
    'each',
    [{ kind: 'run', id: 'all', playbook: 'two-steps', each: 'input.words', with: { word: '=item' } }],
    {
      output: '=steps.all.all',
    },
  ),
  playbookOf(
    'side-by-side',
    [
      {
        kind: 'parallel',
        id: 'both',
        branches: [
          [{ kind: 'wait', id: 'left', signal: 'go', seconds: null }],
          [tool('right', 'send', { n: 1 }), tool('then', 'echo', { n: 2 })],
        ],
      },
      tool('after', 'echo', { left: '=steps.left', right: '=steps.then.n' }),
    ],
    { output: '=steps.after' },
  ),
  playbookOf(
    'stops',
    [
      tool('maybe', 'send', {}, { when: 'input.send' }),
      { kind: 'stop', id: 'enough', when: 'input.stop', output: 'stopped' },
      tool('more', 'send'),
    ],
    { output: 'went on' },
  ),
];

beforeAll(async () => {
  spine = await openSpine();
  agents = await openAgents(spine, { playbooks });
});
afterAll(async () => {
  await agents.close();
  await spine.close();
});

const person = async (): Promise<Context> => {
  const { tenant } = await spine.tenant();
  return { tenant, actor: { kind: 'person', id: `act_${randomUUID()}`, name: null } };
};
const over = (ctx: Context, id: string) => agents.once(ctx, id, isOver);

describe('steps', () => {
  it('follow each other, each seeing what the one before resulted in', async () => {
    const ctx = await person();
    const id = await agents.request(ctx, { playbook: 'two-steps', input: { word: 'hello' } });
    const run = await over(ctx, id);
    expect(run).toMatchObject({ status: 'completed', output: { all: 'hello!' } });
    expect(agents.effectsOf(id)).toEqual(['send']);
  });

  it('are one run when asked for twice with one key', async () => {
    const ctx = await person();
    const wanted = { playbook: 'two-steps', input: { word: 'x' }, key: 'order 7' };
    const ids = await Promise.all([agents.request(ctx, wanted), agents.request(ctx, wanted)]);
    expect(ids[0]).toBe(ids[1]);
  });

  it('are skipped where their condition does not hold, and end the run where a stop does', async () => {
    const ctx = await person();
    const [on, off] = await Promise.all([
      agents.request(ctx, { playbook: 'stops', input: { send: true, stop: false } }),
      agents.request(ctx, { playbook: 'stops', input: { send: false, stop: true } }),
    ]);
    expect((await over(ctx, on)).output).toBe('went on');
    expect(agents.effectsOf(on)).toEqual(['send', 'send']);
    expect((await over(ctx, off)).output).toBe('stopped');
    expect(agents.effectsOf(off)).toEqual([]);
  });

  it('go on side by side, and the run goes on when all are over', async () => {
    const ctx = await person();
    const id = await agents.request(ctx, { playbook: 'side-by-side' });
    await agents.once(ctx, id, (run) => run.steps.then?.state === 'completed');
    await agents.signal(ctx, id, 'go', 'now');
    expect((await over(ctx, id)).output).toEqual({ left: 'now', right: 2 });
  });

  it('can be runs of their own, one for each', async () => {
    const ctx = await person();
    const id = await agents.request(ctx, { playbook: 'each', input: { words: ['a', 'b', 'c'] } });
    const handed = new Set<string>();
    const run = await agents.once(ctx, id, (now) => {
      void handBackAll(ctx, now.steps.all?.children ?? [], handed);
      return isOver(now);
    });
    expect(run.output).toEqual(['a!', 'b!', 'c!']);
  });
});

/** What the subscription does for each run that was part of another. */
async function handBackAll(ctx: Context, children: { run: string }[], handed: Set<string>): Promise<void> {
  for (const child of children) {
    for (const event of await spine.store.readStream(ctx.tenant, child.run)) {
      if (event.type !== 'run.handed-back' || handed.has(event.id)) continue;
      handed.add(event.id);
      await agents.handBack(ctx, event);
    }
  }
}

describe('failing', () => {
  it('is tried again by the word of the error, and succeeds in the end', async () => {
    const ctx = await person();
    const id = await agents.request(ctx, { playbook: 'fails', input: { retry: 'later', times: 2 } });
    expect(await over(ctx, id)).toMatchObject({ status: 'completed', steps: { three: { attempts: 3 } } });
  });

  it('undoes what was done, in exact reverse', async () => {
    const ctx = await person();
    const id = await agents.request(ctx, { playbook: 'fails', input: { retry: 'never', times: 9 } });
    const run = await over(ctx, id);
    expect(run).toMatchObject({ status: 'compensated', problem: 'failed 1', undoing: { reason: 'failed' } });
    expect(agents.effects.filter(({ run: of }) => of === id).map(({ tool: name, args }) => [name, args])).toEqual([
      ['send', { n: 1 }],
      ['send', { n: 2 }],
      ['undo send', { of: { n: 2 } }],
      ['undo send', { of: { n: 1 } }],
    ]);
  });

  it('reaches the call that is under way when somebody cancels, and undoes', async () => {
    const ctx = await person();
    const id = await agents.request(ctx, { playbook: 'hangs' });
    await agents.once(ctx, id, (run) => run.steps.one?.state === 'completed');
    await agents.cancel(ctx, id, 'not needed any more');
    expect(await over(ctx, id)).toMatchObject({ status: 'compensated', undoing: { reason: 'cancelled' } });
    expect(agents.effectsOf(id)).toEqual(['send', 'undo send']);
  });

  it('comes with the deadline, and undoes', async () => {
    const ctx = await person();
    const id = await agents.request(ctx, { playbook: 'hangs', deadlineSeconds: 0.5 });
    expect(await over(ctx, id)).toMatchObject({ status: 'compensated', undoing: { reason: 'timed-out' } });
  });
});

describe('signals', () => {
  it('are heard whether they come before the wait or after it', async () => {
    const ctx = await person();
    const before = await agents.request(ctx, { playbook: 'waits' });
    const after = await agents.request(ctx, { playbook: 'waits' });
    await agents.signal(ctx, before, 'answered', { n: 1 });
    await agents.once(ctx, after, (run) => run.steps.answer?.wait !== undefined);
    await agents.signal(ctx, after, 'answered', { n: 1 });
    expect((await over(ctx, before)).output).toEqual({ n: 1 });
    expect((await over(ctx, after)).output).toEqual({ n: 1 });
  });
});

describe('gates', () => {
  const atGate = async (ctx: Context, id: string, step: string) => {
    const run = await agents.once(ctx, id, (now) => now.steps[step]?.gate?.state === 'open');
    return run.steps[step]?.gate?.hash ?? '';
  };

  it('keep the run until somebody approves, and do exactly what was approved', async () => {
    const ctx = await person();
    const id = await agents.request(ctx, { playbook: 'asks', input: { to: 'ada' } });
    const hash = await atGate(ctx, id, 'gate');
    expect(hash).toBe(hashOf({ to: 'ada' }));
    expect(agents.effectsOf(id)).toEqual(['send']);
    await agents.decide(ctx, { run: id, step: 'gate' }, { decision: 'approved', hash }, 'api');
    expect((await over(ctx, id)).output).toBe('ada');
  });

  it('do what a person made of it, once that is what the tool takes', async () => {
    const ctx = await person();
    const id = await agents.request(ctx, { playbook: 'asks', input: { to: 'ada' } });
    const hash = await atGate(ctx, id, 'gate');
    const edit = (args: object) =>
      agents.decide(ctx, { run: id, step: 'gate' }, { decision: 'edited', hash, args: args as never }, 'app');
    await expect(edit({ to: 7 })).rejects.toMatchObject({ code: 'invalid', issues: [{ path: 'args.to' }] });
    await edit({ to: 'bob' });
    expect((await over(ctx, id)).output).toBe('bob');
  });

  it('undo when somebody says no', async () => {
    const ctx = await person();
    const id = await agents.request(ctx, { playbook: 'asks', input: { to: 'ada' } });
    const hash = await atGate(ctx, id, 'gate');
    await agents.decide(ctx, { run: id, step: 'gate' }, { decision: 'rejected', hash, reason: 'wrong person' }, 'cli');
    expect(await over(ctx, id)).toMatchObject({ status: 'compensated', problem: 'wrong person' });
    expect(agents.effectsOf(id)).toEqual(['send', 'undo send']);
  });

  it('are decided once, however many decide at the same moment', async () => {
    const ctx = await person();
    const id = await agents.request(ctx, { playbook: 'asks', input: { to: 'ada' } });
    const hash = await atGate(ctx, id, 'gate');
    const verdicts = await Promise.allSettled(
      (['approved', 'rejected', 'approved', 'rejected'] as const).map((decision) =>
        agents.decide(ctx, { run: id, step: 'gate' }, { decision, hash }, 'api'),
      ),
    );
    expect(verdicts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await over(ctx, id);
    const events = await spine.store.readStream(ctx.tenant, id);
    expect(events.filter(({ type }) => type === 'run.gate-decided')).toHaveLength(1);
  });

  it('want somebody else where the policy says four eyes, and only above the amount', async () => {
    const ctx = await person();
    const small = await agents.request(ctx, { playbook: 'pays', input: { amount: 100 } });
    expect((await over(ctx, small)).status).toBe('completed');
    const large = await agents.request(ctx, { playbook: 'pays', input: { amount: 101 } });
    const hash = await atGate(ctx, large, 'pay');
    const approve = (who: Context) =>
      agents.decide(who, { run: large, step: 'pay' }, { decision: 'approved', hash }, 'api');
    await expect(approve(ctx)).rejects.toMatchObject({ code: 'forbidden' });
    await approve({ ...ctx, actor: { kind: 'person', id: 'act_somebody_else', name: null } });
    expect((await over(ctx, large)).status).toBe('completed');
  });
});

describe('a fork', () => {
  it('takes what came before the step, does the step anew, and undoes only its own', async () => {
    const ctx = await person();
    const id = await agents.request(ctx, { playbook: 'asks', input: { to: 'ada' } });
    const run = await agents.once(ctx, id, (now) => now.steps.gate?.gate?.state === 'open');
    const hash = run.steps.gate?.gate?.hash ?? '';
    await agents.decide(ctx, { run: id, step: 'gate' }, { decision: 'approved', hash }, 'api');
    await over(ctx, id);
    const fork = await agents.fork(ctx, id, 'gate');
    await agents.once(ctx, fork, (now) => now.steps.gate?.gate?.state === 'open');
    await agents.cancel(ctx, fork, 'only a look');
    expect(await over(ctx, fork)).toMatchObject({ status: 'cancelled', forkOf: { run: id, step: 'gate' } });
    expect(agents.effectsOf(fork)).toEqual([]);
  });
});
