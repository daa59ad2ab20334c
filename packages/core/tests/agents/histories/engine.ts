// A run taken further as the engine does it, without a database: inputs come late, twice, out of order, or while calls are under way.
import type { Playbook } from '@vito/contracts/playbook';
import { expect } from 'vitest';
import { type Action, type Decision, decide } from '../../../src/agents/decide.js';
import { endsCalls } from '../../../src/agents/decide-driven.js';
import { hashOf } from '../../../src/agents/hash.js';
import { foldRun, isOver, noRun, type Run, stepOf } from '../../../src/agents/run.js';
import type { Json } from '../../../src/agents/tool.js';
import type { Draft, OpenEvent } from '../../../src/spine/event.js';

export type Rolls = (below: number) => number;

export interface Made {
  playbook: Playbook;
  events: OpenEvent[];
  run: Run;
  now: number;
  /** Under way: begun, and without an outcome. */
  calls: Map<string, Action>;
  /** What was done, with what, in its order. */
  done: { step: string; args: Json; approved: string | null }[];
}

const start = Date.parse('2026-01-01T00:00:00Z');
const policy = { when: 'always' as const, fourEyes: false, expiresSeconds: 60, escalateSeconds: 20 };

export function begin(playbook: Playbook, deadlineSeconds: number | null): Made {
  const made: Made = { playbook, events: [], run: noRun, now: start, calls: new Map(), done: [] };
  const deadlineAt = deadlineSeconds === null ? null : new Date(start + deadlineSeconds * 1000).toISOString();
  const parent = { run: 'run_parent', step: 'x', index: 0 };
  const data = { playbook: 'made-up', number: 1, priority: 1, budgetMicros: null, deadlineAt, parent, forkOf: null };
  write(made, [{ type: 'run.requested', data, secret: { input: {} } }]);
  return made;
}

export const next = ({ playbook, run, now }: Made): Decision => decide(playbook, run, new Date(now));

export function write(made: Made, drafts: readonly Draft[]): void {
  for (const draft of drafts) {
    expect(isOver(made.run), `nothing follows a run's end, not ${draft.type}`).toBe(false);
    const at = new Date(made.now).toISOString();
    const actor = { kind: 'agent', id: 'a', name: null };
    const version = made.events.length + 1;
    const event = { ...draft, id: `evt_${version}`, stream: 'run_x', version, at, actor, cause: null } as OpenEvent;
    made.events.push(event);
    made.run = foldRun(made.run, event);
  }
}

/** All that follows by itself; `append` chains have to end. */
export function settle(made: Made): Decision {
  for (let chain = 0; ; chain++) {
    expect(chain, 'a chain of appends ends').toBeLessThan(200);
    const decision = next(made);
    if (decision.kind !== 'append') return decision;
    // As the driver does: what ends calls waits until they have ended.
    if (endsCalls(decision.drafts)) made.calls.clear();
    write(made, decision.drafts);
  }
}

/** Begins what is to be done and is not under way yet. A crash forgets it. */
export function act(made: Made, actions: readonly Action[]): void {
  for (const action of actions) {
    const key = action.kind === 'finish' ? '' : action.step;
    if (made.calls.has(key)) continue;
    made.calls.set(key, action);
    if (action.kind !== 'call' || action.tool === 'read' || action.attempt > 3) continue;
    if (action.tool === 'gated' && action.approved === null) continue;
    const args = action.approved === null && !action.begun ? (action.args ?? { of: action.step }) : action.args;
    const data = { step: action.step, tool: action.tool, attempt: action.attempt };
    write(made, [{ type: 'run.step-started', data, secret: { args } }]);
    made.done.push({ step: action.step, args, approved: action.approved });
  }
}

/** What becomes of a call, at random. */
export function outcome(made: Made, action: Action, roll: Rolls): void {
  made.calls.delete(action.kind === 'finish' ? '' : action.step);
  write(made, draftsOf(made, action, roll));
}

const at = (made: Made, seconds: number) => new Date(made.now + seconds * 1000).toISOString();
const done = (step: string, tool: string | null, attempt: number, undo: boolean): Draft => ({
  type: 'run.step-completed',
  data: { step, tool, attempt, ms: 0, undo, copied: false },
  secret: { result: step, ...(undo ? { undo: { of: step } } : {}) },
});

function draftsOf(made: Made, action: Action, roll: Rolls): readonly Draft[] {
  switch (action.kind) {
    case 'call': {
      const { step, tool, attempt, from, args } = action;
      if (tool === 'gated' && action.approved === null) {
        const asked = { of: step, args };
        const data = { step, tool, hash: hashOf(asked), policy, expiresAt: at(made, 60), escalateAt: at(made, 20) };
        return [{ type: 'run.gate-opened', data, secret: { args: asked, summary: tool } }];
      }
      if (attempt <= 3 && roll(4) > 0) return [done(step, tool, attempt, tool !== 'read' && tool !== 'plain')];
      const retry = from?.retry;
      const again = retry && attempt < retry.attempts ? at(made, retry.firstSeconds) : null;
      const data = { step, attempt, code: 'error', againAt: again, optional: from?.optional ?? true };
      return [{ type: 'run.step-failed', data, secret: { message: 'it failed' } }];
    }
    case 'begin-wait': {
      const { from, step } = action;
      const until = from.seconds == null ? null : at(made, from.seconds);
      return [
        { type: 'run.waiting', data: { step, signal: from.kind === 'wait' ? from.signal : null, until }, secret: {} },
      ];
    }
    case 'begin-runs': {
      const ids = Array.from({ length: roll(3) }, (_, n) => `run_${action.step}_${n}`);
      return [{ type: 'run.children-requested', data: { step: action.step, runs: ids }, secret: {} }];
    }
    case 'turn': {
      const calls = Array.from({ length: roll(3) }, (_, n) => ({
        id: `c${n}`,
        tool: ['read', 'write', 'gated'][roll(3)] as string,
        args: { n },
        unsure: false,
      }));
      const data = { step: action.step, turn: action.turn, model: 'm', tokensIn: 1, tokensOut: 1, tokensCached: 0 };
      const money = { reserved: 0, cost: 1, day: '2026-01-01', ms: 1, finish: 'stop' };
      return [{ type: 'run.turn-taken', data: { ...data, ...money }, secret: { text: 'so', calls } }];
    }
    case 'stop':
      return roll(2)
        ? [done(action.step, null, 1, false)]
        : [{ type: 'run.step-skipped', data: { step: action.step }, secret: {} }];
    case 'finish': {
      // That it is complete has to be so still.
      const now = next(made);
      const still = now.kind === 'act' && now.actions.some(({ kind }) => kind === 'finish');
      const back: Draft = {
        type: 'run.handed-back',
        data: { parent: 'run_parent', step: 'x', status: 'completed' },
        secret: { output: 1 },
      };
      return still ? [back, { type: 'run.completed', data: {}, secret: { output: 1 } }] : [];
    }
    case 'undo': {
      const { step, attempt } = action;
      if (roll(3) > 0) return [{ type: 'run.step-undone', data: { step, attempt }, secret: {} }];
      const data = { step, attempt, code: 'error', againAt: attempt < 3 ? at(made, 5) : null };
      return [{ type: 'run.undo-failed', data, secret: { message: 'no' } }];
    }
  }
}

export const openGates = (run: Run): string[] =>
  Object.keys(run.steps).filter((step) => stepOf(run, step).gate?.state === 'open');
export const openChildren = (run: Run): { step: string; child: string }[] =>
  Object.entries(run.steps).flatMap(([step, { children }]) =>
    (children ?? []).filter(({ status }) => status === null).map(({ run: child }) => ({ step, child })),
  );
