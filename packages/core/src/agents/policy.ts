// Whether a person has to say yes before a call, and how a step's policy tightens its tool's.
import type { Approval } from '@vito/contracts/playbook';
import type { Tool } from './tool.js';

/** What is proposed, as policies look at it. */
export interface Proposed {
  amount: number | null;
  unsure: boolean;
}

/** An amount that nobody can tell is above every limit. */
function asks({ when, over }: Approval, { amount, unsure }: Proposed): boolean {
  switch (when) {
    case 'never':
      return false;
    case 'always':
      return true;
    case 'over':
      return amount === null || amount > (over ?? 0);
    case 'unsure':
      return unsure;
  }
}

/** The policy of the gate that has to be passed; null where there is none. */
export function gateOf(tool: Tool, step: Approval | undefined, input: unknown, unsure: boolean): Approval | null {
  const proposed = { amount: tool.amount(input), unsure };
  const policies = [tool.approval, ...(step ? [step] : [])];
  const asking = policies.filter((policy) => asks(policy, proposed));
  const [first, second] = asking;
  if (!first) return null;
  if (!second) return { ...first, fourEyes: policies.some(({ fourEyes }) => fourEyes) };
  const escalations = asking.flatMap(({ escalateSeconds }) => escalateSeconds ?? []);
  return {
    ...first,
    fourEyes: first.fourEyes || second.fourEyes,
    expiresSeconds: Math.min(first.expiresSeconds, second.expiresSeconds),
    escalateSeconds: escalations.length > 0 ? Math.min(...escalations) : null,
  };
}
