// An uploaded table before it is imported: how it is cut, what its columns are, and which stream its rows become.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ConnectionView } from '@vito/contracts/sync';
import type { FileView, TableForm, TablePreview } from '@vito/contracts/table';
import { useState } from 'react';
import { useServices } from '../data/services.js';
import { syncKeys } from '../data/sync-queries.js';
import { tableKeys, tablePreviewQuery } from '../data/table-queries.js';
import { useDeed } from '../data/use-deed.js';
import { inWords } from '../format/errors.js';
import { type ColumnDraft, columnDrafts, columnsOf, isOpen, streamOf } from '../format/table-words.js';
import { count } from '../format/words.js';
import { Field, FormFrame } from './form-frame.js';
import { Bone, Trouble } from './states.js';
import { TableColumns } from './table-columns.js';
import { TableFormFields } from './table-form-fields.js';

interface Props {
  connection: ConnectionView;
  file: FileView;
  /** Its stream is there already. */
  again: boolean;
  onClose(): void;
}

export function TableImport(props: Props) {
  const { client } = useServices();
  const [form, setForm] = useState<Partial<TableForm>>({});
  const preview = useQuery(tablePreviewQuery(client, props.file.id, form));
  if (preview.isError && !preview.data)
    return (
      <Trouble what="The file could not be looked at" error={preview.error} onRetry={() => void preview.refetch()} />
    );
  if (!preview.data) return <Bone className="h-40 w-full" />;
  // What was said of columns holds for this cut only.
  return (
    <Form key={JSON.stringify(preview.data.form)} {...props} preview={preview.data} form={form} onForm={setForm} />
  );
}

function Form(
  props: Props & { preview: TablePreview; form: Partial<TableForm>; onForm(form: Partial<TableForm>): void },
) {
  const { connection, file, preview } = props;
  const { client } = useServices();
  const navigate = useNavigate();
  const [stream, setStream] = useState(file.stream ?? connection.streams[0]?.name ?? streamOf(file.name));
  const [drafts, setDrafts] = useState<ColumnDraft[]>(() => columnDrafts(preview.columns));
  const [complete, setComplete] = useState(false);
  const { form } = preview;
  const load = useDeed({
    failed: null,
    touches: [syncKeys.connections, syncKeys.runs(connection.id), tableKeys.files(connection.id)],
    run: () =>
      client.call('importTable', {
        params: { id: file.id },
        body: { stream: stream.trim(), columns: columnsOf(drafts), form, complete },
      }),
    done: () => {
      props.onClose();
      void navigate({ to: '.', search: {}, replace: true });
    },
  });
  const open = drafts.filter(isOpen);
  const keyed = drafts.some(({ role }) => role === 'key');
  return (
    <FormFrame
      title={`Import ${file.name}`}
      save="Import it"
      ready={stream.trim() !== '' && open.length === 0 && !load.isPending}
      onSave={() => load.mutate()}
      onClose={props.onClose}
    >
      <p className="text-xs text-faint">
        {preview.whole
          ? `${count(preview.looked, 'row')}.`
          : `The first ${count(preview.looked, 'row')} were looked at.`}
      </p>
      <TableFormFields form={form} onChange={(fields) => props.onForm({ ...form, ...fields })} />
      <TableColumns drafts={drafts} onChange={setDrafts} />
      {open.length > 0 ? (
        <p className="text-xs text-soon">
          Say how {open.map(({ found }) => `“${found.column}”`).join(', ')} {open.length === 1 ? 'is' : 'are'} written:
          it can be read in two ways.
        </p>
      ) : null}
      {keyed ? null : (
        <p className="text-xs text-soon">
          No column tells rows apart: a row that changes will then be a further record, beside the old one.
        </p>
      )}
      {preview.problems.length > 0 ? <Problems preview={preview} /> : null}
      <Field
        label="Stream"
        hint="Files of the same kind go into the same stream: then a row with the same key is updated."
      >
        <input className="field" maxLength={200} value={stream} onChange={(event) => setStream(event.target.value)} />
      </Field>
      <label className="flex items-start gap-2.5 text-sm">
        <input
          type="checkbox"
          className="mt-0.75"
          checked={complete}
          onChange={(event) => setComplete(event.target.checked)}
        />
        <span>
          The file is complete
          <span className="block text-xs text-faint">
            Rows that came before and are missing in it are then deleted.
          </span>
        </span>
      </label>
      {load.isError ? (
        <span role="alert" className="text-xs wrap-anywhere text-late">
          {inWords(load.error)}
        </span>
      ) : null}
    </FormFrame>
  );
}

function Problems(props: { preview: TablePreview }) {
  const { problems } = props.preview;
  return (
    <details className="text-xs">
      <summary className="cursor-pointer text-soon">{count(problems.length, 'line')} may not fit</summary>
      <ul className="mt-1 max-h-40 overflow-y-auto text-muted">
        {problems.map(({ line, problem }) => (
          <li key={`${line} ${problem}`}>
            Line {line.toLocaleString('en')}: {problem}
          </li>
        ))}
      </ul>
    </details>
  );
}
