// A due as a chip: how far away it is; the whole date on hover.
import type { CommitmentView } from '@vito/contracts/commitment';
import { useClock } from '../data/clock.js';
import { isOpen } from '../format/arrange.js';
import { absoluteDue, type DueTone, relativeDue } from '../format/due.js';
import { Tip } from './tip.js';

const tones: Record<DueTone, string> = {
  late: 'text-late bg-late-soft',
  today: 'text-soon bg-soon-soft',
  soon: 'text-ink bg-chip',
  later: 'text-muted bg-chip',
  none: 'text-faint',
};

export function DueChip(props: { commitment: Pick<CommitmentView, 'due' | 'status' | 'hidden'>; bare?: boolean }) {
  const clock = useClock();
  const { due } = props.commitment;
  const { text, tone } = relativeDue(due, clock, isOpen(props.commitment));
  return (
    <Tip text={absoluteDue(due, clock.zone)}>
      <span
        className={`inline-flex h-5 shrink-0 items-center rounded-sm text-xs font-medium whitespace-nowrap ${due === null ? 'text-faint' : `px-1.5 ${tones[tone]}`}`}
      >
        {text}
        <span className="sr-only">, {absoluteDue(due, clock.zone)}</span>
      </span>
    </Tip>
  );
}
