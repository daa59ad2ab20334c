// Routes of tables that are uploaded to a connection of the dialect `csv`.
import { z } from 'zod';
import { ConnectionId, FileId } from './ids.js';
import { ConnectionView, SyncRunView } from './sync.js';
import { FileView, TableColumn, TableForm, TablePreview } from './table.js';

const ofConnection = z.object({ id: ConnectionId });
const ofFile = z.object({ id: FileId });
const own = { tag: 'sync', access: 'owner' } as const;
const form = TableForm.partial();

export const tableRoutes = {
  uploadTable: {
    ...own,
    method: 'POST',
    path: '/v1/connections/:id/files',
    summary:
      'Upload a CSV file to a connection of the dialect csv: multipart/form-data `file`, or raw bytes with `X-File-Name`. At most 200 MB. Answers with what was found in it; nothing becomes a record yet.',
    consumes: 'multipart/form-data',
    params: ofConnection,
    status: 201,
    answer: z.object({ file: FileView, preview: TablePreview }),
  },
  listTables: {
    ...own,
    method: 'GET',
    path: '/v1/connections/:id/files',
    summary: 'The files that were uploaded to a connection and are kept, newest first.',
    params: ofConnection,
    status: 200,
    answer: z.object({ items: z.array(FileView) }),
  },
  previewTable: {
    ...own,
    method: 'POST',
    path: '/v1/files/:id/preview',
    summary: 'Look at an uploaded file again, with another encoding, delimiter, quote or header than was found.',
    params: ofFile,
    body: form,
    status: 200,
    answer: TablePreview,
  },
  importTable: {
    ...own,
    method: 'POST',
    path: '/v1/files/:id/import',
    summary:
      'Make the rows of an uploaded file records of a stream. Without `columns`, as the stream was read before, or as was found. `complete`: rows that are missing in it are gone.',
    params: ofFile,
    body: z.strictObject({
      stream: z.string().trim().min(1).max(200),
      columns: z.array(TableColumn).min(1).max(500).optional(),
      form: form.optional(),
      complete: z.boolean().default(false),
      /** JSONata in place of the mapping that the roles of the columns make; null: the records are only kept. */
      mapping: z.string().min(1).max(20_000).nullable().optional(),
    }),
    status: 202,
    answer: z.object({ connection: ConnectionView, run: SyncRunView }),
  },
  removeTable: {
    ...own,
    method: 'DELETE',
    path: '/v1/files/:id',
    summary: 'Remove an uploaded file. What its rows became stays.',
    params: ofFile,
    status: 204,
    answer: null,
  },
} as const;
