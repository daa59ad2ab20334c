// Acting on a commitment: shown at once, put right by the server's answer, taken back when it says no.
import { useQueryClient } from '@tanstack/react-query';
import type { CommitmentView } from '@vito/contracts/commitment';
import { useCallback } from 'react';
import { inWords } from '../format/errors.js';
import { withCommitment } from '../live/log.js';
import { putCommitment } from './follow.js';
import { type Change, doneWord, predict } from './predict.js';
import { keys } from './queries.js';
import { isConflict, sendChange } from './send-change.js';
import { useServices } from './services.js';

/** Returns `act(commitment, change)`; resolves to true once the server has taken it. Says what happened in a notice. */
export function useAct() {
  const { client, timeline, notices } = useServices();
  const cache = useQueryClient();

  return useCallback(
    async function act(view: CommitmentView, change: Change): Promise<boolean> {
      const show = (next: CommitmentView) => {
        putCommitment(cache, next);
        timeline.edit((log) => withCommitment(log, next));
      };
      const guess = predict(view, change);
      if (guess) show(guess);
      try {
        const answer = await sendChange(client, view, change);
        show(answer);
        void cache.invalidateQueries({ queryKey: keys.commitment(view.id) });
        const undo = { label: 'Undo', key: 'z', run: () => void act(answer, { verb: 'undo' }) };
        notices.show({ text: doneWord(change.verb), action: answer.undoable === null ? null : undo });
        return true;
      } catch (error) {
        show(view);
        notices.show({ text: refusal(error), tone: 'problem' });
        void cache.invalidateQueries({ queryKey: keys.commitment(view.id) });
        void cache.invalidateQueries({ queryKey: keys.commitments });
        return false;
      }
    },
    [client, timeline, notices, cache],
  );
}

function refusal(error: unknown): string {
  return `Not saved. ${inWords(error)}${isConflict(error) ? ' It is shown as it stands now; look and try again.' : ''}`;
}
