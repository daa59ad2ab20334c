// A commitment that was found: who owes whom, what, by when, and the sentence that says so.
import { Link, useSearch } from '@tanstack/react-router';
import type { CommitmentView } from '@vito/contracts/commitment';
import { isOpen } from '../format/arrange.js';
import { titled } from '../format/words.js';
import { DocumentIcon } from './document-icon.js';
import { DueChip } from './due-chip.js';
import { Pair } from './pair.js';
import { Quote } from './quote.js';
import { StatusChip } from './status-icon.js';

export function FindingEntry(props: { commitment: CommitmentView }) {
  const { commitment } = props;
  const selected = useSearch({ from: '/shell', select: (search) => search.c === commitment.id });
  const over = !isOpen(commitment);
  // As it was found, the drawing on the rail says enough.
  const quiet = !commitment.touched && !over;
  return (
    <article
      data-selected={selected || undefined}
      className="relative mb-1 rounded-lg px-2.5 pt-2.5 pb-3 transition-colors duration-100 hover:bg-hover data-selected:bg-accent-soft"
    >
      <div className="flex min-h-5 items-center gap-3 max-sm:pr-12">
        <Pair commitment={commitment} avatars className="flex-1 text-sm text-soft" />
        <span className="relative z-1 flex shrink-0 items-center gap-3 max-sm:hidden">
          {quiet ? null : <StatusChip commitment={commitment} />}
          <DueChip commitment={commitment} />
        </span>
      </div>
      <h3
        className={`mt-1 text-md leading-snug font-semibold tracking-[-0.006em] text-pretty ${over ? 'text-muted' : ''}`}
      >
        <Link
          to="."
          search={(before) => ({ ...before, c: before.c === commitment.id ? undefined : commitment.id })}
          resetScroll={false}
          preload={false}
          data-commitment={commitment.id}
          className="after:absolute after:inset-0 after:rounded-lg focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
        >
          {titled(commitment.action)}
        </Link>
      </h3>
      {commitment.quote ? <Quote text={commitment.quote} lines={3} className="mt-2" /> : null}
      <div className="mt-2.5 flex min-w-0 items-center gap-3">
        {commitment.documentId === null ? (
          <span className="text-xs text-faint">Made by a run</span>
        ) : (
          <Link
            to="/documents/$id"
            params={{ id: commitment.documentId }}
            search={{ c: commitment.id }}
            className="relative z-1 flex min-w-0 items-center gap-1.5 rounded-xs text-xs text-faint hover:text-accent"
          >
            <DocumentIcon document={{ kind: null, name: commitment.documentName }} size={13} />
            <span className="truncate">{commitment.documentName}</span>
            {commitment.page ? <span className="whitespace-nowrap">· page {commitment.page}</span> : null}
          </Link>
        )}
        <span className="relative z-1 ml-auto shrink-0 sm:hidden">
          <DueChip commitment={commitment} />
        </span>
      </div>
    </article>
  );
}
