// What a run did, step by step, as people read it: its entries told together. Pure.
import type { z } from 'zod';
import type { GateView, RunEntry, RunView } from './run.js';
import { type RunEvent, runEventOf } from './run-event.js';
import { isRunOver, runEventWords } from './run-words.js';

type Json = z.core.util.JSONType;
export type StepState =
  | 'going'
  | 'asks'
  | 'waits'
  | 'again'
  | 'done'
  | 'copied'
  | 'skipped'
  | 'failed'
  | 'undone'
  | 'not-undone'
  /** The run ended before it was over. */
  | 'left';

export interface StepStory {
  kind: 'step';
  step: string;
  tool: string | null;
  state: StepState;
  startedAt: string;
  /** Null while it goes on. */
  endedAt: string | null;
  attempts: number;
  /** Undefined: it had none. */
  args: Json | undefined;
  result: Json | undefined;
  problem: string | null;
  /** The run went on although it failed. */
  optional: boolean;
  againAt: string | null;
  wait: { signal: string | null; until: string | null } | null;
  gate: GateView | null;
  /** Of who decided the gate. */
  reason: string | null;
  /** By which door the gate was decided, and by whose mail's link. */
  decider: { by: string; address: string | null } | null;
  /** Who was asked by mail. */
  asked: string[];
  children: string[];
  turns: { turn: number; text: string; tools: string[]; costMicros: number }[];
}
/** What happened to the run as a whole. */
export interface NoteStory {
  kind: 'note';
  version: number;
  at: string;
  text: string;
  actor: RunEntry['actor'];
  type: string;
}

/** In the order in which each began. */
export function storyOf(run: RunView): (StepStory | NoteStory)[] {
  const story: (StepStory | NoteStory)[] = [];
  const steps = new Map<string, StepStory>();
  for (const entry of run.entries) {
    const event = runEventOf(entry);
    if (!event || event.type === 'run.handed-back') continue;
    if (!('step' in event.data)) {
      const text = runEventWords(event);
      const { version, at, actor, type } = event;
      if (text !== null) story.push({ kind: 'note', version, at, text, actor, type });
      continue;
    }
    const key = event.data.step;
    let step = steps.get(key);
    if (!step) {
      step = freshStep(key, event.at);
      steps.set(key, step);
      story.push(step);
    }
    tell(step, event);
  }
  for (const step of steps.values()) {
    step.gate = run.gates.find((gate) => gate.step === step.step) ?? null;
    if (step.gate && step.gate.state !== 'open') step.args ??= step.gate.args;
    if (isRunOver(run) && unended.has(step.state)) step.state = 'left';
  }
  return story;
}

const unended: ReadonlySet<StepState> = new Set(['going', 'asks', 'waits', 'again']);

const freshStep = (step: string, startedAt: string): StepStory => ({
  kind: 'step',
  step,
  tool: null,
  state: 'going',
  startedAt,
  endedAt: null,
  attempts: 0,
  args: undefined,
  result: undefined,
  problem: null,
  optional: false,
  againAt: null,
  wait: null,
  gate: null,
  reason: null,
  decider: null,
  asked: [],
  children: [],
  turns: [],
});

function tell(step: StepStory, event: RunEvent): void {
  const { at } = event;
  switch (event.type) {
    case 'run.step-started': {
      const { tool, attempt } = event.data;
      Object.assign(step, { tool, attempts: attempt, state: 'going', againAt: null, args: event.secret?.args });
      return;
    }
    case 'run.step-completed': {
      const { copied, tool, attempt } = event.data;
      Object.assign(step, { tool: tool ?? step.tool, attempts: Math.max(step.attempts, attempt), endedAt: at });
      Object.assign(step, { state: copied ? 'copied' : 'done', againAt: null, problem: null });
      step.result = event.secret?.result;
      if (event.secret?.args !== undefined) step.args = event.secret.args;
      return;
    }
    case 'run.step-skipped':
      Object.assign(step, { state: 'skipped', endedAt: at });
      return;
    case 'run.step-failed': {
      const { attempt, againAt, optional } = event.data;
      Object.assign(step, { attempts: attempt, againAt, optional, problem: event.secret?.message ?? '[erased]' });
      Object.assign(step, againAt ? { state: 'again' } : { state: 'failed', endedAt: at });
      return;
    }
    case 'run.gate-opened':
      Object.assign(step, { tool: event.data.tool, state: 'asks' });
      return;
    case 'run.gate-decided':
      Object.assign(step, { state: 'going', reason: event.secret?.reason ?? null });
      step.decider = { by: event.data.by, address: event.secret?.address ?? null };
      return;
    case 'run.approvers-asked':
      step.asked = [...new Set([...step.asked, ...(event.secret?.asked ?? ['[erased]'])])];
      return;
    case 'run.waiting':
      Object.assign(step, { state: 'waits', wait: { signal: event.data.signal, until: event.data.until } });
      return;
    case 'run.children-requested':
      Object.assign(step, { state: 'waits', children: event.data.runs });
      return;
    case 'run.turn-taken': {
      const { turn, cost } = event.data;
      const tools = event.secret?.calls.map(({ tool }) => tool) ?? [];
      step.turns.push({ turn, text: event.secret?.text ?? '[erased]', tools, costMicros: cost });
      return;
    }
    case 'run.step-undone':
      step.state = 'undone';
      return;
    case 'run.undo-failed':
      if (event.data.againAt === null) step.state = 'not-undone';
      step.problem = event.secret?.message ?? '[erased]';
      return;
    default:
  }
}

export const stepStateWords: Record<StepState, string> = {
  going: 'at work',
  asks: 'waits for an approval',
  waits: 'waits',
  again: 'is tried again',
  done: 'done',
  copied: 'taken over',
  skipped: 'left out',
  failed: 'failed',
  undone: 'taken back',
  'not-undone': 'could not be taken back',
  left: 'not finished',
};
