// Uploaded files as people see them.
import type { FileView } from '@vito/contracts/table';
import type { Reader } from '../../../platform/database.js';
import type { SyncFileRow } from '../../../platform/sync-tables.js';
import { connectionRow } from '../view.js';
import { noFile } from './file.js';

/** Newest first. */
export async function listFiles(reader: Reader, connectionId: string): Promise<FileView[]> {
  const { streams } = await connectionRow(reader, connectionId);
  const rows = await reader
    .selectFrom('sync_file')
    .selectAll()
    .where('connection_id', '=', connectionId)
    .where('address', 'is not', null)
    .orderBy('file_id', 'desc')
    .execute();
  return rows.map((row) => fileView(row, streams));
}

export async function viewFile(reader: Reader, id: string): Promise<FileView> {
  const row = await reader.selectFrom('sync_file').selectAll().where('file_id', '=', id).executeTakeFirst();
  if (!row || row.address === null) throw noFile();
  return fileView(row, (await connectionRow(reader, row.connection_id)).streams);
}

const fileView = (row: SyncFileRow, streams: { id: string; name: string }[]): FileView => ({
  id: row.file_id,
  connectionId: row.connection_id,
  name: row.name,
  size: row.size,
  receivedAt: row.received_at.toISOString(),
  stream: streams.find(({ id }) => id === row.records_id)?.name ?? null,
  importedAt: row.imported_at?.toISOString() ?? null,
});
