// Actions proposed from outside: each is done by the tool that was named, and by no other of a like name.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { isOver } from '../../src/agents/run.js';
import { defineTool, type Json } from '../../src/agents/tool.js';
import type { Context } from '../../src/spine/context.js';
import { openAgents, type TestAgents } from '../setup/runs.js';
import { openSpine, type Spine } from '../setup/spine.js';

const alike = ['note-down', 'note.down', 'note_down', 'Note-down', `${'note-'.repeat(20)}a`, `${'note-'.repeat(20)}b`];
const tools = alike.map((name) =>
  defineTool({
    name,
    title: name,
    description: 'Tells its name.',
    effect: 'read',
    input: z.looseObject({}),
    run: async (_call, input) => ({ result: { name, input: input as Json } }),
  }),
);

let spine: Spine;
let agents: TestAgents;
beforeAll(async () => {
  spine = await openSpine();
  agents = await openAgents(spine, { tools });
});
afterAll(async () => {
  await agents.close();
  await spine.close();
});

it('are done by the tool that was named, also where others are called nearly the same and are proposed at once', async () => {
  const { tenant } = await spine.tenant();
  const ctx: Context = { tenant, actor: { kind: 'person', id: `act_${randomUUID()}`, name: null } };
  const proposals = alike.map((name) => agents.propose(ctx, { tool: name, args: { of: name }, reason: 'to see' }));
  const runs = await Promise.all(proposals);
  for (const [index, { run }] of runs.entries()) {
    const { output, playbook } = await agents.once(ctx, run, isOver);
    const name = alike[index];
    expect(output).toEqual({ name, input: { of: name } });
    expect(playbook.length).toBeLessThanOrEqual(60);
  }
});
