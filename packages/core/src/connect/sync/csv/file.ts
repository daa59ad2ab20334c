// The file: a table that was uploaded to a connection, its bytes for as long as they are kept, and the stream that it became.
import type { TableEncoding } from '@vito/contracts/table';
import { Failure } from '@vito/runtime/failure';
import type { Aggregate } from '../../../spine/aggregate.js';
import { erased } from '../../source.js';

export interface SyncFile {
  connectionId: string;
  name: string;
  /** Null once its bytes are gone. */
  address: string | null;
  size: number;
  encoding: TableEncoding;
  recordsId: string | null;
  receivedAt: string;
  importedAt: string | null;
}

export const syncFile: Aggregate<SyncFile | null> = {
  kind: 'fil',
  tables: ['sync_file'],
  initial: null,
  fold(state, event) {
    switch (event.type) {
      case 'file.received': {
        const name = event.secret?.name ?? erased;
        return { ...event.data, name, recordsId: null, receivedAt: event.at, importedAt: null };
      }
      case 'file.imported':
        return state && { ...state, recordsId: event.data.recordsId, importedAt: event.at };
      case 'file.erased':
        return state && { ...state, name: erased, address: null };
      default:
        return state;
    }
  },
  rows(state, event) {
    const { connectionId, recordsId, receivedAt, importedAt, ...own } = state as SyncFile;
    const row = {
      tenant_id: event.tenant,
      file_id: event.stream,
      connection_id: connectionId,
      ...own,
      records_id: recordsId,
      received_at: receivedAt,
      imported_at: importedAt,
      version: event.version,
    };
    return { sync_file: [row] };
  },
};

export const noFile = () => new Failure('not-found', 'there is no such file, or it was removed');
