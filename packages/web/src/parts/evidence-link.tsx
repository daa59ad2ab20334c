// The document in which something is said, as a link that opens it at the sentence.
import { Link } from '@tanstack/react-router';
import type { CommitmentSource } from '@vito/contracts/commitment';
import { DocumentIcon } from './document-icon.js';

export function EvidenceLink(props: {
  commitmentId: string;
  place: Pick<CommitmentSource, 'documentId' | 'documentName' | 'start' | 'page'>;
  className?: string;
}) {
  const { commitmentId, place } = props;
  return (
    <Link
      to="/documents/$id"
      params={{ id: place.documentId }}
      search={{ c: commitmentId, said: place.start }}
      className={`flex min-w-0 items-center gap-1.5 rounded-xs text-xs text-muted hover:text-accent ${props.className ?? ''}`}
    >
      <DocumentIcon document={{ kind: null, name: place.documentName }} size={13} />
      <span className="truncate">{place.documentName}</span>
      {place.page ? <span className="whitespace-nowrap text-faint">page {place.page}</span> : null}
    </Link>
  );
}
