// The tables of a document, each to be taken away as a file for a spreadsheet.
import type { DocumentView } from '@vito/contracts/document';
import { Table as TableIcon } from 'lucide-react';
import { count } from '../format/words.js';

export function Tables(props: { document: DocumentView }) {
  const { id, pages, tables } = props.document;
  if (tables.length === 0) return null;
  const numbered = tables.map((table, i) => ({ ...table, number: i + 1 }));
  return (
    <footer className="mt-10 border-t border-hair pt-4">
      <p className="flex items-center gap-1.5 text-xs font-medium text-muted">
        <TableIcon size={13} aria-hidden="true" />
        {count(tables.length, 'table')} to download as CSV
      </p>
      <ul className="mt-2 flex flex-wrap gap-2">
        {numbered.map(({ number, page, rows, columns }) => (
          <li key={number}>
            <a
              href={`/v1/documents/${id}/tables/${number}`}
              download
              className="inline-flex h-8 max-w-full items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-sm text-soft shadow-raised hover:border-edge hover:text-ink"
            >
              {`Table ${number}${pages > 1 ? ` on page ${page}` : ''} · ${rows} × ${columns}`}
            </a>
          </li>
        ))}
      </ul>
    </footer>
  );
}
