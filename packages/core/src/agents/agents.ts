// Agents, wired: what the API calls, what events lead to, and the runner of a worker.
import type { Playbook } from '@vito/contracts/playbook';
import type { RunRequest } from '@vito/contracts/run';
import type { Log } from '@vito/runtime/log';
import type { Database } from '../platform/database.js';
import type { Evaluated } from '../platform/evaluate.js';
import type { Context } from '../spine/context.js';
import type { OpenEvent } from '../spine/event.js';
import type { EventStore } from '../spine/event-store.js';
import { decideGate } from './decide-gate.js';
import { createEvaluate } from './expressions.js';
import { forkRun } from './fork-run.js';
import type { PerformDeps } from './perform.js';
import { createPlaybooks } from './playbooks.js';
import { type RequestDeps, requestRun, stageRun } from './request-run.js';
import { runs } from './run-rows.js';
import { createRunner } from './runner.js';
import { shippedExpressions } from './shipped.js';
import { cancelRun, moveRun, signalRun, tellParent } from './tell-run.js';
import type { Json, Toolbox } from './tool.js';

export interface AgentsOptions {
  database: Database;
  store: EventStore;
  log: Log;
  tools: Toolbox;
  shipped: readonly Playbook[];
  takeTurn: PerformDeps['takeTurn'];
  evaluateThere: (expression: string, inputs: unknown[]) => Promise<Evaluated[]>;
  /** Tells the workers of other processes that a run was told something. */
  announce: () => void;
  clock?: () => Date;
  /** Runs at once in this process. */
  atOnce: number;
}

export function createAgents(options: AgentsOptions) {
  const { database, store, log, tools, announce, atOnce } = options;
  const clock = options.clock ?? (() => new Date());
  const ours = shippedExpressions(options.shipped);
  const evaluate = createEvaluate(options.evaluateThere, (expression) => ours.has(expression));
  const playbooks = createPlaybooks({ database, store, shipped: options.shipped });
  const rung = () => {
    runner.ring();
    announce();
  };
  const requesting: RequestDeps = { store, pin: playbooks.pin, evaluate, clock, rung };
  const telling = { store, rung };

  const runner = createRunner({
    pool: database.dispatch,
    log,
    atOnce,
    deps: {
      store,
      tools,
      evaluate,
      playbookOf: playbooks.at,
      stageChild: (ctx, given, parent) => stageRun(requesting, ctx, given, { parent }),
      takeTurn: options.takeTurn,
    },
  });

  /** Its playbook has that version. Throws Failure('not-found'). */
  async function move(ctx: Context, run: string, number: number) {
    const { state } = await store.load(ctx, runs, run);
    if (state.status !== 'none') await playbooks.at(ctx.tenant, state.playbook, number);
    return moveRun(telling, ctx, run, number);
  }

  /** A run that was part of another has ended: the other one hears of it. */
  async function handBack(ctx: Context, event: OpenEvent): Promise<void> {
    if (event.type !== 'run.handed-back') return;
    const { parent, step, status } = event.data;
    const output = event.secret?.output ?? null;
    await tellParent(telling, { ...ctx, work: [] }, parent, { step, run: event.stream, status, output });
  }

  /** A run that is undone takes those with it that it asked for. */
  async function cancelChildren(ctx: Context, event: OpenEvent): Promise<void> {
    const open = await database.read(ctx.tenant, (reader) =>
      reader
        .selectFrom('run')
        .select('run_id')
        .where('parent', '=', event.stream)
        .where('status', '=', 'open')
        .execute(),
    );
    const alone = { ...ctx, work: [] };
    for (const { run_id } of open)
      await cancelRun(telling, alone, run_id, 'the run that asked for it has ended').catch(ifOver);
  }

  return {
    runner,
    playbooks,
    rung,
    request: (ctx: Context, wanted: RunRequest) => requestRun(requesting, ctx, wanted),
    signal: (ctx: Context, run: string, name: string, payload: Json) => signalRun(telling, ctx, run, name, payload),
    cancel: (ctx: Context, run: string, reason: string) => cancelRun(telling, ctx, run, reason),
    move,
    fork: (ctx: Context, run: string, step: string) =>
      forkRun({ ...requesting, playbookOf: playbooks.at }, ctx, run, step),
    decide: (...[ctx, gate, verdict, by]: Decide) => decideGate({ ...telling, tools, clock }, ctx, gate, verdict, by),
    handBack,
    cancelChildren,
  };
}
export type Agents = ReturnType<typeof createAgents>;
type Decide = Parameters<typeof decideGate> extends [unknown, ...infer Rest] ? Rest : never;

const ifOver = (error: unknown): void => {
  if ((error as { code?: string }).code !== 'conflict') throw error;
};
