// A document that has no text to show: still being read, or not readable, with the reason and the way out.
import type { DocumentView } from '@vito/contracts/document';
import { FileX2, Hourglass } from 'lucide-react';
import { useServices, useStore } from '../data/services.js';
import { reasonWords } from '../format/words.js';
import { Reading } from './entry-document.js';
import { Retry } from './retry.js';
import { Empty } from './states.js';

export function NotYetRead(props: { document: DocumentView }) {
  const { document } = props;
  const { timeline } = useServices();
  const progress = useStore(timeline).progress.get(document.id) ?? document.progress;
  if (document.problem) {
    return (
      <Empty
        drawing={<FileX2 size={38} strokeWidth={1.3} aria-hidden="true" />}
        title={reasonWords[document.problem.reason]}
        actions={<Retry document={document} />}
      >
        {document.problem.message}
      </Empty>
    );
  }
  if (document.state === 'deleted') return <Empty title="This document was deleted" />;
  return (
    <div role="status" className="flex flex-col items-center gap-4 py-28 text-muted">
      <Hourglass size={34} strokeWidth={1.3} className="text-edge" aria-hidden="true" />
      <span className="flex items-center gap-3 text-sm">
        {document.state === 'reading' ? <Reading progress={progress} name={document.name} /> : 'Waiting to be read'}
      </span>
    </div>
  );
}
