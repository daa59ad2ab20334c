// Routes of playbooks, runs and gates.
import { z } from 'zod';
import { StepKey } from './event-run.js';
import { RunId } from './ids.js';
import { Name, Playbook } from './playbook.js';
import { GateVerdict, GateView, PlaybookView, RunRequest, RunStatus, RunSummary, RunView } from './run.js';

const run = z.object({ id: RunId });
const page = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const paged = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
const common = { tag: 'agents', access: 'owner' } as const;

export const runRoutes = {
  listPlaybooks: {
    ...common,
    method: 'GET',
    path: '/v1/playbooks',
    summary: 'The playbooks that can be run, each in its newest version.',
    status: 200,
    answer: z.object({ items: z.array(PlaybookView) }),
  },
  publishPlaybook: {
    ...common,
    method: 'PUT',
    path: '/v1/playbooks',
    summary: 'Publish a playbook of your own, or a new version of it. Runs that are under way keep theirs.',
    body: z.strictObject({ playbook: Playbook }),
    status: 200,
    answer: PlaybookView,
  },
  switchPlaybook: {
    ...common,
    method: 'PUT',
    path: '/v1/playbooks/:name/on',
    summary: 'Let it begin by itself, when or after what it says; or no longer.',
    params: z.object({ name: Name }),
    body: z.strictObject({ on: z.boolean() }),
    status: 200,
    answer: PlaybookView,
  },
  withdrawPlaybook: {
    ...common,
    method: 'DELETE',
    path: '/v1/playbooks/:name',
    summary: 'No new runs of it; those that are under way go on.',
    params: z.object({ name: Name }),
    status: 204,
    answer: null,
  },
  requestRun: {
    ...common,
    method: 'POST',
    path: '/v1/runs',
    scope: 'propose',
    summary: 'Run a playbook. With a `key`, the same request sent again is the same run.',
    body: RunRequest,
    status: 202,
    answer: RunSummary,
  },
  listRuns: {
    ...common,
    method: 'GET',
    path: '/v1/runs',
    summary: 'Runs, newest first. `stuck`: only those that do not get on as they should.',
    query: page.extend({
      status: RunStatus.optional(),
      playbook: Name.optional(),
      parent: RunId.optional(),
      stuck: z.stringbool().optional(),
    }),
    status: 200,
    answer: paged(RunSummary),
  },
  getRun: {
    ...common,
    method: 'GET',
    path: '/v1/runs/:id',
    summary: 'A run with its own timeline: steps, waits, gates, what it cost, what was undone.',
    params: run,
    status: 200,
    answer: RunView,
  },
  cancelRun: {
    ...common,
    method: 'POST',
    path: '/v1/runs/:id/cancel',
    summary: 'Cancel it: a call under way is ended, and what was done is undone.',
    params: run,
    body: z.strictObject({ reason: z.string().max(2000).default('cancelled by a person') }),
    status: 202,
    answer: RunSummary,
  },
  signalRun: {
    ...common,
    method: 'POST',
    path: '/v1/runs/:id/signal',
    summary: 'Tell it something that it waits for, or will wait for.',
    params: run,
    body: z.strictObject({ name: Name, payload: z.json().default(null) }),
    status: 202,
    answer: RunSummary,
  },
  forkRun: {
    ...common,
    method: 'POST',
    path: '/v1/runs/:id/fork',
    summary: 'A new run that takes over what this one did before a step, and goes on from there.',
    params: run,
    body: z.strictObject({ step: StepKey }),
    status: 202,
    answer: RunSummary,
  },
  moveRun: {
    ...common,
    method: 'POST',
    path: '/v1/runs/:id/move',
    summary: 'Its next steps are those of another version of its playbook.',
    params: run,
    body: z.strictObject({ number: z.number().int().min(1) }),
    status: 202,
    answer: RunSummary,
  },
  listGates: {
    ...common,
    method: 'GET',
    path: '/v1/gates',
    summary:
      'What waits for a decision: escalated first, then what expires soonest; with `decided`, what was decided, newest first.',
    query: page.extend({ decided: z.stringbool().default(false) }),
    status: 200,
    answer: paged(GateView),
  },
  decideGate: {
    ...common,
    method: 'POST',
    path: '/v1/runs/:id/gates/:step',
    scope: 'decide',
    summary: 'Approve, edit or reject exactly what was shown: `hash` names it.',
    params: run.extend({ step: StepKey }),
    body: GateVerdict,
    status: 200,
    answer: GateView,
  },
} as const;
