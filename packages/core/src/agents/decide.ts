// What a run does next: from its playbook, what its events made of it, and the time. Pure; whoever asks twice hears the same.
import type { UndoReason } from '@vito/contracts/event-run';
import type { AgentStep, Playbook, RunStep, Step, StopStep, ToolStep } from '@vito/contracts/playbook';
import type { Draft } from '../spine/event.js';
import { isOver, type Run, type StepState, stepOf } from './run.js';
import type { Json } from './tool.js';

/** Something to be done outside of the decider; each comes back as events of the run. */
export type Action =
  /**
   * `args`: what a person approved (`approved`: its hash), what it was `begun` with before, or a model wants; otherwise made from
   * the step's template. `attempt` counts from 1.
   */
  | {
      kind: 'call';
      step: string;
      tool: string;
      args: Json;
      from: ToolStep | null;
      attempt: number;
      unsure: boolean;
      approved: string | null;
      begun: boolean;
    }
  /** Works out until when a step waits, or whether it does. */
  | { kind: 'begin-wait'; step: string; from: Extract<Step, { kind: 'wait' | 'sleep' }> }
  | { kind: 'begin-runs'; step: string; from: RunStep }
  | { kind: 'turn'; step: string; from: AgentStep; turn: number }
  | { kind: 'stop'; step: string; from: StopStep }
  | { kind: 'finish'; output: Json }
  | { kind: 'undo'; step: string; tool: string; args: Json; attempt: number };

export type Decision =
  | { kind: 'append'; drafts: Draft[] }
  | { kind: 'act'; actions: Action[]; until: Date | null }
  /** Nothing to do before `until`, or before somebody tells it something. */
  | { kind: 'park'; until: Date | null }
  | { kind: 'over' };

const undoSeconds = 86_400; // for all undoing of a run

interface Found {
  drafts: Draft[];
  actions: Action[];
  until: number;
  problem: { reason: UndoReason; code: string; message: string } | null;
  stopped: { output: Json } | null;
  /** By step: the signal that it waits for. */
  told: ReadonlyMap<string, Json>;
}

export function decide(playbook: Playbook, run: Run, now: Date): Decision {
  if (isOver(run) || run.status === 'none') return { kind: 'over' };
  if (run.status === 'compensating') return decideUndo(run, now);
  if (run.cancel !== null) return undoing(run, now, { reason: 'cancelled', code: 'cancelled', message: run.cancel });
  const deadline = run.deadlineAt === null ? Number.POSITIVE_INFINITY : Date.parse(run.deadlineAt);
  if (deadline <= now.getTime())
    return undoing(run, now, { reason: 'timed-out', code: 'deadline', message: 'its deadline has passed' });

  const found: Found = {
    drafts: [],
    actions: [],
    until: deadline,
    problem: null,
    stopped: null,
    told: toldWaits(run),
  };
  const over = sequence(playbook.steps, run, now.getTime(), found);
  if (found.problem) return undoing(run, now, found.problem);
  if (found.stopped) return complete(run, found.stopped.output);
  if (over) return finish(playbook, run);
  if (found.drafts.length > 0) return { kind: 'append', drafts: found.drafts };
  const until = Number.isFinite(found.until) ? new Date(found.until) : null;
  if (found.actions.length > 0) return { kind: 'act', actions: found.actions, until };
  return { kind: 'park', until };
}

/** True when all of them are over. */
function sequence(steps: readonly Step[], run: Run, now: number, found: Found): boolean {
  for (const step of steps) if (!advance(step, run, now, found) || found.stopped) return false;
  return true;
}

/** True when the step is over; otherwise tells `found` what it needs. */
function advance(step: Step, run: Run, now: number, found: Found): boolean {
  if (step.kind === 'parallel') {
    // Every branch is looked at, whether another one is over or not.
    return step.branches.map((branch) => sequence(branch, run, now, found)).every(Boolean);
  }
  const state = stepOf(run, step.id);
  if (state.state === 'completed') {
    if (step.kind === 'stop') found.stopped = { output: state.result };
    return true;
  }
  if (state.state === 'skipped') return true;
  if (state.state === 'failed') {
    if (state.optional) return true;
    found.problem ??= { reason: 'failed', ...(state.problem ?? { code: 'failed', message: '' }) };
    return false;
  }
  switch (step.kind) {
    case 'tool':
      call({ step: step.id, tool: step.tool, from: step, args: null, unsure: false }, state, now, found);
      return false;
    case 'wait':
    case 'sleep':
      awaits(step, state, now, found);
      return false;
    case 'run':
      awaitsRuns(step, state, found);
      return false;
    case 'agent':
      converse(step, state, run, now, found);
      return false;
    case 'stop':
      found.actions.push({ kind: 'stop', step: step.id, from: step });
      return false;
  }
}

type Wanted = { step: string; tool: string; from: ToolStep | null; args: Json; unsure: boolean };

function call(wanted: Wanted, { gate, attempts, begun, againAt }: StepState, now: number, found: Found): void {
  const { step } = wanted;
  if (gate?.state === 'open') {
    const expires = Date.parse(gate.expiresAt);
    if (expires <= now) {
      const data = { step, decision: 'expired' as const, hash: null, seen: null, by: 'clock' as const };
      found.drafts.push({ type: 'run.gate-decided', data, secret: {} });
      return;
    }
    found.until = Math.min(found.until, expires);
    const escalates =
      gate.escalateAt === null || gate.escalated ? Number.POSITIVE_INFINITY : Date.parse(gate.escalateAt);
    if (escalates <= now) found.drafts.push({ type: 'run.gate-escalated', data: { step }, secret: {} });
    else found.until = Math.min(found.until, escalates);
    return;
  }
  if (gate && gate.state !== 'approved' && gate.state !== 'edited') {
    const message = gate.reason ?? (gate.state === 'expired' ? 'nobody decided in time' : 'somebody said no');
    const optional = wanted.from?.optional ?? true;
    const data = { step, attempt: attempts, code: gate.state, againAt: null, optional };
    found.drafts.push({ type: 'run.step-failed', data, secret: { message } });
    return;
  }
  const again = againAt === null ? 0 : Date.parse(againAt);
  if (again > now) {
    found.until = Math.min(found.until, again);
    return;
  }
  found.actions.push({
    kind: 'call',
    ...wanted,
    ...(gate ? { args: gate.args } : (begun ?? {})),
    approved: gate?.doHash ?? null,
    begun: begun !== null,
    attempt: attempts + 1,
  });
}

function awaits(step: Extract<Step, { kind: 'wait' | 'sleep' }>, { wait }: StepState, now: number, found: Found): void {
  if (!wait) {
    found.actions.push({ kind: 'begin-wait', step: step.id, from: step });
    return;
  }
  const until = wait.until === null ? Number.POSITIVE_INFINITY : Date.parse(wait.until);
  if (found.told.has(step.id) || until <= now) found.drafts.push(completed(step.id, found.told.get(step.id) ?? null));
  else found.until = Math.min(found.until, until);
}

/** One signal is for one wait: of several, the one that has waited longest (steps stand in the order in which they began). */
function toldWaits({ signals, steps }: Run): ReadonlyMap<string, Json> {
  const told = new Map<string, Json>();
  const left = [...signals];
  for (const [key, { state, wait }] of left.length > 0 ? Object.entries(steps) : []) {
    const at = state === 'open' && wait ? left.findIndex(({ name }) => name === wait.signal) : -1;
    for (const { payload } of at < 0 ? [] : left.splice(at, 1)) told.set(key, payload);
  }
  return told;
}

function awaitsRuns(step: RunStep, { children }: StepState, found: Found): void {
  if (!children) {
    found.actions.push({ kind: 'begin-runs', step: step.id, from: step });
    return;
  }
  if (children.some(({ status }) => status === null)) return;
  const failed = children.find(({ status }) => status !== 'completed');
  if (failed && !step.optional) {
    const message = `the run ${failed.run} ended as ${failed.status}`;
    const data = { step: step.id, attempt: 1, code: 'run-failed', againAt: null, optional: false };
    found.drafts.push({ type: 'run.step-failed', data, secret: { message } });
    return;
  }
  const outputs = children.map(({ status, output }) => (status === 'completed' ? output : null));
  found.drafts.push(completed(step.id, step.each === undefined ? (outputs[0] ?? null) : outputs));
}

/** Calls of a turn are steps of their own; none of them fails the run: the model is told. */
function converse(step: AgentStep, state: StepState, run: Run, now: number, found: Found): void {
  const last = state.turns.at(-1);
  if (!last) {
    turn(step, state, 1, now, found);
    return;
  }
  if (last.calls.length === 0) {
    if (!unusable.has(last.finish)) found.drafts.push(completed(step.id, { answer: last.text }));
    else turn(step, state, last.turn + 1, now, found);
    return;
  }
  let open = false;
  for (const [index, { tool, args, unsure }] of last.calls.entries()) {
    const key = callKey(step.id, last.turn, index);
    const own = stepOf(run, key);
    if (own.state !== 'open') continue;
    open = true;
    call({ step: key, tool, from: null, args, unsure }, own, now, found);
  }
  if (!open) turn(step, state, last.turn + 1, now, found);
}

function turn(step: AgentStep, { againAt, attempts }: StepState, number: number, now: number, found: Found): void {
  if (number > step.turns) {
    const data = { step: step.id, attempt: attempts, code: 'turns', againAt: null, optional: false };
    const message = `it came to no answer within ${step.turns} turns`;
    found.drafts.push({ type: 'run.step-failed', data, secret: { message } });
    return;
  }
  const again = againAt === null ? 0 : Date.parse(againAt);
  if (again > now) found.until = Math.min(found.until, again);
  else found.actions.push({ kind: 'turn', step: step.id, from: step, turn: number });
}

/** Ends of a turn of which the model is told, for it to say it again. */
export const unusable: ReadonlySet<string> = new Set(['unknown-tool', 'broken-arguments', 'empty', 'length']);

/** The step of the `index`th call of a turn. */
export const callKey = (step: string, turn: number, index: number): string => `${step}#${turn}.${index}`;

const completed = (step: string, result: Json): Draft => ({
  type: 'run.step-completed',
  data: { step, tool: null, attempt: 1, ms: 0, undo: false, copied: false },
  secret: { result },
});

function finish(playbook: Playbook, run: Run): Decision {
  if (playbook.output === null) return complete(run, null);
  return { kind: 'act', actions: [{ kind: 'finish', output: playbook.output }], until: null };
}

export const complete = (run: Run, output: Json): Decision & { kind: 'append' } => ({
  kind: 'append',
  drafts: [...handedBack(run, 'completed', output), { type: 'run.completed', data: {}, secret: { output } }],
});

function handedBack({ parent }: Run, status: string, output: Json): Draft[] {
  if (!parent) return [];
  const data = { parent: parent.run, step: parent.step, status };
  return [{ type: 'run.handed-back', data, secret: { output } }];
}

/** Nothing to take back: it has ended. Otherwise what it did is taken back first. */
function undoing(
  run: Run,
  now: Date,
  { reason, code, message }: NonNullable<Found['problem']>,
): Decision & { kind: 'append' } {
  // No turn is under way any more: what is set aside still is of one that nobody lived to tell of.
  const lost: Draft[] = Object.entries(run.steps).flatMap(([step, { reserved }]) =>
    reserved ? lostTurn(step, reserved) : [],
  );
  if (run.undoable.length === 0) {
    const ended: Draft = { type: 'run.ended', data: { reason, code }, secret: { message } };
    return { kind: 'append', drafts: [...lost, ...handedBack(run, reason, null), ended] };
  }
  const deadlineAt = new Date(now.getTime() + undoSeconds * 1000).toISOString();
  return {
    kind: 'append',
    drafts: [...lost, { type: 'run.undoing', data: { reason, code, deadlineAt }, secret: { message } }],
  };
}

/** Nobody knows what it cost: it may have been all of it. */
export const lostTurn = (step: string, { turn, micros, day }: NonNullable<StepState['reserved']>): Draft => ({
  type: 'run.turn-lost',
  data: { step, turn, reserved: micros, cost: micros, day },
  secret: {},
});

/** What is said when a run fails outside of its steps. */
export const fail = (run: Run, now: Date, code: string, message: string): Draft[] =>
  undoing(run, now, { reason: 'failed', code, message }).drafts;

/** In exact reverse, one after the other; what cannot be taken back keeps none of the others from it. */
function decideUndo(run: Run, now: Date): Decision {
  const deadline = Date.parse(run.undoing?.deadlineAt ?? '');
  const late = deadline <= now.getTime();
  for (const { step, tool, args } of [...run.undoable].reverse()) {
    const undo = stepOf(run, step).undo;
    if (undo && undo.state !== 'open') continue;
    if (late) {
      const data = { step, attempt: undo?.attempts ?? 0, code: 'deadline', againAt: null };
      return {
        kind: 'append',
        drafts: [{ type: 'run.undo-failed', data, secret: { message: 'there was no more time' } }],
      };
    }
    const again = undo?.againAt ? Date.parse(undo.againAt) : 0;
    if (again > now.getTime()) return { kind: 'park', until: new Date(Math.min(again, deadline)) };
    const action: Action = { kind: 'undo', step, tool, args, attempt: (undo?.attempts ?? 0) + 1 };
    return { kind: 'act', actions: [action], until: new Date(deadline) };
  }
  const steps = run.undoable.filter(({ step }) => stepOf(run, step).undo?.state === 'failed').map(({ step }) => step);
  const status = steps.length > 0 ? 'compensation-failed' : 'compensated';
  const end: Draft =
    steps.length > 0
      ? { type: 'run.compensation-failed', data: { steps }, secret: {} }
      : { type: 'run.compensated', data: {}, secret: {} };
  return { kind: 'append', drafts: [...handedBack(run, status, null), end] };
}
