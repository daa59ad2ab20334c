// Runs and gates as rows: how each stands, what it cost, when it ends.
import type { GateView, RunStatus, RunSummary } from '@vito/contracts/run';
import { costWords, runStatusWords } from '@vito/contracts/run-words';
import { type Listed, listing } from './listing.js';
import type { Output, Style } from './output.js';
import { localTime } from './timeline-rows.js';

const styles: Partial<Record<RunStatus, Style>> = {
  open: 'green',
  failed: 'red',
  'timed-out': 'red',
  'compensation-failed': 'red',
  cancelled: 'dim',
};

export function statusCell(run: Pick<RunSummary, 'status' | 'waitsFor'>): string | { text: string; style: Style } {
  const style = run.waitsFor === 'gate' && run.status === 'open' ? 'yellow' : styles[run.status];
  return style ? { text: runStatusWords(run), style } : runStatusWords(run);
}

/** "$0.0125 of $0.50". */
export const spentWords = ({ costMicros, budgetMicros }: RunSummary): string => {
  if (budgetMicros === null) return costMicros === 0 ? '-' : costWords(costMicros);
  return `${costWords(costMicros)} of ${costWords(budgetMicros)}`;
};

export function runRows(runs: readonly RunSummary[], out: Output): string[] {
  const columns = [
    { head: 'STATUS' },
    { head: 'STEPS', align: 'right' as const, said: true },
    { head: 'COST', said: true },
    { head: 'ASKED FOR' },
  ];
  const rows = runs.map(
    (run): Listed => ({
      name: run.playbook,
      id: run.id,
      values: [statusCell(run), String(run.steps), spentWords(run), localTime(run.requestedAt)],
    }),
  );
  return listing('PLAYBOOK', columns, rows, out);
}

export function gateRows(gates: readonly GateView[], out: Output): string[] {
  const columns = [{ head: 'PLAYBOOK' }, { head: 'TOOL' }, { head: 'DECIDE BEFORE' }];
  const rows = gates.map((gate): Listed => {
    const until = localTime(gate.expiresAt);
    const decided = gate.state === 'open' ? until : `${gate.state} ${localTime(gate.decidedAt ?? gate.expiresAt)}`;
    return {
      name: gate.escalated && gate.state === 'open' ? `ESCALATED ${gate.summary}` : gate.summary,
      id: `${gate.run}/${gate.step}`,
      values: [gate.playbook, gate.tool, decided],
    };
  });
  return listing('WHAT', columns, rows, out);
}
