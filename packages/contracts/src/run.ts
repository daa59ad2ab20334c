// Runs as people and programs see them.
import { z } from 'zod';
import { GateDecision, RunPriority, StepKey } from './event-run.js';
import { RunId } from './ids.js';
import { Approval, Name, Playbook, ToolName } from './playbook.js';

export const RunStatus = z.enum([
  'open',
  'compensating',
  'completed',
  'failed',
  'cancelled',
  'timed-out',
  'compensated',
  'compensation-failed',
]);
export type RunStatus = z.infer<typeof RunStatus>;
export const WaitsFor = z.enum(['gate', 'signal', 'time', 'runs']);
export type WaitsFor = z.infer<typeof WaitsFor>;

export const RunSummary = z.strictObject({
  id: RunId,
  playbook: Name,
  number: z.number().int(),
  status: RunStatus,
  /** What an open run waits for; null: it is at work, or about to be. */
  waitsFor: WaitsFor.nullable(),
  priority: RunPriority,
  parent: RunId.nullable(),
  /** Steps that are over. */
  steps: z.number().int(),
  costMicros: z.number().int(),
  budgetMicros: z.number().int().nullable(),
  requestedAt: z.string(),
  deadlineAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  version: z.number().int(),
});
export type RunSummary = z.infer<typeof RunSummary>;

export const GateView = z.strictObject({
  run: RunId,
  step: StepKey,
  playbook: Name,
  tool: ToolName,
  state: z.enum(['open', 'approved', 'edited', 'rejected', 'expired']),
  /** One line of what is about to be done. */
  summary: z.string(),
  args: z.json(),
  /** Of the arguments: an approval names it, so that it is about what was seen. */
  hash: z.string(),
  policy: Approval,
  /** The id of who asked for the run. */
  askedBy: z.string(),
  openedAt: z.string(),
  expiresAt: z.string(),
  escalated: z.boolean(),
  decidedAt: z.string().nullable(),
});
export type GateView = z.infer<typeof GateView>;

/** One line of a run's own timeline. */
export const RunEntry = z.strictObject({
  version: z.number().int(),
  at: z.string(),
  type: z.string(),
  step: StepKey.nullable(),
  actor: z.strictObject({ kind: z.string(), id: z.string() }),
  data: z.json(),
  /** Null once erased. */
  secret: z.json(),
});
export type RunEntry = z.infer<typeof RunEntry>;

export const RunView = RunSummary.extend({
  title: z.string(),
  input: z.json(),
  output: z.json(),
  problem: z.string().nullable(),
  gates: z.array(GateView),
  entries: z.array(RunEntry),
  children: z.array(RunSummary),
});
export type RunView = z.infer<typeof RunView>;

export const RunRequest = z.strictObject({
  playbook: Name,
  input: z.json().default({}),
  priority: RunPriority.default(1),
  /** The same request sent again is the same run. */
  key: z.string().min(1).max(200).optional(),
  deadlineSeconds: z.number().positive().optional(),
  budgetMicros: z.number().int().min(0).optional(),
});
export type RunRequest = z.input<typeof RunRequest>;

export const GateVerdict = z.strictObject({
  decision: GateDecision.exclude(['expired']),
  /** The hash of what was seen. */
  hash: z.string(),
  /** In place of what was proposed. */
  args: z.json().optional(),
  reason: z.string().max(2000).optional(),
});
export type GateVerdict = z.infer<typeof GateVerdict>;

export const PlaybookView = z.strictObject({
  name: Name,
  number: z.number().int(),
  title: z.string(),
  shipped: z.boolean(),
  publishedAt: z.string(),
  /** It begins by itself, as it says. */
  on: z.boolean(),
  playbook: Playbook,
});
export type PlaybookView = z.infer<typeof PlaybookView>;
