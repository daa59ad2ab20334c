// Documents: what came in, how far its reading is, and what was wrong with it.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DocumentSummary } from '@vito/contracts/document';
import { Files, FolderPlus, Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useClock } from '../data/clock.js';
import { documentListQuery } from '../data/document-list.js';
import { pickFiles } from '../data/pick-files.js';
import { useServices, useStore } from '../data/services.js';
import { briefMoment, fullMoment } from '../format/moment.js';
import { count, kindWords, reasonWords, size } from '../format/words.js';
import { Button } from '../parts/button.js';
import { DocumentIcon } from '../parts/document-icon.js';
import { Reading } from '../parts/entry-document.js';
import { Retry } from '../parts/retry.js';
import { ScreenHeader } from '../parts/screen-header.js';
import { Segmented } from '../parts/segmented.js';
import { Bone, Empty, Trouble } from '../parts/states.js';

type Shown = 'all' | 'unreadable';
const choices: ReadonlyArray<{ value: Shown; word: string }> = [
  { value: 'all', word: 'All' },
  { value: 'unreadable', word: 'Not readable' },
];

export function Documents() {
  const { client, uploads } = useServices();
  const [shown, setShown] = useState<Shown>('all');
  const list = useInfiniteQuery(documentListQuery(client, shown));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div>
      <ScreenHeader
        title="Documents"
        controls={
          <>
            <Segmented label="Show" value={shown} options={choices} onChange={(value) => setShown(value)} />
            <Button className="max-md:hidden" onClick={() => pickFiles(uploads, 'folder')}>
              <FolderPlus size={15} aria-hidden="true" />
              Add a folder
            </Button>
            <Button className="max-md:hidden" onClick={() => pickFiles(uploads)}>
              <Plus size={15} aria-hidden="true" />
              Add files
            </Button>
          </>
        }
      />
      {list.isPending ? <Waiting /> : null}
      {list.isError ? (
        <Trouble what="The documents could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.data && items.length === 0 ? <Nothing shown={shown} /> : null}
      <ul className="@container">
        {items.map((document) => (
          <Row key={document.id} document={document} />
        ))}
      </ul>
      {list.hasNextPage ? <More onSeen={() => void list.fetchNextPage()} /> : null}
    </div>
  );
}

function Row(props: { document: DocumentSummary }) {
  const { document } = props;
  const { timeline } = useServices();
  const progress = useStore(timeline).progress.get(document.id) ?? document.progress;
  const clock = useClock();
  return (
    <li className="lazy-49 relative grid min-h-12.25 grid-cols-[1.25rem_minmax(0,1fr)_auto] items-center gap-x-3 border-b border-hair px-4 py-2 transition-colors duration-100 hover:bg-hover md:px-6 @3xl:grid-cols-[1.25rem_minmax(0,1fr)_5.5rem_4rem_8rem_6rem]">
      <DocumentIcon document={document} size={16} className={document.problem ? 'text-late' : 'text-muted'} />
      <div className="min-w-0">
        <Link
          to="/documents/$id"
          params={{ id: document.id }}
          className="block truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {document.title ?? document.name}
        </Link>
        <p className="flex min-h-4.5 min-w-0 items-center gap-1.5 text-xs text-faint">
          <Detail document={document} progress={progress} />
        </p>
      </div>
      <span className="text-xs text-muted @max-3xl:hidden">{document.kind ? kindWords[document.kind] : ''}</span>
      <span className="text-right text-xs text-muted @max-3xl:hidden">
        {document.pages > 0 ? count(document.pages, 'page') : ''}
      </span>
      <span className="text-right text-xs @max-3xl:hidden">
        {document.commitments > 0 ? (
          <span className="font-medium text-accent">{count(document.commitments, 'commitment')}</span>
        ) : null}
      </span>
      {document.state === 'unreadable' ? (
        <Retry document={document} />
      ) : (
        <time
          dateTime={document.receivedAt}
          title={fullMoment(document.receivedAt, clock.zone)}
          className="text-right text-xs whitespace-nowrap text-faint"
        >
          {briefMoment(document.receivedAt, clock)}
        </time>
      )}
    </li>
  );
}

function Detail(props: { document: DocumentSummary; progress: DocumentSummary['progress'] }) {
  const { document, progress } = props;
  if (document.problem) {
    return (
      <span className="truncate text-late" title={document.problem.message}>
        {reasonWords[document.problem.reason]}. {document.problem.message}
      </span>
    );
  }
  if (document.state === 'reading') return <Reading progress={progress} name={document.name} />;
  if (document.state === 'received') return 'Waiting to be read';
  const few = document.commitments > 0 ? ` · ${count(document.commitments, 'commitment')}` : '';
  return (
    <span className="truncate">
      {document.title ? document.name : size(document.size)}
      <span className="@3xl:hidden">{few}</span>
    </span>
  );
}

function Nothing(props: { shown: Shown }) {
  const { uploads } = useServices();
  if (props.shown === 'unreadable') return <Empty title="Everything could be read" />;
  return (
    <Empty
      drawing={<Files size={36} strokeWidth={1.4} aria-hidden="true" />}
      title="No documents yet"
      actions={
        <Button tone="strong" onClick={() => pickFiles(uploads)}>
          Add files
        </Button>
      }
    >
      Drop mails, chats, PDFs, scans or whole folders anywhere on the page.
    </Empty>
  );
}

function More(props: { onSeen(): void }) {
  const end = useRef<HTMLDivElement>(null);
  const seen = useRef(props.onSeen);
  useEffect(() => {
    seen.current = props.onSeen;
  });
  useEffect(() => {
    if (!end.current) return;
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && seen.current(), {
      rootMargin: '600px',
    });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, []);
  return (
    <div ref={end}>
      <Waiting />
    </div>
  );
}

function Waiting() {
  return [62, 48, 70, 55, 66, 44].map((width) => (
    <div key={width} className="flex h-12.25 items-center gap-3 border-b border-hair px-6">
      <Bone className="size-4" />
      <span className="flex-1">
        <span className="block max-w-lg" style={{ width: `${width}%` }}>
          <Bone className="h-3.5 w-full" />
        </span>
      </span>
      <Bone className="h-3 w-20" />
    </div>
  ));
}
