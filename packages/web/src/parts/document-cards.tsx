// The commitments of a document beside it, in the order of the text; the chosen one unfolds.
import type { CommitmentView } from '@vito/contracts/commitment';
import { useLit, useMarks, usePointing } from '../data/marks.js';
import { sideBySide, useMedia } from '../data/use-media.js';
import { isOpen } from '../format/arrange.js';
import { titled } from '../format/words.js';
import { CommitmentDetail } from './commitment-detail.js';
import { DueChip } from './due-chip.js';
import { Pair } from './pair.js';
import { Quote } from './quote.js';
import { StatusChip } from './status-icon.js';

export function DocumentCards() {
  const { commitments } = useMarks();
  if (commitments.length === 0) {
    return (
      <div className="px-1 py-8 text-center">
        <p className="font-medium">No commitment here</p>
        <p className="mt-1 text-sm text-pretty text-muted">Nobody promises anything in this document.</p>
      </div>
    );
  }
  return (
    <ul className="flex flex-col gap-2.5">
      {commitments.map((commitment) => (
        <Card key={commitment.id} commitment={commitment} />
      ))}
    </ul>
  );
}

function Card(props: { commitment: CommitmentView }) {
  const { commitment } = props;
  const { selected, choose } = useMarks();
  const wide = useMedia(sideBySide);
  const chosen = selected === commitment.id;
  const lit = useLit([commitment.id]);
  const pointing = usePointing(commitment.id);
  const over = !isOpen(commitment);
  return (
    <li
      data-card={commitment.id}
      {...pointing}
      className={`scroll-my-4 rounded-lg border bg-surface shadow-raised transition-colors duration-100 ${chosen ? 'border-accent' : lit ? 'border-edge' : 'border-line'}`}
    >
      <button
        type="button"
        aria-expanded={chosen}
        onClick={() => choose(commitment.id, 'card')}
        className="block w-full rounded-lg p-3.5 text-left"
      >
        <span className="flex items-center gap-3">
          <Pair commitment={commitment} avatars className="flex-1 text-sm text-soft" />
          <DueChip commitment={commitment} />
        </span>
        <span className={`mt-1.5 block leading-snug font-semibold text-pretty ${over ? 'text-muted' : ''}`}>
          {titled(commitment.action)}
        </span>
        {chosen && wide ? null : (
          <span className="mt-2 flex items-center gap-3">
            <StatusChip commitment={commitment} />
          </span>
        )}
      </button>
      {chosen && wide ? (
        <div className="animate-fade px-3.5 pb-4">
          <Quote text={commitment.quote} lines={3} className="mb-4" />
          <CommitmentDetail commitment={commitment} />
        </div>
      ) : null}
    </li>
  );
}
