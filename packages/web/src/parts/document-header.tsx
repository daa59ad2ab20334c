// The head of a document: what it is, text or pages, download, delete.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { DocumentView } from '@vito/contracts/document';
import { ArrowLeft, Download, Trash2 } from 'lucide-react';
import { useClock } from '../data/clock.js';
import { keys } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { inWords } from '../format/errors.js';
import { fullMoment, shortMoment } from '../format/moment.js';
import { count, kindWords, size } from '../format/words.js';
import { IconButton } from './button.js';
import { Confirm } from './confirm.js';
import { DocumentIcon } from './document-icon.js';
import { Segmented } from './segmented.js';
import { Tip } from './tip.js';

export type Look = 'text' | 'page';

export function DocumentHeader(props: { document: DocumentView; look: Look | null; onLook(look: Look): void }) {
  const { document } = props;
  return (
    <header className="sticky top-0 z-20 flex min-h-13 items-center gap-2 border-b border-hair bg-canvas px-2 md:px-4">
      <Tip text="All documents" side="bottom">
        <Link
          to="/documents"
          aria-label="All documents"
          className="inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink max-sm:size-10"
        >
          <ArrowLeft size={16} aria-hidden="true" />
        </Link>
      </Tip>
      <DocumentIcon document={document} size={16} className="text-muted max-sm:hidden" />
      <div className="flex min-w-0 flex-1 items-baseline gap-2.5">
        <h1 className="truncate text-md font-semibold tracking-[-0.01em]" title={document.name}>
          {document.title ?? document.name}
        </h1>
        <Facts document={document} />
      </div>
      {props.look ? (
        <Segmented
          label="Show as"
          value={props.look}
          options={[
            { value: 'text', word: 'Text' },
            { value: 'page', word: 'Page' },
          ]}
          onChange={props.onLook}
        />
      ) : null}
      <Tip text="Download the original" side="bottom">
        <a
          href={`/v1/documents/${document.id}/content`}
          download={document.name}
          aria-label="Download the original"
          className="inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink max-sm:size-10"
        >
          <Download size={16} aria-hidden="true" />
        </a>
      </Tip>
      <Delete document={document} />
    </header>
  );
}

function Facts(props: { document: DocumentView }) {
  const { document } = props;
  const clock = useClock();
  const facts = [
    document.kind ? kindWords[document.kind] : null,
    document.pages > 1 ? count(document.pages, 'page') : null,
    size(document.size),
    `came in ${shortMoment(document.receivedAt, clock)}`,
  ];
  return (
    <p className="truncate text-xs text-faint max-lg:hidden" title={fullMoment(document.receivedAt, clock.zone)}>
      {facts.filter(Boolean).join(' · ')}
    </p>
  );
}

function Delete(props: { document: DocumentView }) {
  const { document } = props;
  const { client, notices } = useServices();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => client.call('deleteDocument', { params: { id: document.id } }),
    onSuccess: async () => {
      await navigate({ to: '/documents' });
      void cache.invalidateQueries({ queryKey: keys.documents });
      void cache.invalidateQueries({ queryKey: keys.commitments });
      cache.removeQueries({ queryKey: keys.document(document.id) });
      notices.show({ text: 'Deleted' });
    },
    onError: (error) => notices.show({ text: `Not deleted. ${inWords(error)}`, tone: 'problem' }),
  });
  return (
    <Confirm
      title={`Delete “${document.name}”?`}
      text="The file, its text and the commitments found in it are erased. This cannot be taken back."
      yes="Delete for good"
      danger
      onYes={() => remove.mutate()}
    >
      <IconButton label="Delete" title="Delete" disabled={remove.isPending}>
        <Trash2 size={16} aria-hidden="true" />
      </IconButton>
    </Confirm>
  );
}
