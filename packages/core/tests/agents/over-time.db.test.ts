// Runs that wait: over a restart, over a deploy of another version of their playbook, and over days.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOver } from '../../src/agents/run.js';
import { openAgents, playbookOf, tool } from '../setup/runs.js';
import { openSpine, type Spine } from '../setup/spine.js';

let spine: Spine;
beforeAll(async () => {
  spine = await openSpine();
});
afterAll(() => spine.close());

const asks = (last: string) =>
  playbookOf('asks', [tool('gate', 'ask', { to: 'ada' }), tool('last', 'echo', { said: last })], {
    output: '=steps.last.said',
  });

describe('a run that waits for a person', () => {
  it('goes on after a restart, by whoever has it then', async () => {
    const ctx = await spine.tenant();
    const before = await openAgents(spine, { playbooks: [asks('one')] });
    const id = await before.request(ctx, { playbook: 'asks' });
    const run = await before.once(ctx, id, (now) => now.steps.gate?.gate?.state === 'open');
    await before.close();

    const after = await openAgents(spine, { playbooks: [asks('one')] });
    const hash = run.steps.gate?.gate?.hash ?? '';
    await after.decide(ctx, { run: id, step: 'gate' }, { decision: 'approved', hash }, 'api');
    expect(await after.once(ctx, id, isOver)).toMatchObject({ status: 'completed', output: 'one' });
    await after.close();
  });

  it('ends by the version that it began with, though another one is deployed meanwhile', async () => {
    const ctx = await spine.tenant();
    const before = await openAgents(spine, { playbooks: [asks('old')] });
    const old = await before.request(ctx, { playbook: 'asks' });
    await before.once(ctx, old, (now) => now.steps.gate?.gate?.state === 'open');
    await before.close();

    const after = await openAgents(spine, { playbooks: [asks('new')] });
    const [fresh, moved] = [await after.request(ctx, { playbook: 'asks' }), old];
    const finish = async (id: string) => {
      const run = await after.once(ctx, id, (now) => now.steps.gate?.gate?.state === 'open');
      const hash = run.steps.gate?.gate?.hash ?? '';
      await after.decide(ctx, { run: id, step: 'gate' }, { decision: 'approved', hash }, 'api');
      return after.once(ctx, id, isOver);
    };
    expect(await finish(moved)).toMatchObject({ number: 1, output: 'old' });
    expect(await finish(fresh)).toMatchObject({ number: 2, output: 'new' });
    await after.close();
  });

  it('goes on by another version once somebody moves it there', async () => {
    const ctx = await spine.tenant();
    const before = await openAgents(spine, { playbooks: [asks('old')] });
    const id = await before.request(ctx, { playbook: 'asks' });
    const waiting = await before.once(ctx, id, (now) => now.steps.gate?.gate?.state === 'open');
    await before.close();

    const after = await openAgents(spine, { playbooks: [asks('new')] });
    await expect(after.move(ctx, id, 2)).rejects.toMatchObject({ code: 'not-found' });
    await after.playbooks.publishShipped(ctx);
    await after.move(ctx, id, 2);
    const hash = waiting.steps.gate?.gate?.hash ?? '';
    await after.decide(ctx, { run: id, step: 'gate' }, { decision: 'approved', hash }, 'api');
    expect(await after.once(ctx, id, isOver)).toMatchObject({ number: 2, output: 'new' });
    await after.close();
  });
});

describe('a run that sleeps for three days', () => {
  /** The clock that leases and due times go by. */
  const ahead = (interval: string) =>
    spine.sql(`create or replace function vito.clock() returns timestamptz language sql volatile
      as $$ select clock_timestamp() + interval '${interval}' $$`);

  it('is woken when they are over, and not before', async () => {
    const ctx = await spine.tenant();
    const sleeps = playbookOf(
      'sleeps',
      [
        { kind: 'sleep', id: 'rest', seconds: 3 * 86_400 },
        { kind: 'wait', id: 'answer', signal: 'answered', seconds: 3 * 86_400 },
        tool('last', 'echo', { answer: '=steps.answer' }),
      ],
      { output: '=steps.last' },
    );
    const agents = await openAgents(spine, { playbooks: [sleeps] });
    try {
      const id = await agents.request(ctx, { playbook: 'sleeps' });
      await agents.once(ctx, id, (run) => run.steps.rest?.wait !== undefined && run.steps.rest.wait !== null);
      await ahead('71 hours 59 minutes');
      agents.runner.ring();
      const [slot] = await spine.sql<{ due: boolean }>(
        'select wake_at <= vito.clock() as due from vito.run_slot where run_id = $1',
        [id],
      );
      expect(slot?.due).toBe(false);
      await ahead('72 hours 1 minute');
      await agents.once(ctx, id, (run) => run.steps.rest?.state === 'completed');
      await ahead('144 hours 2 minutes');
      expect(await agents.once(ctx, id, isOver)).toMatchObject({ status: 'completed', output: { answer: null } });
    } finally {
      await ahead('0 seconds');
      await agents.close();
    }
  });
});
