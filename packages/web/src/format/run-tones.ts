// Runs and their steps in tones, and times as they are said.
import type { RunStatus, RunSummary } from '@vito/contracts/run';
import type { StepState } from '@vito/contracts/run-story';
import { costWords } from '@vito/contracts/run-words';

export type RunTone = 'good' | 'bad' | 'soon' | 'off';
const tones: Record<RunStatus, RunTone> = {
  open: 'off',
  compensating: 'soon',
  completed: 'good',
  failed: 'bad',
  cancelled: 'off',
  'timed-out': 'bad',
  compensated: 'off',
  'compensation-failed': 'bad',
};

export const runTone = ({ status, waitsFor }: Pick<RunSummary, 'status' | 'waitsFor'>): RunTone =>
  status === 'open' && waitsFor === 'gate' ? 'soon' : tones[status];

export const stepTones: Record<StepState, RunTone> = {
  going: 'soon',
  asks: 'soon',
  waits: 'off',
  again: 'soon',
  done: 'good',
  copied: 'good',
  skipped: 'off',
  failed: 'bad',
  undone: 'off',
  'not-undone': 'bad',
  left: 'off',
};

/** "340 ms", "12 s", "3 min", "2 h", "5 days": how long something took or is meant to take. */
export function spanWords(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  const seconds = ms / 1000;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 36 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

/** "in 6 days", "12 min ago". */
export function distanceWords(iso: string, now: number): string {
  const ms = Date.parse(iso) - now;
  return ms >= 0 ? `in ${spanWords(Math.max(ms, 1000))}` : `${spanWords(Math.max(-ms, 1000))} ago`;
}

/** "$0.0125 of $0.50"; null: it cost nothing. */
export function spentWords({ costMicros, budgetMicros }: RunSummary): string | null {
  if (costMicros === 0) return null;
  return budgetMicros === null ? costWords(costMicros) : `${costWords(costMicros)} of ${costWords(budgetMicros)}`;
}
