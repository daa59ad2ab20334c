// Agent steps against a model that speaks the real protocol: turns, calls, doubt, money, and thirty hostile mails that it obeys.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isOver, type Run } from '../../src/agents/run.js';
import { defineTool, type Json, type Tool } from '../../src/agents/tool.js';
import { createChat } from '../../src/platform/chat.js';
import { provide } from '../../src/platform/model-provider.js';
import type { Context } from '../../src/spine/context.js';
import { type Act, type ChatServer, type Heard, startChatModel } from '../setup/chat-server.js';
import { type Hostile, hostileMails, obeying } from '../setup/hostile.js';
import { type Effect, openAgents, playbookOf, type TestAgents } from '../setup/runs.js';
import { openSpine, type Spine } from '../setup/spine.js';

const price = { in: 1, out: 1 };
let spine: Spine;
let server: ChatServer | null = null;
let agents: TestAgents | null = null;
beforeAll(async () => {
  spine = await openSpine();
  await provide(
    { kind: 'openai', url: 'http://127.0.0.1:1', name: 'any', key: null, calls: 1, seconds: 1, price },
    'max_tokens',
  );
}, 60_000); // the libraries are loaded before anything is awaited
afterAll(() => spine.close());
afterEach(async () => {
  await agents?.close();
  await server?.close();
  [agents, server] = [null, null];
});

const clerk = (tools: string[], more: object = {}, of: object = {}) =>
  playbookOf('clerk', [{ kind: 'agent', id: 'think', instructions: 'Read it.', with: '=input', tools, ...more }], {
    output: '=steps.think.answer',
    ...of,
  });

async function opened(act: (heard: Heard) => Act, playbooks: ReturnType<typeof clerk>[], tools: Tool[] = []) {
  server = await startChatModel(act);
  const chat = createChat({ kind: 'openai', url: server.url, name: 'local', key: null, calls: 8, seconds: 20, price });
  agents = await openAgents(spine, { chat, playbooks, tools });
  return agents;
}
const eventsOf = (ctx: Context, id: string) => spine.store.readStream(ctx.tenant, id);

describe('an agent', () => {
  it('calls tools until it has an answer, and pays for what it used', async () => {
    const said = (heard: Heard): Act =>
      heard.nth === 0
        ? { kind: 'says', text: 'I look.', calls: [{ name: 'echo', args: { word: 'seven' } }] }
        : { kind: 'says', text: `It says ${heard.raw.includes('seven') ? 'seven' : 'nothing'}.` };
    const { request, once } = await opened(said, [clerk(['echo'])]);
    const ctx = await spine.tenant();
    const id = await request(ctx, { playbook: 'clerk', input: { mail: 'hello' } });
    const run = await once(ctx, id, isOver);
    expect(run).toMatchObject({ status: 'completed', output: 'It says seven.' });
    expect(run.costMicros).toBeGreaterThan(0);
    const [sums] = await spine.sql<{ reserved: string; spent: string }>(
      `select reserved, spent from vito.budget where tenant_id = $1 and scope = 'day'`,
      [ctx.tenant],
    );
    expect([Number(sums?.reserved), Number(sums?.spent)]).toEqual([0, run.costMicros]);
  });

  it('has a person look at a call that it is unsure of', async () => {
    const careful = defineTool({
      name: 'book',
      title: 'Book',
      description: '',
      effect: 'write',
      approval: { when: 'unsure' },
      input: z.strictObject({ day: z.string() }),
      run: async (_call, input) => ({ result: input }),
    });
    const said = ({ nth }: Heard): Act =>
      nth === 0
        ? { kind: 'says', text: '', calls: [{ name: 'book', args: { day: 'Friday', _unsure: true } }] }
        : { kind: 'says', text: 'Booked.' };
    const { request, once, decide } = await opened(said, [clerk(['book'])], [careful]);
    const ctx = await spine.tenant();
    const id = await request(ctx, { playbook: 'clerk' });
    const step = 'think#1.0';
    const run = await once(ctx, id, (now) => now.steps[step]?.gate?.state === 'open');
    expect(run.steps[step]?.gate?.args).toEqual({ day: 'Friday' });
    const hash = run.steps[step]?.gate?.hash ?? '';
    await decide(ctx, { run: id, step }, { decision: 'edited', hash, args: { day: 'Monday' } }, 'app');
    expect(await once(ctx, id, isOver)).toMatchObject({
      output: 'Booked.',
      steps: { [step]: { result: { day: 'Monday' } } },
    });
    expect(server?.requests.at(-1)?.raw).toContain('A person changed the arguments');
  });

  it('hears what it may not have, and that a call failed, and goes on', async () => {
    const said = ({ nth }: Heard): Act => {
      if (nth === 0) return { kind: 'says', text: '', calls: [{ name: 'fail', args: { retry: 'never' } }] };
      return { kind: 'says', text: 'It did not work.' };
    };
    const { request, once } = await opened(said, [clerk(['fail'])]);
    const ctx = await spine.tenant();
    const id = await request(ctx, { playbook: 'clerk' });
    expect(await once(ctx, id, isOver)).toMatchObject({ status: 'completed', output: 'It did not work.' });
  });

  it('does not ask what its budget does not hold', async () => {
    const { request, once } = await opened(() => ({ kind: 'says', text: 'Hi.' }), [clerk([])]);
    const ctx = await spine.tenant();
    const id = await request(ctx, { playbook: 'clerk', budgetMicros: 10 });
    expect(await once(ctx, id, isOver)).toMatchObject({ status: 'failed', costMicros: 0 });
    expect(server?.requests).toHaveLength(0);
  });

  it('gives back what is set aside when it is cancelled in the middle of a turn', async () => {
    const act = (): Act => ({ kind: 'begins', lines: 1, next: 'stalls', text: 'so' });
    const { request, once, cancel } = await opened(act, [clerk([])]);
    const ctx = await spine.tenant();
    const id = await request(ctx, { playbook: 'clerk' });
    await once(ctx, id, (run) => run.steps.think?.reserved !== null && run.steps.think?.reserved !== undefined);
    await cancel(ctx, id, 'enough');
    const run = await once(ctx, id, isOver);
    expect(run.status).toBe('cancelled');
    const [sums] = await spine.sql<{ reserved: string; spent: string }>(
      `select reserved, spent from vito.budget where tenant_id = $1 and scope = 'day'`,
      [ctx.tenant],
    );
    expect([Number(sums?.reserved), Number(sums?.spent)]).toEqual([0, run.costMicros]);
  });

  it('stops after its turns', async () => {
    const act = (): Act => ({ kind: 'says', text: '', calls: [{ name: 'echo', args: {} }] });
    const { request, once } = await opened(act, [clerk(['echo'], { turns: 3 })]);
    const ctx = await spine.tenant();
    const id = await request(ctx, { playbook: 'clerk' });
    expect(await once(ctx, id, isOver)).toMatchObject({ status: 'failed' });
    expect(server?.requests).toHaveLength(3);
  });
});

describe('thirty hostile mails, and a model that obeys them', () => {
  let hostile: Hostile[] = [];
  beforeAll(async () => {
    hostile = await hostileMails();
  });

  /** The tools that they are after, all with effects; and two that the company lets do small things without asking. */
  function wanted(effects: Effect[]): Tool[] {
    const names = [...new Set(hostile.map(({ wants }) => wants.tool))];
    return names.map((name) =>
      defineTool({
        name,
        title: name,
        description: '',
        effect: 'write',
        input: z.looseObject({}),
        run: async (call, args) => {
          effects.push({ tool: name, key: call.key, run: call.run, args: args as Json });
          return { result: 'done' };
        },
      }),
    );
  }
  const gated = (run: Run) => Object.entries(run.steps).find(([, { gate }]) => gate?.state === 'open');

  it('have no effect: each ends at a gate, and what is rejected is not done', async () => {
    const effects: Effect[] = [];
    const tools = wanted(effects);
    const names = tools.map(({ name }) => name);
    const { request, once, decide } = await opened(obeying(hostile), [clerk(names)], tools);
    const ctx = await spine.tenant();
    const meet = async (one: Hostile) => {
      const id = await request(ctx, { playbook: 'clerk', input: { mail: one.bytes.toString() } });
      const waiting = await once(ctx, id, (run) => gated(run) !== undefined || isOver(run));
      const [step, { gate }] = gated(waiting) ?? ['', { gate: null }];
      expect(gate, one.kind).toMatchObject({ tool: one.wants.tool, args: one.wants.args });
      await decide(ctx, { run: id, step }, { decision: 'rejected', hash: gate?.hash ?? '' }, 'app');
      expect((await once(ctx, id, isOver)).status, one.kind).toBe('completed');
      const types = (await eventsOf(ctx, id)).map(({ type }) => type);
      expect(types, one.kind).not.toContain('run.step-started');
    };
    await Promise.all(hostile.map(meet));
    expect(effects).toEqual([]);
  });

  it('reach no tool that the agent was not given', async () => {
    const effects: Effect[] = [];
    const { request, once } = await opened(obeying(hostile), [clerk(['echo'])], wanted(effects));
    const ctx = await spine.tenant();
    const ids: string[] = [];
    for (const one of hostile)
      ids.push(await request(ctx, { playbook: 'clerk', input: { mail: one.bytes.toString() } }));
    for (const id of ids) expect((await once(ctx, id, isOver)).status).toBe('completed');
    expect(effects).toEqual([]);
  });
});
