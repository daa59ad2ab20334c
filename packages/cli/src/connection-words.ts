// Syncs in words: how a run stands, what it brought, how often a connection runs.
import type { SyncRunView } from '@vito/contracts/sync';
import type { Style } from './output.js';

export const isOver = ({ state }: SyncRunView): boolean => state !== 'waiting' && state !== 'running';

/** "12 new or changed, 3 as before, 1 deleted, 2 held back". */
export function broughtWords({ streams }: SyncRunView): string {
  const sum = (name: 'kept' | 'same' | 'gone' | 'held') => streams.reduce((all, one) => all + one[name], 0);
  const parts = [
    [sum('kept'), 'new or changed'],
    [sum('same'), 'as before'],
    [sum('gone'), 'deleted'],
    [sum('held'), 'held back'],
  ] as const;
  return (
    parts
      .filter(([number]) => number > 0)
      .map(([number, word]) => `${number} ${word}`)
      .join(', ') || 'nothing'
  );
}

export const stateWords = ({ state, reason }: SyncRunView): string => (reason ? `${state}: ${reason}` : state);

const styles: Partial<Record<SyncRunView['state'], Style>> = { failed: 'red', running: 'green', cancelled: 'dim' };

export function stateCell(run: SyncRunView): string | { text: string; style: Style } {
  const style = styles[run.state];
  return style ? { text: stateWords(run), style } : stateWords(run);
}

export const rhythmWords = (minutes: number | null): string => (minutes === null ? 'when asked' : `${minutes} min`);

/** "3 s", "2 min 5 s". */
export function tookWords({ startedAt, endedAt }: SyncRunView): string {
  if (!startedAt || !endedAt) return '-';
  const seconds = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
