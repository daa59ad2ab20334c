// The run as an aggregate: its row, and a row for each gate.
import type { WaitsFor } from '@vito/contracts/run';
import type { Aggregate } from '../spine/aggregate.js';
import { foldRun, type Gate, isOver, noRun, type Run, stepOf } from './run.js';

export const runs: Aggregate<Run> = {
  kind: 'run',
  tables: ['run', 'run_gate'],
  initial: noRun,
  fold: foldRun,
  rows(run, event) {
    const gated = event.type.startsWith('run.gate-') && 'step' in event.data ? [event.data.step] : lapsed(run, event);
    const gates = gated.flatMap((step) => {
      const { gate } = stepOf(run, step);
      return gate ? [gateRow(event, step, gate, run)] : [];
    });
    return {
      run: [
        {
          tenant_id: event.tenant,
          run_id: event.stream,
          playbook: run.playbook,
          number: run.number,
          status: run.status,
          waits_for: waitsFor(run),
          priority: run.priority,
          parent: run.parent?.run ?? null,
          steps: Object.values(run.steps).filter(({ state }) => state !== 'open').length,
          cost_micros: run.costMicros,
          budget_micros: run.budgetMicros,
          requested_by: run.requestedBy,
          requested_at: run.requestedAt,
          deadline_at: run.deadlineAt,
          ended_at: run.endedAt,
          version: event.version,
        },
      ],
      ...(gates.length > 0 ? { run_gate: gates } : {}),
    };
  },
};

const gateRow = (event: { tenant: string; stream: string; version: number }, step: string, gate: Gate, run: Run) => ({
  tenant_id: event.tenant,
  run_id: event.stream,
  step,
  tool: gate.tool,
  state: gate.state,
  hash: gate.hash,
  summary: gate.summary,
  args: gate.args,
  policy: gate.policy,
  asked_by: run.requestedBy,
  opened_at: gate.openedAt,
  expires_at: gate.expiresAt,
  escalated: gate.escalated,
  decided_at: gate.decidedAt,
  decided_by: gate.decidedBy,
  version: event.version,
});

/** Steps whose gate nobody has decided, once the run does not go on. */
const lapsed = (run: Run, { type }: { type: string }): string[] =>
  type === 'run.undoing' || type === 'run.ended' || type === 'run.completed'
    ? Object.keys(run.steps).filter((step) => run.steps[step]?.gate?.decidedAt === null)
    : [];

/** What an open run waits for, the most telling first. */
function waitsFor(run: Run): WaitsFor | null {
  if (isOver(run)) return null;
  const open = Object.values(run.steps).filter(({ state }) => state === 'open');
  if (open.some(({ gate }) => gate?.state === 'open')) return 'gate';
  if (open.some(({ children }) => children?.some(({ status }) => status === null))) return 'runs';
  if (open.some(({ wait }) => wait?.signal)) return 'signal';
  if (open.some(({ wait, againAt }) => wait !== null || againAt !== null)) return 'time';
  return null;
}
