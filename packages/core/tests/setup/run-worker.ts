// All of a process that takes runs further: the runner, the sequencer, and the work that runs lead to. No word reaches other processes.
import type { Playbook } from '@vito/contracts/playbook';
import { createBell } from '@vito/runtime/wait';
import { createAgents } from '../../src/agents/agents.js';
import type { Tool } from '../../src/agents/tool.js';
import { createPool } from '../../src/platform/database.js';
import { evaluateAll } from '../../src/platform/evaluate.js';
import { runSequencer } from '../../src/spine/sequencer.js';
import { createWorker, type Subscription } from '../../src/spine/worker.js';
import type { Parts } from './parts.js';

export interface RunWorkerOptions {
  tools: Tool[];
  playbooks: Playbook[];
  leaseSeconds?: number;
  atOnce?: number;
}

/** Agents without a runner that runs: to ask and tell runs. `parts`: of the database. */
export const agentsOn = (
  { database, store, log }: Pick<Parts, 'database' | 'store' | 'log'>,
  { tools, playbooks, leaseSeconds, atOnce = 8 }: RunWorkerOptions,
) =>
  createAgents({
    database,
    store,
    log,
    tools: { find: async (_tenant, name) => tools.find((one) => one.name === name) ?? null, list: async () => tools },
    shipped: playbooks,
    chat: null,
    zoneOf: async () => 'UTC',
    evaluateThere: evaluateAll,
    announce: () => {},
    atOnce,
    ...(leaseSeconds === undefined ? {} : { leaseSeconds }),
  });

/** Runs until `close`. */
export function startRunWorker(parts: Pick<Parts, 'database' | 'store' | 'log' | 'urls'>, options: RunWorkerOptions) {
  const { database, store, log } = parts;
  const agents = agentsOn(parts, options);
  const finished =
    (work: typeof agents.handBack): Subscription['run'] =>
    async (ctx, event) => {
      await work(ctx, event);
      await store.commit(ctx, []);
    };
  const subscriptions: Subscription[] = [
    { name: 'hand-back', on: ['run.handed-back'], concurrency: 4, run: finished(agents.handBack) },
    {
      name: 'cancel-children',
      on: ['run.undoing', 'run.ended', 'run.completed'],
      concurrency: 2,
      run: finished(agents.cancelChildren),
    },
  ];
  const worker = createWorker({ database, store, log, subscriptions });
  const pool = createPool(parts.urls.dispatch, 1, log, { statement_timeout: 1000 });
  const abort = new AbortController();
  const running = [
    agents.runner.run(abort.signal),
    worker.run(abort.signal),
    runSequencer(
      {
        pool,
        subscriptions: subscriptions.flatMap(({ name, on }) => on.map((type) => ({ type, subscription: name }))),
        bell: createBell(),
        log,
        onSequenced: () => {},
        onWork: (names) => {
          for (const name of names) worker.wake(name);
        },
      },
      abort.signal,
    ),
  ];
  return {
    agents,
    async close(): Promise<void> {
      abort.abort();
      await Promise.all(running);
      await pool.end();
    },
  };
}
