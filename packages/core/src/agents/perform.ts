// Does what the decider wants done, and tells it as events of the run. Commits nothing itself but that a step has begun.
import type { Retry, RunStep, StopStep, ToolStep } from '@vito/contracts/playbook';
import { Failure, messageOf } from '@vito/runtime/failure';
import { isAway } from '../platform/database.js';
import type { Context } from '../spine/context.js';
import type { Draft } from '../spine/event.js';
import type { SlotMove, Staged } from '../spine/event-store.js';
import { storable } from '../spine/storable.js';
import { callTool, Ended } from './call-tool.js';
import { type Action, complete, fail } from './decide.js';
import { type Evaluate, fill, scopeOf } from './expressions.js';
import { hashOf, keyOf } from './hash.js';
import { gateOf } from './policy.js';
import type { Run } from './run.js';
import type { Json, Tool, Toolbox, ToolCall } from './tool.js';

/** What came of an action: to be committed together. Null: nothing did, it was ended from outside. */
export interface Told {
  drafts: Draft[];
  changes?: Staged[];
  slots?: SlotMove[];
}

export interface Situation {
  ctx: Context;
  id: string;
  run: Run;
  now: Date;
  signal: AbortSignal;
  /** Commits ahead of the outcome. */
  ahead: (told: Told) => Promise<void>;
}

export interface PerformDeps {
  tools: Toolbox;
  evaluate: Evaluate;
  /** A run for the step of another. */
  stageChild: (
    ctx: Context,
    given: { playbook: string; input: Json; priority: 0 | 1 | 2 },
    parent: NonNullable<Run['parent']>,
  ) => Promise<{ staged: Staged; slot: SlotMove }>;
  /** A model's turn; null where there is no model. */
  takeTurn: ((action: Action & { kind: 'turn' }, situation: Situation) => Promise<Told | null>) | null;
}

const mostChildren = 1000;
const undoRetry: Retry = { attempts: 10, firstSeconds: 1 };
const undoSeconds = 120; // for one attempt

export async function perform(deps: PerformDeps, action: Action, situation: Situation): Promise<Told | null> {
  switch (action.kind) {
    case 'call':
      return call(deps, action, situation);
    case 'begin-wait':
      return guarded(action.from, situation, () => beginWait(deps, action, situation));
    case 'begin-runs':
      return guarded(action.from, situation, () => beginRuns(deps, action.from, situation));
    case 'stop':
      return guarded(action.from, situation, () => stop(deps, action.from, situation));
    case 'turn': {
      const skip = await guarded(action.from, situation, async () =>
        action.turn > 1 || (await applies(deps, action.from, situation)) ? null : skipped(action.step),
      );
      if (skip) return skip;
      return deps.takeTurn ? deps.takeTurn(action, situation) : { drafts: [done(action.step, null)] };
    }
    case 'finish':
      return finish(deps, action.output, situation);
    case 'undo':
      return undo(deps, action, situation);
  }
}

async function call(deps: PerformDeps, action: Action & { kind: 'call' }, situation: Situation): Promise<Told | null> {
  const { step, from, attempt } = action;
  const { ctx, id, run, now, signal } = situation;
  const tool = await deps.tools.find(ctx.tenant, action.tool);
  const retry = from?.retry ?? tool?.retry ?? { attempts: 1, firstSeconds: 0 };
  const failed = (error: unknown): Told => ({
    drafts: [failure(step, attempt, error, { retry, now, optional: from?.optional ?? true })],
  });
  let args = action.args;
  let input: unknown;
  let gate: Told | null;
  try {
    const isFresh = from !== null && action.approved === null && !action.begun;
    if (isFresh && !(await applies(deps, from, situation))) return skipped(step);
    if (!tool) throw new Failure('not-found', `there is no tool "${action.tool}"`);
    if (isFresh) args = await fill(deps.evaluate, from.with, scopeOf(id, run, now));
    args = storable(args);
    if (action.approved !== null && hashOf(args) !== action.approved)
      throw new Failure('conflict', 'these are not the arguments that were approved');
    input = parsed(tool, args);
    gate = action.approved === null ? gateFor(action, tool, { args, input }, now) : null;
  } catch (error) {
    if (passes(error)) throw error;
    return failed(error);
  }
  if (attempt > retry.attempts)
    return failed(
      new Failure('unavailable', 'it was begun and never ended, as often as it may be tried', { retry: 'never' }),
    );
  if (gate) return gate;
  if (tool.effect === 'write')
    await situation.ahead({
      drafts: [{ type: 'run.step-started', data: { step, tool: tool.name, attempt }, secret: { args } }],
    });
  const began = performance.now();
  try {
    const given = { ctx, run: id, step, key: keyOf(ctx.tenant, id, step), attempt, now };
    const seconds = from?.timeoutSeconds ?? tool.timeoutSeconds;
    const outcome = await callTool(tool, given, (one: ToolCall) => tool.run(one, input), { seconds, signal });
    const result = storable(outcome.result);
    const undo = tool.undo !== null && outcome.undo !== undefined;
    const data = { step, tool: tool.name, attempt, ms: Math.round(performance.now() - began), undo, copied: false };
    const secret = {
      ...(tool.effect === 'read' ? { args } : {}),
      result,
      ...(undo ? { undo: storable(outcome.undo as Json) } : {}),
    };
    return {
      drafts: [{ type: 'run.step-completed', data, secret }],
      ...(outcome.changes ? { changes: outcome.changes } : {}),
    };
  } catch (error) {
    return error instanceof Ended ? null : failed(error);
  }
}

/** Null where nobody has to be asked. */
function gateFor(
  { step, from, unsure }: Action & { kind: 'call' },
  tool: Tool,
  { args, input }: { args: Json; input: unknown },
  now: Date,
): Told | null {
  const policy = gateOf(tool, from?.approval, input, unsure);
  if (!policy) return null;
  const after = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString();
  const escalateAt = policy.escalateSeconds === null ? null : after(policy.escalateSeconds);
  const expiresAt = after(policy.expiresSeconds);
  const data = { step, tool: tool.name, hash: hashOf(args), policy, expiresAt, escalateAt };
  return { drafts: [{ type: 'run.gate-opened', data, secret: { args, summary: tool.summary(input) } }] };
}

/** Nothing was done yet, and what keeps it from being done passes: no word on the step, the run is taken up again. */
const passes = (error: unknown): boolean => (error instanceof Failure ? error.retry === 'later' : isAway(error));

function parsed(tool: Tool, args: Json): unknown {
  const result = tool.input.safeParse(args);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  const where = first?.path.length ? ` (${first.path.join('.')})` : '';
  throw new Failure('invalid', `this is not what ${tool.name} takes${where}: ${first?.message ?? ''}`);
}

async function applies(
  deps: PerformDeps,
  { when }: { when?: string | undefined },
  { id, run, now }: Situation,
): Promise<boolean> {
  if (when === undefined) return true;
  const [value] = await deps.evaluate([when], scopeOf(id, run, now));
  return Boolean(value);
}

const skipped = (step: string): Told => ({ drafts: [{ type: 'run.step-skipped', data: { step }, secret: {} }] });

/** What an expression that cannot be evaluated makes of its step. */
async function guarded<T extends Told | null>(
  step: { id: string; optional?: boolean },
  { now }: Situation,
  work: () => Promise<T>,
): Promise<T | Told> {
  try {
    return await work();
  } catch (error) {
    if (passes(error)) throw error;
    const retry = { attempts: 1, firstSeconds: 0 };
    return { drafts: [failure(step.id, 1, error, { retry, now, optional: step.optional ?? false })] };
  }
}

async function beginWait(
  deps: PerformDeps,
  { step, from }: Action & { kind: 'begin-wait' },
  situation: Situation,
): Promise<Told> {
  const { id, run, now } = situation;
  if (!(await applies(deps, from, situation))) return skipped(step);
  const after = (seconds: number | null | undefined) =>
    seconds === null || seconds === undefined ? null : new Date(now.getTime() + seconds * 1000).toISOString();
  const signal = from.kind === 'wait' ? from.signal : null;
  let until = after(from.seconds);
  if (from.kind === 'sleep' && from.until !== undefined) {
    const [time] = await deps.evaluate([from.until], scopeOf(id, run, now));
    const at = typeof time === 'string' || typeof time === 'number' ? new Date(time) : new Date(Number.NaN);
    if (Number.isNaN(at.getTime())) throw new Failure('invalid', `this gives no time: ${from.until.slice(0, 200)}`);
    until = at.toISOString();
  }
  return { drafts: [{ type: 'run.waiting', data: { step, signal, until }, secret: {} }] };
}

async function beginRuns(deps: PerformDeps, from: RunStep, situation: Situation): Promise<Told> {
  const { ctx, id, run, now } = situation;
  if (!(await applies(deps, from, situation))) return skipped(from.id);
  const scope = scopeOf(id, run, now);
  const [each] = from.each === undefined ? [[null]] : await deps.evaluate([from.each], scope);
  const items = Array.isArray(each) ? each : each === null || each === undefined ? [] : [each];
  if (items.length > mostChildren)
    throw new Failure('invalid', `${items.length} runs at once are more than ${mostChildren}`);
  const priority = run.priority as 0 | 1 | 2;
  const children: { staged: Staged; slot: SlotMove }[] = [];
  for (const [index, item] of items.entries()) {
    const input = await fill(deps.evaluate, from.with, { ...scope, item, index });
    children.push(
      await deps.stageChild(ctx, { playbook: from.playbook, input, priority }, { run: id, step: from.id, index }),
    );
  }
  const data = { step: from.id, runs: children.map(({ staged }) => staged.stream) };
  return {
    drafts: [{ type: 'run.children-requested', data, secret: {} }],
    changes: children.map(({ staged }) => staged),
    slots: children.map(({ slot }) => slot),
  };
}

async function stop(deps: PerformDeps, from: StopStep, situation: Situation): Promise<Told> {
  if (!(await applies(deps, from, situation))) return skipped(from.id);
  return {
    drafts: [
      done(from.id, await fill(deps.evaluate, from.output, scopeOf(situation.id, situation.run, situation.now))),
    ],
  };
}

async function finish(deps: PerformDeps, output: Json, { id, run, now }: Situation): Promise<Told> {
  try {
    return { drafts: complete(run, await fill(deps.evaluate, output, scopeOf(id, run, now))).drafts };
  } catch (error) {
    if (passes(error)) throw error;
    return { drafts: fail(run, now, codeOf(error), `its output: ${messageOf(error)}`) };
  }
}

async function undo(deps: PerformDeps, action: Action & { kind: 'undo' }, situation: Situation): Promise<Told | null> {
  const { step, attempt, args } = action;
  const { ctx, id, now, signal } = situation;
  try {
    const tool = await deps.tools.find(ctx.tenant, action.tool);
    const { undo } = tool ?? {};
    if (!tool || !undo) throw new Failure('not-found', `the tool "${action.tool}" can take nothing back any more`);
    const given = { ctx, run: id, step, key: keyOf(ctx.tenant, id, `${step} undo`), attempt, now };
    await callTool(tool, given, (one) => undo(one, args), { seconds: undoSeconds, signal });
    return { drafts: [{ type: 'run.step-undone', data: { step, attempt }, secret: {} }] };
  } catch (error) {
    if (error instanceof Ended) return null;
    const againAt = againAfter(error, attempt, undoRetry, now);
    const data = { step, attempt, code: codeOf(error), againAt };
    return { drafts: [{ type: 'run.undo-failed', data, secret: { message: messageOf(error) } }] };
  }
}

const done = (step: string, result: Json): Draft => ({
  type: 'run.step-completed',
  data: { step, tool: null, attempt: 1, ms: 0, undo: false, copied: false },
  secret: { result },
});

export function failure(
  step: string,
  attempt: number,
  error: unknown,
  { retry, now, optional }: { retry: Retry; now: Date; optional: ToolStep['optional'] },
): Draft {
  const data = { step, attempt, code: codeOf(error), againAt: againAfter(error, attempt, retry, now), optional };
  return { type: 'run.step-failed', data, secret: { message: messageOf(error).slice(0, 2000) } };
}

const codeOf = (error: unknown): string => (error instanceof Failure ? error.code : 'error');

/** By the error's own word: one that says that trying again cannot help is not tried again; others with a pause that doubles. */
function againAfter(error: unknown, attempt: number, { attempts, firstSeconds }: Retry, now: Date): string | null {
  const hopeless = error instanceof Failure && error.retry === 'never';
  if (hopeless || attempt >= attempts) return null;
  const asked = error instanceof Failure ? (error.retryAfter ?? 0) : 0;
  const seconds = Math.max(asked, Math.min(firstSeconds * 2 ** (attempt - 1), 3600));
  return new Date(now.getTime() + seconds * 1000).toISOString();
}
