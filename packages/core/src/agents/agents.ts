// Agents, wired: what the API calls, what events lead to, and the runner of a worker.
import type { Playbook } from '@vito/contracts/playbook';
import type { RunRequest } from '@vito/contracts/run';
import type { Log } from '@vito/runtime/log';
import type { Chat } from '../platform/chat.js';
import type { Database } from '../platform/database.js';
import type { Evaluated } from '../platform/evaluate.js';
import type { Context } from '../spine/context.js';
import type { OpenEvent } from '../spine/event.js';
import type { EventStore } from '../spine/event-store.js';
import { decideGate } from './decide-gate.js';
import { createEvaluate } from './expressions.js';
import { forkRun } from './fork-run.js';
import { createPlaybooks } from './playbooks.js';
import { propose } from './propose.js';
import { type RequestDeps, requestRun, stageRun } from './request-run.js';
import type { Run } from './run.js';
import { runs } from './run-rows.js';
import { createRunner } from './runner.js';
import { shippedExpressions } from './shipped.js';
import { createStarts } from './starts.js';
import { takeTurn } from './take-turn.js';
import { cancelChild, cancelRun, moveRun, signalRun, tellParent } from './tell-run.js';
import type { Json, Toolbox } from './tool.js';

export interface AgentsOptions {
  database: Database;
  store: EventStore;
  log: Log;
  tools: Toolbox;
  shipped: readonly Playbook[];
  /** Null: no model is asked, and what an agent would have answered is null. */
  chat: Chat | null;
  evaluateThere: (expression: string, inputs: unknown[]) => Promise<Evaluated[]>;
  /** Tells the workers of other processes that a run was told something. */
  announce: () => void;
  clock?: () => Date;
  zoneOf: (tenant: string) => Promise<string>;
  /** Runs at once in this process. */
  atOnce: number;
  /** Of the runner's leases. */
  leaseSeconds?: number;
}

export function createAgents(options: AgentsOptions) {
  const { database, store, log, tools, chat, zoneOf, announce, atOnce } = options;
  const clock = options.clock ?? (() => new Date());
  const ours = shippedExpressions(options.shipped);
  const evaluate = createEvaluate(options.evaluateThere, (expression) => ours.has(expression));
  const playbooks = createPlaybooks({ database, store, shipped: options.shipped });
  const rung = () => {
    runner.ring();
    announce();
  };
  const begun = () => {
    runner.begun();
    announce();
  };
  const requesting: RequestDeps = { store, pin: playbooks.pin, evaluate, clock, rung: begun };
  const telling = { store, rung };

  const runner = createRunner({
    pool: database.dispatch,
    log,
    atOnce,
    ...(options.leaseSeconds === undefined ? {} : { leaseSeconds: options.leaseSeconds }),
    deps: {
      store,
      tools,
      evaluate,
      playbookOf: playbooks.at,
      stageChild: (ctx, given, parent) => stageRun(requesting, ctx, given, { parent }),
      takeTurn: chat && ((action, situation) => takeTurn({ chat, tools, evaluate, zoneOf }, action, situation)),
    },
  });

  const request = (ctx: Context, wanted: RunRequest, at?: Date) => requestRun(requesting, ctx, wanted, at);
  const starts = createStarts({ database, log, request, zoneOf, clock, every: 20_000 });

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
    for (const { run_id } of open) await cancelChild(telling, alone, run_id);
  }

  /** Throws Failure('not-found') where there is no such version. */
  async function move(ctx: Context, run: string, number: number): Promise<Run> {
    const { state } = await store.load(ctx, runs, run);
    if (state.status !== 'none') await playbooks.at(ctx.tenant, state.playbook, number);
    return moveRun(telling, ctx, run, number);
  }

  return {
    runner,
    playbooks,
    rung,
    request,
    propose: async (ctx: Context, action: { tool: string; args: Json; reason: string }) => ({
      run: await propose({ store, tools, request }, ctx, action),
    }),
    starts,
    signal: (ctx: Context, run: string, name: string, payload: Json) => signalRun(telling, ctx, run, name, payload),
    cancel: (ctx: Context, run: string, reason: string) => cancelRun(telling, ctx, run, reason),
    move,
    fork: (ctx: Context, run: string, step: string) =>
      forkRun({ ...requesting, playbookOf: playbooks.at }, ctx, run, step),
    decide: (...rest: Decide) => decideGate({ ...telling, tools, clock }, ...rest),
    handBack,
    cancelChildren,
  };
}
export type Agents = ReturnType<typeof createAgents>;
type Decide = Parameters<typeof decideGate> extends [unknown, ...infer Rest] ? Rest : never;
