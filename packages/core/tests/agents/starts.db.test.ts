// Playbooks that begin by themselves, on a real PostgreSQL: switched on by a company, once for each time and event.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { switchPlaybook } from '../../src/agents/playbook.js';
import type { Context } from '../../src/spine/context.js';
import { openAgents, playbookOf, type TestAgents, tool } from '../setup/runs.js';
import { openSpine, type Spine } from '../setup/spine.js';

let spine: Spine;
let agents: TestAgents;
let now = new Date('2026-03-10T07:00:00Z');
beforeAll(async () => {
  spine = await openSpine();
  agents = await openAgents(spine, {
    clock: () => now,
    playbooks: [
      playbookOf('daily', [tool('only', 'echo', { at: '=input.at' })], {
        starts: [{ kind: 'schedule', every: 'day', at: '08:00' }],
      }),
      playbookOf('by-hand', [tool('only', 'echo')]),
    ],
  });
});
afterAll(async () => {
  await agents.close();
  await spine.close();
});

const runsOf = (ctx: Context) =>
  spine
    .sql<{ n: number }>('select count(*)::int as n from vito.run where tenant_id = $1', [ctx.tenant])
    .then(([row]) => row?.n);

describe('a playbook with a schedule', () => {
  it('begins once for each time since it was switched on, however often and wherever somebody looks', async () => {
    now = new Date('2026-03-10T09:00:00Z');
    const ctx = await spine.tenant();
    const other = await spine.tenant();
    for (const one of [ctx, other]) await agents.playbooks.publishShipped(one);
    await switchPlaybook(spine.store, { ...ctx, at: now }, 'daily', true);
    await agents.starts.look();
    expect(await runsOf(ctx)).toBe(0); // eight o'clock was before
    now = new Date('2026-03-11T08:00:01Z');
    await Promise.all([agents.starts.look(), agents.starts.look()]);
    now = new Date('2026-03-11T20:00:00Z');
    await agents.starts.look();
    expect([await runsOf(ctx), await runsOf(other)]).toEqual([1, 0]);
    await switchPlaybook(spine.store, ctx, 'daily', false);
    now = new Date('2026-03-12T09:00:00Z');
    await agents.starts.look();
    expect(await runsOf(ctx)).toBe(1);
  });

  it('is the only kind that can be switched on', async () => {
    const ctx = await spine.tenant();
    await agents.playbooks.publishShipped(ctx);
    await expect(switchPlaybook(spine.store, ctx, 'by-hand', true)).rejects.toMatchObject({ code: 'conflict' });
  });
});
