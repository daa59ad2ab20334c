// The playbooks that come with ViTo.
import type { Playbook } from '@vito/contracts/playbook';
import { expressionsIn } from './expressions.js';
import { followUp } from './shipped/follow-up.js';
import { followUpAll } from './shipped/follow-up-all.js';
import { intakeTriage } from './shipped/intake-triage.js';
import { reconciler } from './shipped/reconciler.js';
import { renewalWatch } from './shipped/renewal-watch.js';
import { weeklyBrief } from './shipped/weekly-brief.js';

export const shipped: readonly Playbook[] = [
  followUp,
  followUpAll,
  intakeTriage,
  reconciler,
  renewalWatch,
  weeklyBrief,
];

/** Whether these words are ViTo's own, so that they need no process that can be ended. */
export function shippedExpressions(playbooks: readonly Playbook[]): ReadonlySet<string> {
  const all = new Set<string>();
  const take = (value: unknown): void => {
    for (const one of expressionsIn(value as never)) all.add(one);
    if (value === null || typeof value !== 'object') return;
    for (const [key, one] of Object.entries(value)) {
      if (typeof one === 'string' && expressionKeys.has(key)) all.add(one);
      take(one);
    }
  };
  for (const playbook of playbooks) take(playbook);
  return all;
}
const expressionKeys = new Set(['when', 'until', 'each', 'key']);
