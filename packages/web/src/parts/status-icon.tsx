// A commitment's status as a small drawing: dashed while proposed, a ring while owed, a tick once kept.
import type { CommitmentStatus, CommitmentView } from '@vito/contracts/commitment';
import { statusWords } from '../format/words.js';

const tones: Record<CommitmentStatus, string> = {
  proposed: 'text-faint',
  accepted: 'text-accent',
  renegotiated: 'text-soon',
  delegated: 'text-soon',
  fulfilled: 'text-accent',
  declined: 'text-faint',
  cancelled: 'text-faint',
};

export function StatusIcon(props: { status: CommitmentStatus; size?: number; className?: string }) {
  const { status, size = 16 } = props;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      role="img"
      aria-label={statusWords[status]}
      className={`shrink-0 ${tones[status]} ${props.className ?? ''}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <Drawing status={status} />
    </svg>
  );
}

function Drawing(props: { status: CommitmentStatus }) {
  switch (props.status) {
    case 'proposed':
      return <circle cx="8" cy="8" r="6" strokeDasharray="2.1 2.61" />;
    case 'accepted':
      return (
        <>
          <circle cx="8" cy="8" r="6" />
          <circle cx="8" cy="8" r="2.2" fill="currentColor" stroke="none" />
        </>
      );
    case 'renegotiated':
      return (
        <>
          <path d="M13.7 6A6 6 0 1 1 10 2.35" />
          <path d="M8 4.8V8l2.2 1.5" />
        </>
      );
    case 'delegated':
      return (
        <>
          <circle cx="8" cy="8" r="6" />
          <path d="M5.6 8h4.6M8.5 6.2 10.3 8 8.5 9.8" />
        </>
      );
    case 'fulfilled':
      return (
        <>
          <circle cx="8" cy="8" r="6.8" fill="currentColor" stroke="none" />
          <path d="m5.2 8.2 1.9 2 3.7-4.3" className="stroke-surface" />
        </>
      );
    default:
      return (
        <>
          <circle cx="8" cy="8" r="6" />
          <path d="m6 6 4 4M10 6l-4 4" />
        </>
      );
  }
}

type Standing = Pick<CommitmentView, 'status' | 'hidden'>;

export function StatusChip(props: { commitment: Standing }) {
  const { status, hidden } = props.commitment;
  return (
    <span className="inline-flex shrink-0 items-center gap-1.5 text-xs whitespace-nowrap text-muted">
      <StatusIcon status={hidden ? 'cancelled' : status} size={14} />
      {statusWord(props.commitment)}
    </span>
  );
}

export function statusWord(commitment: Standing): string {
  if (commitment.hidden === 'dismissed') return 'Dismissed';
  if (commitment.hidden === 'restated') return 'Told again';
  return commitment.hidden === 'withdrawn' ? 'Withdrawn' : statusWords[commitment.status];
}
