// A person's word on what waits. It stays in the list until the server has taken it; where that says no, the reason is told.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { GateView } from '@vito/contracts/run';
import { gateWords } from '@vito/contracts/run-words';
import { inWords } from '../format/errors.js';
import { titled } from '../format/words.js';
import { agentKeys } from './agent-queries.js';
import { useServices } from './services.js';

export type Verdict =
  | { decision: 'approved' }
  | { decision: 'edited'; args: GateView['args'] }
  | { decision: 'rejected'; reason: string };

/** `onDecided`: once the server has it. */
export function useDecideGate(gate: GateView, onDecided: () => void) {
  const { client, notices } = useServices();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (verdict: Verdict) =>
      client.call('decideGate', { params: { id: gate.run, step: gate.step }, body: { ...verdict, hash: gate.hash } }),
    onSuccess: ({ state }) => {
      notices.show({ text: `${titled(gateWords[state])}: ${gate.summary}` });
      onDecided();
    },
    onError: (error, { decision }) => {
      if (decision !== 'edited') notices.show({ text: `Not decided. ${inWords(error)}`, tone: 'problem' });
    },
    onSettled: () => cache.invalidateQueries({ queryKey: agentKeys.all }),
  });
}
