// The tables of a document, each to be taken away as a file for a spreadsheet.
import type { DocumentView } from '@vito/contracts/document';
import { Table as TableIcon } from 'lucide-react';
import { count } from '../format/words.js';

export function Tables(props: { document: DocumentView }) {
  const { id, pages, tables } = props.document;
  if (tables.length === 0) return null;
  return (
    <footer className="mt-10 border-t border-hair pt-4">
      <p className="flex items-center gap-1.5 text-xs font-medium text-muted">
        <TableIcon size={13} aria-hidden="true" />
        {count(tables.length, 'table')} to download as CSV
      </p>
      <ul className="mt-2 flex flex-wrap gap-2">
        {tables.map(({ page, rows, columns }, i) => (
          <li key={`${page}-${i + 1}`}>
            <a
              href={`/v1/documents/${id}/tables/${i + 1}`}
              download
              className="inline-flex h-8 max-w-full items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-sm text-soft shadow-raised hover:border-edge hover:text-ink"
            >
              {`Table ${i + 1}${pages > 1 ? ` on page ${page}` : ''} · ${rows} × ${columns}`}
            </a>
          </li>
        ))}
      </ul>
    </footer>
  );
}
