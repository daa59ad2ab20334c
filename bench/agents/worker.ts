// A worker of ViTo as it really is (embedded PostgreSQL, encryption, the sequencer beside it), with tools that do nothing, and a
// look at its commits, so that callers hear of steps and ends without asking the database.
import type { Playbook } from '@vito/contracts/playbook';
import { Playbook as PlaybookSchema } from '@vito/contracts/playbook';
import type { RunRequest } from '@vito/contracts/run';
import { createLog } from '@vito/runtime/log';
import { z } from 'zod';
import { createAgents } from '../../packages/core/src/agents/agents.js';
import { defineTool, type ToolCall } from '../../packages/core/src/agents/tool.js';
import { evaluateAll } from '../../packages/core/src/platform/evaluate.js';
import type { Context } from '../../packages/core/src/spine/context.js';
import type { EventStore } from '../../packages/core/src/spine/event-store.js';
import { openBench } from '../setup/bench-server.js';

export const appConnections = 12; // as in a server
export const atOnce = 50; // runs of one worker

const anything = z.looseObject({});
const steps = (count: number, tool: string, args: object = {}) =>
  Array.from({ length: count }, (_, at) => ({ kind: 'tool', id: `s${at + 1}`, tool, with: args }));
const playbook = (name: string, its: object[], more: object = {}): Playbook =>
  PlaybookSchema.parse({ name, title: name, description: '', steps: its, ...more });

export const playbooks = [
  playbook('ten-steps', steps(10, 'nothing')),
  playbook('ten-steps-by-key', steps(10, 'nothing'), { limit: { key: 'input.key', atOnce: 1 } }),
  playbook('asks', [...steps(1, 'nothing'), { kind: 'tool', id: 's2', tool: 'ask', with: { to: 'Ada' } }]),
  playbook('active', [{ kind: 'tool', id: 's0', tool: 'nothing', with: {} }, ...paced(45)]),
];

/** A step, then two seconds of nothing, and so on. */
function paced(count: number): object[] {
  return Array.from({ length: count }, (_, at) => [
    { kind: 'sleep', id: `p${at + 1}`, seconds: 2 },
    { kind: 'tool', id: `s${at + 1}`, tool: 'nothing', with: {} },
  ]).flat();
}

/** What a commit held of one stream. */
interface Committed {
  stream: string;
  /** Steps that it completed. */
  done: string[];
  sleepsUntil: number | null;
}

export type Worker = Awaited<ReturnType<typeof openWorker>>;

export async function openWorker(settings: Record<string, string> = {}) {
  const bench = await openBench({ connections: appConnections, settings });
  const waiting = new Map<string, () => void>();
  const early = new Set<string>(); // ended before their caller listened
  const seen = {
    steps: 0,
    onCall: async (_call: ToolCall): Promise<void> => {},
    onCommit: (_one: Committed): void => {},
  };

  const store: EventStore = {
    ...bench.store,
    async commit(ctx, staged, options) {
      await bench.store.commit(ctx, staged, options);
      for (const { stream, events } of staged) {
        const done = events.flatMap(({ draft }) => (draft.type === 'run.step-completed' ? draft.data.step : []));
        seen.steps += done.length;
        const [slept] = events.flatMap(({ draft }) => (draft.type === 'run.waiting' ? (draft.data.until ?? []) : []));
        seen.onCommit({ stream, done, sleepsUntil: slept === undefined ? null : Date.parse(slept) });
      }
      for (const { run, op } of options?.slots ?? []) if (op === 'end') over(run);
    },
  };
  const over = (run: string) => {
    const told = waiting.get(run);
    if (!waiting.delete(run)) early.add(run);
    told?.();
  };
  const tools = [
    defineTool({
      name: 'nothing',
      title: 'Nothing',
      description: 'Does nothing.',
      effect: 'read',
      input: anything,
      run: async (call) => {
        await seen.onCall(call);
        return { result: { ok: true } };
      },
    }),
    defineTool({
      name: 'ask',
      title: 'Ask',
      description: 'Does nothing once somebody has said yes.',
      effect: 'write',
      input: anything,
      run: async (call) => {
        await seen.onCall(call);
        return { result: { ok: true } };
      },
    }),
  ];
  const agents = createAgents({
    database: bench.database,
    store,
    log: createLog('error'),
    tools: { find: async (_tenant, name) => tools.find((one) => one.name === name) ?? null, list: async () => tools },
    shipped: playbooks,
    chat: null,
    zoneOf: async () => 'UTC',
    evaluateThere: evaluateAll,
    announce: () => {},
    atOnce,
  });
  const ended = new AbortController();
  const running = agents.runner.run(ended.signal);

  /** Asks for a run; `over` resolves when its end is committed. */
  async function begin(ctx: Context, wanted: RunRequest): Promise<{ id: string; over: Promise<void> }> {
    const id = await agents.request(ctx, wanted);
    if (early.delete(id)) return { id, over: Promise.resolve() };
    return { id, over: new Promise<void>((resolve) => waiting.set(id, resolve)) };
  }

  return {
    ...bench,
    store,
    agents,
    seen,
    begin,
    async person(): Promise<Context> {
      const { tenant } = await bench.tenant();
      return { tenant, actor: { kind: 'person', id: 'act_bench', name: null } };
    },
    async close(): Promise<void> {
      ended.abort();
      await running;
      await bench.close();
    },
  };
}
