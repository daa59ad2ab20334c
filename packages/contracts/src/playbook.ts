// Playbooks: declared steps, as data. What a run is pinned to, by name and version.
import { z } from 'zod';

/** Names of playbooks, tools, signals and steps: they stand in addresses, events and expressions. */
export const Name = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words with hyphens')
  .max(60);
/** What the names of ViTo's own playbooks begin with that carry out one proposed action each: they are kept for these. */
export const proposalPrefix = 'propose-';
export const isProposal = (name: string): boolean => name.startsWith(proposalPrefix);
/** Of tools: others' may have their own signs. */
export const ToolName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_.:/-]*$/, 'the name of a tool')
  .max(120);

/**
 * JSON in which each text that begins with "=" is a JSONata expression over `input`, `steps.ID` (what the step resulted in),
 * `problems.ID` (`code`, `message` of an optional step that failed), `run` (`id`, `at`, `playbook`), `now`; everything else is meant as it stands.
 */
export const Template = z.json();
export type Template = z.infer<typeof Template>;
/** A JSONata expression, without the sign of equality. */
export const Expression = z.string().min(1).max(4000);

const seconds = z
  .number()
  .positive()
  .max(400 * 86_400);

/** When a person has to say yes first. `over`: where the tool tells an amount above this; `unsure`: where a model said that it was. */
export const Approval = z.strictObject({
  when: z.enum(['never', 'always', 'over', 'unsure']),
  over: z.number().optional(),
  /** Whoever asked for the run may not be the one who says yes. */
  fourEyes: z.boolean().default(false),
  /** Until nobody's answer is a no. */
  expiresSeconds: seconds.default(7 * 86_400),
  /** Until it is shown as urgent to everybody who may decide. */
  escalateSeconds: seconds.nullable().default(null),
});
export type Approval = z.infer<typeof Approval>;

export const Retry = z.strictObject({
  /** In all. */
  attempts: z.number().int().min(1).max(20),
  /** Before the second attempt; twice as long before each one after it. */
  firstSeconds: z.number().min(0).max(3600),
});
export type Retry = z.infer<typeof Retry>;

const step = { id: Name, title: z.string().max(200).optional(), when: Expression.optional() };

export const ToolStep = z.strictObject({
  ...step,
  kind: z.literal('tool'),
  tool: ToolName,
  with: Template.default({}),
  /** Stricter than the tool's own, never milder. */
  approval: Approval.optional(),
  retry: Retry.optional(),
  timeoutSeconds: seconds.optional(),
  /** Where it fails for good, the run goes on, and the step resulted in null. */
  optional: z.boolean().default(false),
});
/** Waits for a signal; results in what it carried, or null when the time is over. */
export const WaitStep = z.strictObject({ ...step, kind: z.literal('wait'), signal: Name, seconds: seconds.nullable() });
/** `until`: an expression that gives a time. */
export const SleepStep = z.strictObject({
  ...step,
  kind: z.literal('sleep'),
  seconds: seconds.optional(),
  until: Expression.optional(),
});
/** A run of another playbook for each of `each`, or one; results in what they resulted in, once all have ended. */
export const RunStep = z.strictObject({
  ...step,
  kind: z.literal('run'),
  playbook: Name,
  with: Template.default({}),
  each: Expression.optional(),
  optional: z.boolean().default(false),
});
/** A model chooses among tools until it has an answer; results in {answer}. Without a model it results in null. */
export const AgentStep = z.strictObject({
  ...step,
  kind: z.literal('agent'),
  instructions: z.string().min(1).max(20_000),
  with: Template.default({}),
  tools: z.array(ToolName).max(50).default([]),
  turns: z.number().int().min(1).max(50).default(8),
  /** Tokens of one answer at most. */
  tokens: z.number().int().min(1).max(64_000).default(1000),
});
/** Ends the run here, where its `when` holds. */
export const StopStep = z.strictObject({ ...step, kind: z.literal('stop'), output: Template.default(null) });

const plain = z.discriminatedUnion('kind', [ToolStep, WaitStep, SleepStep, RunStep, AgentStep, StopStep]);
/** Branches go on side by side; the step is over when all are. */
export const ParallelStep = z.strictObject({
  id: step.id,
  title: step.title,
  kind: z.literal('parallel'),
  branches: z.array(z.array(plain).min(1).max(50)).min(1).max(20),
});
export const Step = z.discriminatedUnion('kind', [
  ToolStep,
  WaitStep,
  SleepStep,
  RunStep,
  AgentStep,
  StopStep,
  ParallelStep,
]);
export type Step = z.infer<typeof Step>;
export type PlainStep = z.infer<typeof plain>;
export type ToolStep = z.infer<typeof ToolStep>;
export type RunStep = z.infer<typeof RunStep>;
export type AgentStep = z.infer<typeof AgentStep>;
export type StopStep = z.infer<typeof StopStep>;

/** When it begins by itself, in the company's zone, or after what; its input is then {at}, or {document}. */
export const Start = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('schedule'),
    every: z.enum(['hour', 'day', 'week']),
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time is HH:MM')
      .default('08:00'),
    /** 1: Monday. */
    weekday: z.number().int().min(1).max(7).default(1),
  }),
  z.strictObject({ kind: z.literal('event'), on: z.enum(['document.extracted']) }),
]);
export type Start = z.infer<typeof Start>;

export const Playbook = z
  .strictObject({
    name: Name,
    title: z.string().min(1).max(120),
    description: z.string().max(2000),
    /** What its input is: a JSON Schema, shown to whoever starts it and held to. */
    input: z.record(z.string(), z.json()).default({ type: 'object' }),
    steps: z.array(Step).min(1).max(100),
    starts: z.array(Start).max(5).default([]),
    output: Template.default(null),
    /** From its request to its end; then it is undone. */
    deadlineSeconds: seconds.nullable().default(null),
    /** Runs with the same key, an expression over `input`: how many at once, and how many begin within a minute. */
    limit: z
      .strictObject({
        key: Expression,
        atOnce: z.number().int().min(1).optional(),
        perMinute: z.number().int().min(1).optional(),
      })
      .nullable()
      .default(null),
    /** What its model calls may cost, in millionths of the currency of the prices. */
    budgetMicros: z.number().int().min(0).nullable().default(null),
  })
  .refine(({ steps }) => new Set(idsOf(steps)).size === idsOf(steps).length, 'two steps have the same id');
export type Playbook = z.infer<typeof Playbook>;

/** All steps' ids, those of branches too. */
export function idsOf(steps: readonly Step[]): string[] {
  return steps.flatMap((one) => [one.id, ...(one.kind === 'parallel' ? one.branches.flat().map(({ id }) => id) : [])]);
}
