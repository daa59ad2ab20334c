// A run: what its events make of it. `foldRun` is the only place where they are understood.
import type { GateDecision, UndoReason } from '@vito/contracts/event-run';
import type { Approval } from '@vito/contracts/playbook';
import type { RunStatus } from '@vito/contracts/run';
import type { OpenEvent } from '../spine/event.js';
import type { Json } from './tool.js';

export interface Gate {
  state: 'open' | GateDecision;
  tool: string;
  /** Of what was asked. */
  hash: string;
  /** What is to be done, and its hash: as asked, or as a person edited it. */
  args: Json;
  doHash: string;
  summary: string;
  policy: Approval;
  openedAt: string;
  expiresAt: string;
  escalateAt: string | null;
  escalated: boolean;
  decidedAt: string | null;
  decidedBy: string | null;
  reason: string | null;
}

export interface Turn {
  turn: number;
  text: string;
  /** How it ended, in one word: some ends are no answer. */
  finish: string;
  calls: { id: string; tool: string; args: Json; unsure: boolean }[];
}

export interface StepState {
  state: 'open' | 'completed' | 'skipped' | 'failed';
  /** Begun, as far as is known. */
  attempts: number;
  /** With what it was begun, where it reaches outside: it is never tried with anything else. */
  begun: { args: Json } | null;
  againAt: string | null;
  /** For good, of a step that the run does not depend on. */
  optional: boolean;
  result: Json;
  problem: { code: string; message: string } | null;
  gate: Gate | null;
  wait: { signal: string | null; until: string | null } | null;
  children: { run: string; status: string | null; output: Json }[] | null;
  turns: Turn[];
  /** Of an agent, worked out for its first turn. */
  input: Json | undefined;
  /** A turn whose worst case is set aside. */
  reserved: { turn: number; micros: number; day: string } | null;
  undo: { attempts: number; againAt: string | null; state: 'open' | 'done' | 'failed' } | null;
}

/** A completed step that can be taken back. */
export interface Undoable {
  step: string;
  tool: string;
  args: Json;
}

export interface Run {
  status: 'none' | RunStatus;
  playbook: string;
  number: number;
  priority: number;
  input: Json;
  requestedAt: string;
  requestedBy: string;
  deadlineAt: string | null;
  budgetMicros: number | null;
  parent: { run: string; step: string; index: number } | null;
  forkOf: { run: string; step: string } | null;
  /** Shared and frozen until the first step: a run that only waits for its turn costs next to nothing. */
  steps: Readonly<Record<string, StepState>>;
  /** In the order in which they were completed. */
  undoable: readonly Undoable[];
  /** Told, and not taken by a wait yet. */
  signals: readonly { name: string; payload: Json }[];
  cancel: string | null;
  undoing: { reason: UndoReason; code: string; message: string; deadlineAt: string } | null;
  costMicros: number;
  output: Json;
  problem: string | null;
  endedAt: string | null;
}

const none = Object.freeze([]);
// What others are copied from is not frozen itself: copying a frozen object takes V8 twenty times as long.
const blankRun: Run = {
  status: 'none',
  playbook: '',
  number: 0,
  priority: 1,
  input: null,
  requestedAt: '',
  requestedBy: '',
  deadlineAt: null,
  budgetMicros: null,
  parent: null,
  forkOf: null,
  steps: Object.freeze({}),
  undoable: none,
  signals: none,
  cancel: null,
  undoing: null,
  costMicros: 0,
  output: null,
  problem: null,
  endedAt: null,
};
export const noRun: Run = Object.freeze({ ...blankRun });

const blankStep: StepState = {
  state: 'open',
  attempts: 0,
  begun: null,
  againAt: null,
  optional: false,
  result: null,
  problem: null,
  gate: null,
  wait: null,
  children: null,
  turns: [],
  input: undefined,
  reserved: null,
  undo: null,
};
export const freshStep: StepState = Object.freeze({ ...blankStep });

export const erased = '[erased]';
export const isOver = ({ status }: Pick<Run, 'status'>): boolean =>
  status !== 'open' && status !== 'compensating' && status !== 'none';
export const stepOf = (run: Run, key: string): StepState => run.steps[key] ?? freshStep;

type Fold = (run: Run, event: OpenEvent) => Run;

const withStep = (run: Run, key: string, change: Partial<StepState>): Run => ({
  ...run,
  steps: { ...run.steps, [key]: { ...(run.steps[key] ?? blankStep), ...change } },
});

export const foldRun: Fold = (run, event) => {
  switch (event.type) {
    case 'run.requested': {
      const { playbook, number, priority, deadlineAt, budgetMicros, parent, forkOf } = event.data;
      const input = event.secret?.input ?? null;
      const asked = { requestedAt: event.at, requestedBy: event.actor.id };
      return {
        ...blankRun,
        status: 'open',
        playbook,
        number,
        priority,
        deadlineAt,
        budgetMicros,
        parent,
        forkOf,
        input,
        ...asked,
      };
    }
    case 'run.step-started':
      return withStep(run, event.data.step, {
        attempts: event.data.attempt,
        againAt: null,
        begun: event.secret ? { args: event.secret.args } : null,
      });
    case 'run.step-completed':
      return foldCompleted(run, event);
    case 'run.step-skipped':
      return withStep(run, event.data.step, { state: 'skipped' });
    case 'run.step-failed': {
      const { step, attempt, code, againAt, optional } = event.data;
      const problem = { code, message: event.secret?.message ?? erased };
      const state = againAt ? ('open' as const) : ('failed' as const);
      return withStep(run, step, { state, attempts: attempt, againAt, optional, problem });
    }
    case 'run.waiting': {
      const { step, signal, until } = event.data;
      return withStep(run, step, { wait: { signal, until } });
    }
    case 'run.signalled':
      return { ...run, signals: [...run.signals, { name: event.data.name, payload: event.secret?.payload ?? null }] };
    case 'run.children-requested': {
      const children = event.data.runs.map((one) => ({ run: one, status: null, output: null }));
      return withStep(run, event.data.step, { children });
    }
    case 'run.child-ended': {
      const { step, run: child, status } = event.data;
      const output = event.secret?.output ?? null;
      const children = (stepOf(run, step).children ?? []).map((one) =>
        one.run === child ? { run: child, status, output } : one,
      );
      return withStep(run, step, { children });
    }
    case 'run.cancel-requested':
      return { ...run, cancel: event.secret?.reason ?? erased };
    case 'run.moved':
      return { ...run, number: event.data.number };
    case 'run.gate-opened':
    case 'run.gate-escalated':
    case 'run.gate-decided':
      return foldGate(run, event);
    case 'run.turn-reserved':
    case 'run.turn-taken':
    case 'run.turn-lost':
      return foldTurn(run, event);
    default:
      return foldEnd(run, event);
  }
};

function foldCompleted(run: Run, event: OpenEvent & { type: 'run.step-completed' }): Run {
  const { step, tool, attempt, undo, copied } = event.data;
  const result = event.secret?.result ?? null;
  const before = stepOf(run, step);
  const after = withStep(run, step, { state: 'completed', attempts: attempt, againAt: null, result, problem: null });
  const args = event.secret?.undo ?? null;
  const undoable = undo && !copied && tool ? [...run.undoable, { step, tool, args }] : run.undoable;
  const signal = before.wait?.signal;
  const taken = signal ? run.signals.findIndex(({ name }) => name === signal) : -1;
  return { ...after, undoable, signals: taken < 0 ? run.signals : run.signals.filter((_, at) => at !== taken) };
}

function foldTurn(run: Run, event: OpenEvent): Run {
  switch (event.type) {
    case 'run.turn-reserved': {
      const { step, turn, reserved, day } = event.data;
      const input = event.secret && 'input' in event.secret ? event.secret.input : stepOf(run, step).input;
      return withStep(run, step, { reserved: { turn, micros: reserved, day }, input });
    }
    case 'run.turn-taken': {
      const { step, turn, cost, finish } = event.data;
      const said: Turn = { turn, finish, text: event.secret?.text ?? erased, calls: event.secret?.calls ?? [] };
      const taken = { turns: [...stepOf(run, step).turns, said], reserved: null, attempts: 0, againAt: null };
      return { ...withStep(run, step, taken), costMicros: run.costMicros + cost };
    }
    case 'run.turn-lost':
      return { ...withStep(run, event.data.step, { reserved: null }), costMicros: run.costMicros + event.data.cost };
    default:
      return run;
  }
}

function foldGate(run: Run, event: OpenEvent): Run {
  if (event.type === 'run.gate-opened') {
    const { step, ...asked } = event.data;
    const gate: Gate = {
      ...asked,
      state: 'open',
      args: event.secret?.args ?? null,
      doHash: asked.hash,
      summary: event.secret?.summary ?? erased,
      openedAt: event.at,
      escalated: false,
      decidedAt: null,
      decidedBy: null,
      reason: null,
    };
    return withStep(run, step, { gate });
  }
  if (event.type !== 'run.gate-escalated' && event.type !== 'run.gate-decided') return run;
  const { gate } = stepOf(run, event.data.step);
  if (!gate) return run;
  if (event.type === 'run.gate-escalated')
    return withStep(run, event.data.step, { gate: { ...gate, escalated: true } });
  const { step, decision, hash } = event.data;
  const decided: Gate = {
    ...gate,
    state: decision,
    args: decision === 'edited' ? (event.secret?.args ?? null) : gate.args,
    doHash: hash ?? gate.doHash,
    decidedAt: event.at,
    decidedBy: event.actor.id,
    reason: event.secret?.reason ?? null,
  };
  return withStep(run, step, { gate: decided });
}

/** Gates that nobody has to decide any more, since the run does not go on. */
function lapsed(run: Run): Run {
  const open = Object.entries(run.steps).filter(([, { gate }]) => gate?.state === 'open');
  return open.reduce(
    (after, [key, { gate }]) => withStep(after, key, { gate: { ...(gate as Gate), state: 'expired' } }),
    run,
  );
}

function foldEnd(given: Run, event: OpenEvent): Run {
  const run = endings.has(event.type) ? lapsed(given) : given;
  switch (event.type) {
    case 'run.undoing': {
      const { reason, code, deadlineAt } = event.data;
      const message = event.secret?.message ?? erased;
      return { ...run, status: 'compensating', undoing: { reason, code, message, deadlineAt }, problem: message };
    }
    case 'run.step-undone': {
      const { step, attempt } = event.data;
      return withStep(run, step, { undo: { attempts: attempt, againAt: null, state: 'done' } });
    }
    case 'run.undo-failed': {
      const { step, attempt, againAt } = event.data;
      const undo = { attempts: attempt, againAt, state: againAt ? ('open' as const) : ('failed' as const) };
      return withStep(run, step, { undo });
    }
    case 'run.completed':
      return { ...run, status: 'completed', output: event.secret?.output ?? null, endedAt: event.at };
    case 'run.ended': {
      const problem = event.secret?.message ?? erased;
      return { ...run, status: event.data.reason, problem, endedAt: event.at };
    }
    case 'run.compensated':
      return { ...run, status: 'compensated', endedAt: event.at };
    case 'run.compensation-failed':
      return { ...run, status: 'compensation-failed', endedAt: event.at };
    default:
      return run;
  }
}

const endings: ReadonlySet<string> = new Set<OpenEvent['type']>(['run.undoing', 'run.ended', 'run.completed']);
