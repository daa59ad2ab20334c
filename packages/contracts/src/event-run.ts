// Events of runs: what an agent or a playbook did, decided, waited for and undid.
import { z } from 'zod';
import { RunId } from './ids.js';
import { Approval, Name, Playbook, ToolName } from './playbook.js';

const nothing = z.strictObject({});
/** `send`, `ask#2.1` (the first call of an agent's second turn). */
export const StepKey = z.string().max(100);
export const RunPriority = z.number().int().min(0).max(2);
export const UndoReason = z.enum(['failed', 'cancelled', 'timed-out']);
export type UndoReason = z.infer<typeof UndoReason>;
/** Codes of failures are ours or one word of the tool's. */
const code = z.string().max(60);
const micros = z.number().int().min(0);

export const GateDecision = z.enum(['approved', 'edited', 'rejected', 'expired']);
export type GateDecision = z.infer<typeof GateDecision>;

export const runEvents = {
  /** A version of a playbook, whole; versions count from 1 within its stream. */
  'playbook.published': {
    version: 1,
    data: z.strictObject({ name: Name, number: z.number().int().min(1), shipped: z.boolean() }),
    secret: z.strictObject({ playbook: Playbook }),
  },
  /** It begins by itself from now on, as it says; or no longer. */
  'playbook.switched': { version: 1, data: z.strictObject({ on: z.boolean() }), secret: nothing },
  'playbook.withdrawn': { version: 1, data: nothing, secret: nothing },
  'run.requested': {
    version: 1,
    data: z.strictObject({
      playbook: Name,
      number: z.number().int().min(1),
      priority: RunPriority,
      deadlineAt: z.string().nullable(),
      budgetMicros: micros.nullable(),
      /** The run whose step this one is. */
      parent: z.strictObject({ run: RunId, step: StepKey, index: z.number().int() }).nullable(),
      /** The run that it was copied from, up to and without this step. */
      forkOf: z.strictObject({ run: RunId, step: StepKey }).nullable(),
    }),
    secret: z.strictObject({ input: z.json() }),
  },
  /** A step that reaches outside is about to be done: should it end here, this tells that it was begun, and with what. */
  'run.step-started': {
    version: 1,
    data: z.strictObject({ step: StepKey, tool: ToolName, attempt: z.number().int() }),
    secret: z.strictObject({ args: z.json() }),
  },
  /** `undo`: the tool can take it back, with the arguments of the secret. `copied`: it was done by the run that this is a fork of. */
  'run.step-completed': {
    version: 1,
    data: z.strictObject({
      step: StepKey,
      tool: ToolName.nullable(),
      attempt: z.number().int(),
      ms: z.number().int(),
      undo: z.boolean(),
      copied: z.boolean(),
    }),
    secret: z.strictObject({ args: z.json().optional(), result: z.json(), undo: z.json().optional() }),
  },
  'run.step-skipped': { version: 1, data: z.strictObject({ step: StepKey }), secret: nothing },
  /** `againAt`: when it is tried again; null: never. */
  'run.step-failed': {
    version: 1,
    data: z.strictObject({
      step: StepKey,
      attempt: z.number().int(),
      code,
      againAt: z.string().nullable(),
      optional: z.boolean(),
    }),
    secret: z.strictObject({ message: z.string() }),
  },
  /** A person has to decide about exactly these arguments: `hash` is their SHA-256, in RFC 8785's form. */
  'run.gate-opened': {
    version: 1,
    data: z.strictObject({
      step: StepKey,
      tool: ToolName,
      hash: z.string(),
      policy: Approval,
      expiresAt: z.string(),
      escalateAt: z.string().nullable(),
    }),
    secret: z.strictObject({ args: z.json(), summary: z.string() }),
  },
  'run.gate-escalated': { version: 1, data: z.strictObject({ step: StepKey }), secret: nothing },
  /** `hash`: of what is to be done. `seen`: the hash of what was shown to whoever decided. */
  'run.gate-decided': {
    version: 1,
    data: z.strictObject({
      step: StepKey,
      decision: GateDecision,
      hash: z.string().nullable(),
      seen: z.string().nullable(),
      by: z.enum(['app', 'api', 'cli', 'link', 'clock']),
    }),
    /** `address`: whose mail's link it was decided by. */
    secret: z.strictObject({
      args: z.json().optional(),
      reason: z.string().optional(),
      address: z.string().optional(),
    }),
  },
  /** Mails that ask for the decision went out. `urgent`: those that say that it still waits. */
  'run.approvers-asked': {
    version: 1,
    data: z.strictObject({ step: StepKey, urgent: z.boolean() }),
    /** `refused`: addresses that the mail server takes no mail for. */
    secret: z.strictObject({ asked: z.array(z.string()), refused: z.array(z.string()) }),
  },
  /** It waits for a signal or for a time, since now. */
  'run.waiting': {
    version: 1,
    data: z.strictObject({ step: StepKey, signal: Name.nullable(), until: z.string().nullable() }),
    secret: nothing,
  },
  /** Somebody tells the run something, whether it waits for it yet or not. */
  'run.signalled': { version: 1, data: z.strictObject({ name: Name }), secret: z.strictObject({ payload: z.json() }) },
  'run.children-requested': {
    version: 1,
    data: z.strictObject({ step: StepKey, runs: z.array(RunId) }),
    secret: nothing,
  },
  'run.child-ended': {
    version: 1,
    data: z.strictObject({ step: StepKey, run: RunId, status: z.string() }),
    secret: z.strictObject({ output: z.json() }),
  },
  /** To the parent goes word that this run has ended, and how. */
  'run.handed-back': {
    version: 1,
    data: z.strictObject({ parent: RunId, step: StepKey, status: z.string() }),
    secret: z.strictObject({ output: z.json() }),
  },
  /** The worst case of a model's turn is set aside before it is asked. `input`: of the step, worked out for its first turn. */
  'run.turn-reserved': {
    version: 1,
    data: z.strictObject({
      step: StepKey,
      turn: z.number().int(),
      model: z.string(),
      reserved: micros,
      day: z.string(),
    }),
    secret: z.strictObject({ input: z.json().optional() }),
  },
  /** It broke off, or whoever asked for it died: what was set aside for it is over, and may have been spent. */
  'run.turn-lost': {
    version: 1,
    data: z.strictObject({ step: StepKey, turn: z.number().int(), reserved: micros, cost: micros, day: z.string() }),
    secret: nothing,
  },
  /** What the model said; `cost` replaces what was set aside for it. */
  'run.turn-taken': {
    version: 1,
    data: z.strictObject({
      step: StepKey,
      turn: z.number().int(),
      model: z.string(),
      tokensIn: z.number().int(),
      tokensOut: z.number().int(),
      tokensCached: z.number().int(),
      reserved: micros,
      cost: micros,
      day: z.string(),
      ms: z.number().int(),
      finish: code,
    }),
    secret: z.strictObject({
      text: z.string(),
      calls: z.array(z.strictObject({ id: z.string(), tool: z.string(), args: z.json(), unsure: z.boolean() })),
    }),
  },
  /** It is undone from here on: what was completed is taken back in reverse. */
  'run.undoing': {
    version: 1,
    data: z.strictObject({ reason: UndoReason, code, deadlineAt: z.string() }),
    secret: z.strictObject({ message: z.string() }),
  },
  'run.step-undone': {
    version: 1,
    data: z.strictObject({ step: StepKey, attempt: z.number().int() }),
    secret: nothing,
  },
  'run.undo-failed': {
    version: 1,
    data: z.strictObject({ step: StepKey, attempt: z.number().int(), code, againAt: z.string().nullable() }),
    secret: z.strictObject({ message: z.string() }),
  },
  'run.cancel-requested': { version: 1, data: nothing, secret: z.strictObject({ reason: z.string() }) },
  /** Its next steps are those of another version. */
  'run.moved': { version: 1, data: z.strictObject({ number: z.number().int().min(1) }), secret: nothing },
  'run.completed': { version: 1, data: nothing, secret: z.strictObject({ output: z.json() }) },
  /** It ended otherwise, and there was nothing to undo. */
  'run.ended': {
    version: 1,
    data: z.strictObject({ reason: UndoReason, code }),
    secret: z.strictObject({ message: z.string() }),
  },
  /** What it had done is taken back. */
  'run.compensated': { version: 1, data: nothing, secret: nothing },
  /** Something that it had done could not be taken back: a person has to. */
  'run.compensation-failed': { version: 1, data: z.strictObject({ steps: z.array(StepKey) }), secret: nothing },
} as const;
