// Runs in tests: agents on a spine, with tools that tell what they did, and a way to await how a run stands.
import type { Playbook } from '@vito/contracts/playbook';
import { Playbook as PlaybookSchema } from '@vito/contracts/playbook';
import { Failure } from '@vito/runtime/failure';
import { createLog } from '@vito/runtime/log';
import { z } from 'zod';
import { createAgents } from '../../src/agents/agents.js';
import type { Run } from '../../src/agents/run.js';
import { runs } from '../../src/agents/run-rows.js';
import { defineTool, type Json, type Tool, type ToolCall } from '../../src/agents/tool.js';
import type { Chat } from '../../src/platform/chat.js';
import { evaluateAll } from '../../src/platform/evaluate.js';
import type { Context } from '../../src/spine/context.js';
import type { Spine } from './spine.js';
import { until } from './until.js';

/** What reached the outside, in its order. */
export interface Effect {
  tool: string;
  key: string;
  run: string;
  args: Json;
}

const anything = z.looseObject({});

/** `echo` results in its arguments; `send` is an effect that asks nobody; `ask` one that asks; `pay` asks over 100. */
export function testTools(effects: Effect[]): Tool[] {
  const effect = (tool: string) => async (call: ToolCall, args: unknown) => {
    effects.push({ tool, key: call.key, run: call.run, args: args as Json });
    return { result: { sent: args as Json }, undo: { of: args as Json } };
  };
  const undo = (tool: string) => async (call: ToolCall, args: Json) => {
    effects.push({ tool: `undo ${tool}`, key: call.key, run: call.run, args });
  };
  const write = (name: string, more: object = {}) =>
    defineTool({
      name,
      title: name,
      description: name,
      effect: 'write',
      input: anything,
      run: effect(name),
      undo: undo(name),
      ...more,
    });
  return [
    defineTool({
      name: 'echo',
      title: 'Echo',
      description: 'Gives back what it gets.',
      effect: 'read',
      input: anything,
      run: async (_call, input) => ({ result: input as Json }),
    }),
    write('send', { approval: { when: 'never' } }),
    write('ask', { input: z.strictObject({ to: z.string() }), summary: ({ to }: { to: string }) => `Ask ${to}` }),
    write('pay', {
      input: z.strictObject({ amount: z.number() }),
      approval: { when: 'over', over: 100, fourEyes: true },
      amount: ({ amount }: { amount: number }) => amount,
    }),
    defineTool({
      name: 'fail',
      title: 'Fail',
      description: 'Fails.',
      effect: 'read',
      input: z.strictObject({ retry: z.enum(['never', 'later']), times: z.number().default(1000) }),
      retry: { attempts: 3, firstSeconds: 0 },
      run: async (call, { retry, times }) => {
        if (call.attempt > times) return { result: call.attempt };
        throw new Failure('unavailable', `failed ${call.attempt}`, { retry });
      },
    }),
    defineTool({
      name: 'hang',
      title: 'Hang',
      description: 'Never ends by itself.',
      effect: 'read',
      input: anything,
      timeoutSeconds: 60,
      run: (call) =>
        new Promise((_, reject) => call.signal.addEventListener('abort', () => reject(call.signal.reason))),
    }),
  ];
}

export type TestAgents = Awaited<ReturnType<typeof openAgents>>;

/** `playbooks`: shipped. Ends with `close`. */
export async function openAgents(
  spine: Spine,
  more: { chat?: Chat; tools?: Tool[]; playbooks?: Playbook[]; clock?: () => Date } = {},
) {
  const effects: Effect[] = [];
  const all = [...(more.tools ?? []), ...testTools(effects)];
  const agents = createAgents({
    database: spine.database,
    store: spine.store,
    log: createLog('silent'),
    tools: { find: async (_tenant, name) => all.find((one) => one.name === name) ?? null, list: async () => all },
    shipped: more.playbooks ?? [],
    chat: more.chat ?? null,
    evaluateThere: evaluateAll,
    announce: () => {},
    zoneOf: async () => 'UTC',
    atOnce: 16,
    ...(more.clock ? { clock: more.clock } : {}),
  });
  const abort = new AbortController();
  const running = agents.runner.run(abort.signal);
  const load = async (ctx: Context, id: string): Promise<Run> => (await spine.store.load(ctx, runs, id)).state;
  return {
    ...agents,
    effects,
    load,
    effectsOf: (id: string) => effects.filter(({ run }) => run === id).map(({ tool }) => tool),
    /** Resolves to the run once it stands as wanted. */
    once: async (ctx: Context, id: string, stands: (run: Run) => boolean): Promise<Run> => {
      let run = await load(ctx, id);
      await until('the run', async () => {
        run = await load(ctx, id);
        return stands(run);
      });
      return run;
    },
    async close() {
      abort.abort();
      await running;
    },
  };
}

/** A playbook of these steps. */
export const playbookOf = (name: string, steps: unknown[], more: object = {}): Playbook =>
  PlaybookSchema.parse({ name, title: name, description: '', steps, ...more });
export const tool = (id: string, name: string, args: object = {}, more: object = {}): object => ({
  kind: 'tool',
  id,
  tool: name,
  with: args,
  ...more,
});
