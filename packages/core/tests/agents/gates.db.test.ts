// What waits for a person, in the order in which it should be looked at, page by page.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listGates } from '../../src/agents/view.js';
import type { Context } from '../../src/spine/context.js';
import { openAgents, playbookOf, type TestAgents, tool } from '../setup/runs.js';
import { openSpine, type Spine } from '../setup/spine.js';

const asking = (name: string, approval: object) =>
  playbookOf(name, [tool('gate', 'ask', { to: name }, { approval: { when: 'always', ...approval } })]);

let spine: Spine;
let agents: TestAgents;
beforeAll(async () => {
  spine = await openSpine();
  const playbooks = [
    asking('late', { expiresSeconds: 3000 }),
    asking('soon', { expiresSeconds: 2000 }),
    asking('escalated', { expiresSeconds: 90_000, escalateSeconds: 0.01 }),
    asking('not-yet', { expiresSeconds: 90_000, escalateSeconds: 80_000 }),
    playbookOf('three', [
      { id: 'all', kind: 'parallel', branches: ['a', 'b-2', 'c'].map((id) => [tool(id, 'ask', { to: id })]) },
    ]),
  ];
  agents = await openAgents(spine, { playbooks });
});
afterAll(async () => {
  await agents.close();
  await spine.close();
});

/** Those of one run may open at the same moment, and expire at the same. */
it('are each on a page of their own where one run asks for several at once', async () => {
  const { tenant } = await spine.tenant();
  const ctx: Context = { tenant, actor: { kind: 'person', id: `act_${randomUUID()}`, name: null } };
  const id = await agents.request(ctx, { playbook: 'three' });
  await agents.once(ctx, id, ({ steps }) => ['a', 'b-2', 'c'].every((step) => steps[step]?.gate?.state === 'open'));
  await spine.sql(`update vito.run_gate set expires_at = now() + interval '1 day' where run_id = '${id}'`);
  expect((await pages(ctx, false)).flat()).toEqual(['three', 'three', 'three']);
});

async function pages(ctx: Context, decided: boolean): Promise<string[][]> {
  const found: string[][] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await spine.database.read(ctx.tenant, (reader) => listGates(reader, { decided, limit: 1, cursor }));
    found.push(page.items.map(({ playbook }) => playbook));
    if (page.next === null) return found;
    cursor = page.next;
  }
}

it('escalated first, then what expires soonest; a decision takes the urgency along', async () => {
  const { tenant } = await spine.tenant();
  const ctx: Context = { tenant, actor: { kind: 'person', id: `act_${randomUUID()}`, name: null } };
  const ids = new Map<string, string>();
  for (const playbook of ['late', 'soon', 'escalated', 'not-yet']) {
    const id = await agents.request(ctx, { playbook });
    ids.set(playbook, id);
    await agents.once(ctx, id, ({ steps }) => {
      const gate = steps.gate?.gate;
      return gate?.state === 'open' && gate.escalated === (playbook === 'escalated');
    });
  }
  expect(await pages(ctx, false)).toEqual([['escalated'], ['soon'], ['late'], ['not-yet']]);

  for (const playbook of ['soon', 'escalated', 'late']) {
    const run = ids.get(playbook) ?? '';
    const hash = (await agents.load(ctx, run)).steps.gate?.gate?.hash ?? '';
    await agents.decide(ctx, { run, step: 'gate' }, { decision: 'rejected', hash, reason: 'no' }, 'api');
  }
  expect(await pages(ctx, true)).toEqual([['late'], ['escalated'], ['soon']]);
  expect(await pages(ctx, false)).toEqual([['not-yet']]);
});
