// A tool: something that a run can do, with its input, its policy, and the way back.
import type { Approval, Retry } from '@vito/contracts/playbook';
import type { z } from 'zod';
import type { Context } from '../spine/context.js';
import type { Staged } from '../spine/event-store.js';

export type Json = z.core.util.JSONType;

/** What a tool knows of the call beside its arguments. */
export interface ToolCall {
  ctx: Context;
  run: string;
  step: string;
  /** The same for every attempt at this step: whoever is outside can tell by it that a call is a repetition. */
  key: string;
  attempt: number;
  /** By the clock of the run. */
  now: Date;
  /** Aborted when the step's time is over, the run is cancelled, or another process has it. */
  signal: AbortSignal;
  /** Says that it still gets on: a call that is silent for `stuckSeconds` is ended. */
  progress(): void;
}

export interface Outcome {
  /** What the step resulted in, for the steps after it. */
  result: Json;
  /** With what `undo` is called, should the run be undone. */
  undo?: Json;
  /** The company's own changes: committed with the step, or not at all. */
  changes?: Staged[];
}

export interface Tool {
  name: string;
  title: string;
  /** For people and for models. */
  description: string;
  /** `write`: somebody outside this call can see that it was done. */
  effect: 'read' | 'write';
  input: z.ZodType;
  approval: Approval;
  retry: Retry;
  timeoutSeconds: number;
  stuckSeconds: number;
  /** The amount that an approval "over" looks at. */
  amount(input: unknown): number | null;
  /** One line of what is about to be done, for whoever is asked to approve it. */
  summary(input: unknown): string;
  /** Throws Failure: `retry: 'later'` is tried again, after `retryAfter` where it tells; 'never' is not. */
  run(call: ToolCall, input: unknown): Promise<Outcome>;
  /** Takes it back; called until it succeeds, also where the answer of an earlier call was lost. Null: it cannot be. */
  undo: ((call: ToolCall, args: Json) => Promise<void>) | null;
}

export interface ToolDefinition<S extends z.ZodType> {
  name: string;
  title: string;
  description: string;
  effect: 'read' | 'write';
  input: S;
  approval?: Partial<Approval>;
  retry?: Partial<Retry>;
  timeoutSeconds?: number;
  stuckSeconds?: number;
  amount?: (input: z.output<S>) => number | null;
  summary?: (input: z.output<S>) => string;
  run: (call: ToolCall, input: z.output<S>) => Promise<Outcome>;
  undo?: (call: ToolCall, args: Json) => Promise<void>;
}

const week = 7 * 86_400; // seconds

/** What is not said: a read asks nobody, a write asks always; three attempts; a minute. */
export function defineTool<S extends z.ZodType>(definition: ToolDefinition<S>): Tool {
  const { approval, retry, amount, summary, run, undo, ...said } = definition;
  return Object.freeze({
    timeoutSeconds: 60,
    ...said,
    stuckSeconds: said.stuckSeconds ?? said.timeoutSeconds ?? 60,
    approval: {
      when: said.effect === 'read' ? ('never' as const) : ('always' as const),
      fourEyes: false,
      expiresSeconds: week,
      escalateSeconds: null,
      ...approval,
    },
    retry: { attempts: 3, firstSeconds: 1, ...retry },
    amount: (input: unknown) => amount?.(input as z.output<S>) ?? null,
    summary: (input: unknown) => summary?.(input as z.output<S>) ?? said.title,
    run: (call: ToolCall, input: unknown) => run(call, input as z.output<S>),
    undo: undo ?? null,
  });
}

/** The tools that a company has. */
export interface Toolbox {
  /** Null where there is no such tool. */
  find(tenant: string, name: string): Promise<Tool | null>;
  list(tenant: string): Promise<Tool[]>;
}
