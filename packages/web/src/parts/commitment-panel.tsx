// The panel of the open commitment beside a screen; on narrow screens it covers the screen.
import { Link, useNavigate } from '@tanstack/react-router';
import type { CommitmentView } from '@vito/contracts/commitment';
import { ArrowUpRight, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useCommitment } from '../data/use-commitment.js';
import { useKeys } from '../data/use-keys.js';
import { titled } from '../format/words.js';
import { IconButton } from './button.js';
import { CommitmentDetail } from './commitment-detail.js';
import { DocumentIcon } from './document-icon.js';
import { DueChip } from './due-chip.js';
import { Pair } from './pair.js';
import { Quote } from './quote.js';
import { Bone, Trouble } from './states.js';
import { StatusChip } from './status-icon.js';
import { Tip } from './tip.js';

export function CommitmentPanel(props: { id: string; onClose?(): void }) {
  const navigate = useNavigate();
  const { commitment, detail } = useCommitment(props.id);
  const frame = useRef<HTMLElement>(null);
  const leave = () => void navigate({ to: '.', search: (before) => ({ ...before, c: undefined }), resetScroll: false });
  const close = props.onClose ?? leave;
  useKeys({ escape: close });
  useEffect(() => {
    // Where the panel covers the screen, the focus goes with it.
    if (matchMedia('(width < 80rem)').matches) frame.current?.focus({ preventScroll: true });
  }, []);
  return (
    <aside
      ref={frame}
      tabIndex={-1}
      aria-label="Commitment"
      className="fixed inset-y-0 right-0 z-40 flex w-full animate-slide flex-col border-l border-hair bg-surface outline-none max-sm:border-l-0 sm:w-[27rem] sm:max-xl:shadow-float xl:sticky xl:top-0 xl:z-10 xl:h-dvh xl:shrink-0"
    >
      <header className="flex h-13 shrink-0 items-center gap-2 border-b border-hair pr-2 pl-5">
        <div className="flex flex-1 items-center gap-3">
          {commitment ? <StatusChip commitment={commitment} /> : <Bone className="h-4 w-24" />}
          {commitment ? <DueChip commitment={commitment} /> : null}
        </div>
        <Tip text="Close" keys="Esc" side="bottom">
          <IconButton label="Close the panel" onClick={close}>
            <X size={16} aria-hidden="true" />
          </IconButton>
        </Tip>
      </header>
      <div className="flex-1 overflow-y-auto overscroll-contain px-5 pt-5 pb-10">
        {commitment ? <Body commitment={commitment} inDocument={props.onClose !== undefined} /> : null}
        {detail.isPending && !commitment ? <Waiting /> : null}
        {detail.isError && !commitment ? (
          <Trouble
            what="This commitment could not be loaded"
            error={detail.error}
            onRetry={() => void detail.refetch()}
          />
        ) : null}
      </div>
    </aside>
  );
}

function Body(props: { commitment: CommitmentView; inDocument: boolean }) {
  const { commitment } = props;
  return (
    <div className="flex flex-col gap-5">
      <div>
        <Pair commitment={commitment} avatars linked className="text-sm text-soft" />
        <h2 className="mt-2.5 text-xl leading-snug font-semibold tracking-[-0.012em] text-pretty">
          {titled(commitment.action)}
        </h2>
      </div>
      {commitment.quote ? <Quote text={commitment.quote} className="text-base!" /> : null}
      {props.inDocument ? null : <Source commitment={commitment} />}
      <CommitmentDetail commitment={commitment} />
    </div>
  );
}

function Source(props: { commitment: CommitmentView }) {
  const { commitment } = props;
  if (commitment.documentId === null) return <p className="-mt-2 text-sm text-muted">Made by a run</p>;
  return (
    <Link
      to="/documents/$id"
      params={{ id: commitment.documentId }}
      search={{ c: commitment.id }}
      className="group -mt-2 flex max-w-full min-w-0 items-center gap-2 self-start rounded-sm text-sm text-muted hover:text-accent"
    >
      <DocumentIcon document={{ kind: null, name: commitment.documentName }} />
      <span className="truncate">{commitment.documentName}</span>
      {commitment.page ? <span className="whitespace-nowrap text-faint">page {commitment.page}</span> : null}
      <ArrowUpRight size={14} aria-hidden="true" className="shrink-0 text-faint group-hover:text-accent" />
    </Link>
  );
}

function Waiting() {
  return (
    <div className="flex flex-col gap-3">
      <Bone className="h-4 w-1/2" />
      <Bone className="h-6 w-4/5" />
      <Bone className="h-16 w-full" />
      <Bone className="h-8 w-3/4" />
    </div>
  );
}
