// A call of a tool as a run makes it: the input is held to the tool's form first.
import type { Failure } from '@vito/runtime/failure';
import type { Outcome, Tool, ToolCall } from '../../../src/agents/tool.js';

export const aCall = (more: Partial<ToolCall> = {}): ToolCall => ({
  ctx: { tenant: '00000000-0000-4000-8000-000000000000', actor: { kind: 'agent', id: 'act_run', name: null } },
  run: 'run_01jq0m7x8k3c5v9w2d4f6h8n0p',
  step: 'one',
  key: 'run_01jq0m7x8k3c5v9w2d4f6h8n0p one',
  attempt: 1,
  now: new Date('2026-11-27T09:00:00Z'),
  signal: new AbortController().signal,
  progress: () => {},
  ...more,
});

export const call = (tool: Tool, input: unknown, more: Partial<ToolCall> = {}): Promise<Outcome> =>
  tool.run(aCall(more), tool.input.parse(input));

/** What it fails with; fails itself where it does not. */
export const failing = (outcome: Promise<unknown>): Promise<Failure> =>
  outcome.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: Failure) => error,
  );
