// A commitment as a row: one line where there is room, two where there is not.
import { Link } from '@tanstack/react-router';
import type { CommitmentView } from '@vito/contracts/commitment';
import { memo } from 'react';
import { isOpen } from '../format/arrange.js';
import { suggestionWords, titled } from '../format/words.js';
import { Confidence } from './confidence.js';
import { DocumentIcon } from './document-icon.js';
import { DueChip } from './due-chip.js';
import { Pair } from './pair.js';
import { StatusIcon, statusWord } from './status-icon.js';

export const CommitmentRow = memo(function CommitmentRow(props: { commitment: CommitmentView; selected: boolean }) {
  const { commitment, selected } = props;
  const over = !isOpen(commitment);
  const action = over ? 'text-muted line-through decoration-edge' : '';
  return (
    <li className="lazy-41 relative">
      <Link
        to="."
        search={(before) => ({ ...before, c: selected ? undefined : commitment.id })}
        resetScroll={false}
        preload={false}
        data-row={commitment.id}
        data-selected={selected || undefined}
        className="group grid min-h-10.25 grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5 border-b border-hair px-4 py-2 -outline-offset-2 hover:bg-hover data-selected:bg-accent-soft md:px-6 @3xl:grid-cols-[1rem_minmax(0,1fr)_minmax(0,13.5rem)_2.25rem_7.75rem] @3xl:py-1.5 @5xl:grid-cols-[1rem_minmax(0,1fr)_minmax(0,14rem)_minmax(0,11rem)_6.5rem_2.25rem_7.75rem]"
      >
        <StatusIcon
          status={commitment.hidden ? 'cancelled' : commitment.status}
          className="@max-3xl:row-span-2 @max-3xl:mt-0.5 @max-3xl:self-start"
        />
        <span
          className={`font-medium @max-3xl:col-span-2 @max-3xl:line-clamp-2 @3xl:truncate ${action}`}
          title={commitment.quote}
        >
          {titled(commitment.action)}
          {commitment.suggestion ? (
            <span className="ml-2 rounded-sm bg-accent-soft px-1.5 py-0.5 text-xs font-medium text-accent">
              {suggestionWords[commitment.suggestion.status]}
            </span>
          ) : null}
        </span>
        <Pair commitment={commitment} className="text-sm text-muted @max-3xl:col-start-2" />
        <span
          className="hidden min-w-0 items-center gap-1.5 text-xs text-faint @5xl:flex"
          title={commitment.documentName}
        >
          <DocumentIcon document={{ kind: null, name: commitment.documentName }} size={13} />
          <span className="truncate">{commitment.documentName}</span>
        </span>
        <span className="hidden text-xs text-muted @5xl:block">{statusWord(commitment)}</span>
        <span className="hidden items-center @3xl:flex">
          <Confidence value={commitment.confidence} />
        </span>
        <span className="flex justify-end @max-3xl:col-start-3">
          <DueChip commitment={commitment} />
        </span>
      </Link>
    </li>
  );
});
