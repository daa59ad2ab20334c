// A document that came in, and how far its reading is.
import { Link } from '@tanstack/react-router';
import type { DocumentSummary } from '@vito/contracts/document';
import type { TimelineEntry } from '@vito/contracts/timeline';
import { actorName, deedOf } from '../format/entries.js';
import { count, kindWords, reasonWords, size } from '../format/words.js';

export interface Progress {
  done: number;
  total: number;
}

export function DocumentEntry(props: { entry: TimelineEntry; progress: Progress | null; myName: string | null }) {
  const { entry, progress } = props;
  const { document } = entry;
  if (!document) {
    return (
      <p className="px-2.5 py-2.25 text-sm text-muted">
        <span className="font-medium text-ink">{actorName(entry.actor, props.myName)}</span> {deedOf(entry)}
      </p>
    );
  }
  const gone = document.state === 'deleted';
  return (
    <div className="px-2.5 py-2.25 text-sm max-sm:pr-12">
      <p className="flex min-w-0 items-baseline gap-1.5">
        {gone ? (
          <span className="truncate font-medium text-muted">{document.name}</span>
        ) : (
          <Link
            to="/documents/$id"
            params={{ id: document.id }}
            title={document.name}
            className="truncate rounded-xs font-medium decoration-edge underline-offset-3 hover:text-accent hover:underline"
          >
            {document.title ?? document.name}
          </Link>
        )}
        <span className="shrink-0 text-muted">{deedOf(entry)}</span>
      </p>
      <p className="mt-0.5 flex min-h-4.5 min-w-0 items-center gap-1.5 text-xs text-faint">
        <State document={document} progress={progress} />
      </p>
    </div>
  );
}

function State(props: { document: DocumentSummary; progress: Progress | null }) {
  const { document, progress } = props;
  if (document.state === 'deleted') return 'Deleted, with what was found in it';
  if (document.problem) {
    return (
      <span className="truncate text-late" title={document.problem.message}>
        {reasonWords[document.problem.reason]}. {document.problem.message}
      </span>
    );
  }
  if (document.state === 'received') return `Waiting to be read · ${size(document.size)}`;
  if (document.state === 'reading') return <Reading progress={progress} name={document.name} />;
  const facts = [
    document.kind ? kindWords[document.kind] : null,
    document.pages > 0 ? count(document.pages, 'page') : null,
    document.kind === 'image' ? 'read by OCR' : null,
    document.commitments > 0 ? count(document.commitments, 'commitment') : 'nothing promised in it',
  ];
  return <span className="truncate">{facts.filter(Boolean).join(' · ')}</span>;
}

export function Reading(props: { progress: Progress | null; name: string }) {
  const { progress } = props;
  const part = progress && progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0.04;
  return (
    <>
      <span
        role="progressbar"
        aria-label={`Reading ${props.name}`}
        aria-valuenow={Math.round(part * 100)}
        className="h-1 w-20 shrink-0 overflow-hidden rounded-full bg-line"
      >
        <span
          className="block h-full rounded-full bg-accent transition-[width] duration-300"
          style={{ width: `${part * 100}%` }}
        />
      </span>
      <span className="whitespace-nowrap">
        {progress && progress.total > 0
          ? `Reading page ${Math.min(progress.done + 1, progress.total)} of ${progress.total}`
          : 'Reading'}
      </span>
    </>
  );
}
