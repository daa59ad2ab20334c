// The tables of a connection: uploaded, looked at and imported one after the other; those that are kept.
import { useQuery } from '@tanstack/react-query';
import type { ConnectionView } from '@vito/contracts/sync';
import type { FileView } from '@vito/contracts/table';
import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { useServices } from '../data/services.js';
import { tableKeys, tablesQuery } from '../data/table-queries.js';
import { useDeed } from '../data/use-deed.js';
import { inWords } from '../format/errors.js';
import { Button } from './button.js';
import { TableFiles } from './table-files.js';
import { TableImport } from './table-import.js';

export function TablesPart(props: { connection: ConnectionView }) {
  const { connection } = props;
  const { client } = useServices();
  const input = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState<FileView | null>(null);
  const files = useQuery(tablesQuery(client, connection.id)).data ?? [];
  const upload = useDeed({
    failed: null,
    touches: [tableKeys.files(connection.id)],
    run: (file: File) => client.uploadTable(connection.id, { name: file.name, bytes: file }),
    done: ({ file }) => setOpen(file),
  });
  if (open)
    return (
      <TableImport
        key={open.id}
        connection={connection}
        file={open}
        again={connection.streams.some(({ name }) => name === open.stream)}
        onClose={() => setOpen(null)}
      />
    );
  return (
    <section aria-label="Files" className="flex flex-col gap-3">
      <fieldset
        className="flex flex-col items-start gap-3 rounded-lg border border-dashed border-edge p-4"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          const [file] = event.dataTransfer.files;
          if (file) upload.mutate(file);
        }}
      >
        <legend className="sr-only">Upload a table</legend>
        <div>
          <h2 className="font-medium">Upload a table</h2>
          <p className="mt-1 max-w-[40rem] text-sm text-pretty text-muted">
            A CSV file of at most 200 MB: bills, orders, a list. First it is only looked at; you say what its columns
            are, and then its rows become records. The next file of the same kind updates them.
          </p>
        </div>
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          aria-label="A CSV file"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) upload.mutate(file);
            event.target.value = '';
          }}
        />
        <Button tone="strong" disabled={upload.isPending} onClick={() => input.current?.click()}>
          <Upload size={14} aria-hidden="true" />
          {upload.isPending ? 'It is being uploaded…' : 'Choose a file'}
        </Button>
        {upload.isError ? (
          <p role="alert" className="text-xs wrap-anywhere text-late">
            {inWords(upload.error)}
          </p>
        ) : null}
      </fieldset>
      {files.length > 0 ? <TableFiles connectionId={connection.id} files={files} onOpen={setOpen} /> : null}
    </section>
  );
}
