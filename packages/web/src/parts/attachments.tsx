// Files that came with a document, and the document it came with.
import { Link } from '@tanstack/react-router';
import type { DocumentView } from '@vito/contracts/document';
import { CornerLeftUp, Paperclip } from 'lucide-react';
import type { ReactNode } from 'react';
import { count } from '../format/words.js';
import { DocumentIcon } from './document-icon.js';

export function Attachments(props: { document: DocumentView }) {
  const { attachments, parentId } = props.document;
  if (attachments.length === 0 && parentId === null) return null;
  return (
    <footer className="mt-10 border-t border-hair pt-4">
      {parentId ? (
        <Chip id={parentId} icon={<CornerLeftUp size={14} aria-hidden="true" />}>
          The document it came with
        </Chip>
      ) : null}
      {attachments.length > 0 ? (
        <p className="flex items-center gap-1.5 text-xs font-medium text-muted">
          <Paperclip size={13} aria-hidden="true" />
          {count(attachments.length, 'attachment')}
        </p>
      ) : null}
      <ul className="mt-2 flex flex-wrap gap-2">
        {attachments.map((file) => (
          <li key={file.id}>
            <Chip id={file.id} icon={<DocumentIcon document={{ kind: null, name: file.name }} size={14} />}>
              {file.name}
            </Chip>
          </li>
        ))}
      </ul>
    </footer>
  );
}

function Chip(props: { id: string; icon: ReactNode; children: string }) {
  return (
    <Link
      to="/documents/$id"
      params={{ id: props.id }}
      className="inline-flex h-8 max-w-full items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-sm text-soft shadow-raised hover:border-edge hover:text-ink"
    >
      {props.icon}
      <span className="truncate">{props.children}</span>
    </Link>
  );
}
