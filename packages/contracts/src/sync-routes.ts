// Routes of data sync: connections, what they offer and fetch, and their runs.
import { z } from 'zod';
import { ConnectionId, SyncId } from './ids.js';
import {
  ConnectionView,
  HeldRecordView,
  OfferedStream,
  RecordView,
  StreamChoice,
  SyncConfig,
  SyncDialect,
  SyncRunDetail,
  SyncRunView,
} from './sync.js';

const page = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const paged = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
const params = z.object({ id: ConnectionId });
const own = { tag: 'sync', access: 'owner' } as const;
const name = z.string().trim().min(1).max(100);
const command = z.string().max(1000);
const ofStream = page.extend({ stream: z.string().max(500).optional() });

export const syncRoutes = {
  listConnections: {
    ...own,
    method: 'GET',
    path: '/v1/connections',
    summary: 'The connections that fetch rows, mails and files from elsewhere.',
    status: 200,
    answer: z.object({ items: z.array(ConnectionView) }),
  },
  addConnection: {
    ...own,
    method: 'POST',
    path: '/v1/connections',
    summary:
      'Add a connection: a Singer tap or an Airbyte source (`command`) that VITO_TAPS allows, an IMAP mailbox, a folder that ' +
      'VITO_FOLDERS allows, a calendar by its address, or `csv` for files; and its configuration. A mailbox is read from INBOX until ' +
      'other streams are chosen.',
    body: z.strictObject({ name, dialect: SyncDialect, command: command.default(''), config: SyncConfig.default({}) }),
    status: 201,
    answer: ConnectionView,
  },
  getConnection: {
    ...own,
    method: 'GET',
    path: '/v1/connections/:id',
    summary: 'A connection and its latest run. Its configuration is never shown.',
    params,
    status: 200,
    answer: z.object({ connection: ConnectionView, run: SyncRunView.nullable() }),
  },
  changeConnection: {
    ...own,
    method: 'POST',
    path: '/v1/connections/:id',
    summary:
      'Rename, reconfigure, pause or resume a connection; run it every so many minutes, or only when asked (null). With ' +
      '`live`, a mailbox or a folder is watched, and read whenever something comes in.',
    params,
    body: z.strictObject({
      name: name.optional(),
      command: command.optional(),
      config: SyncConfig.optional(),
      paused: z.boolean().optional(),
      everyMinutes: z.number().int().min(1).max(525_600).nullable().optional(),
      live: z.boolean().optional(),
    }),
    status: 200,
    answer: ConnectionView,
  },
  removeConnection: {
    ...own,
    method: 'DELETE',
    path: '/v1/connections/:id',
    summary: 'End a connection, and erase its records. Mails and files that became documents stay.',
    params,
    status: 204,
    answer: null,
  },
  checkConnection: {
    ...own,
    method: 'POST',
    path: '/v1/connections/:id/check',
    summary: 'Whether it reaches what it is to fetch from, and which configuration it takes (JSON Schema).',
    params,
    status: 200,
    answer: z.object({ ok: z.boolean(), message: z.string(), spec: z.record(z.string(), z.unknown()).nullable() }),
  },
  discoverStreams: {
    ...own,
    method: 'POST',
    path: '/v1/connections/:id/discover',
    summary: 'The streams on offer: tables of a program, mailboxes with what they are for, the files of a folder.',
    params,
    status: 200,
    answer: z.object({ streams: z.array(OfferedStream) }),
  },
  chooseStreams: {
    ...own,
    method: 'POST',
    path: '/v1/connections/:id/catalog',
    summary: 'Choose what is fetched, in place of what was chosen before. A schema that drifted is taken as it is now.',
    params,
    body: z.strictObject({ streams: z.array(StreamChoice).min(1).max(5000) }),
    status: 200,
    answer: ConnectionView,
  },
  requestSync: {
    ...own,
    method: 'POST',
    path: '/v1/connections/:id/sync',
    summary: 'Run it now; with `fresh`, from the beginning.',
    params,
    body: z.strictObject({ fresh: z.boolean().default(false) }),
    status: 202,
    answer: SyncRunView,
  },
  cancelSync: {
    ...own,
    method: 'POST',
    path: '/v1/connections/:id/cancel',
    summary: 'End the run that is under way. What is committed stays, and the next run goes on from there.',
    params,
    status: 200,
    answer: SyncRunView,
  },
  listSyncRuns: {
    ...own,
    method: 'GET',
    path: '/v1/connections/:id/runs',
    summary: 'Runs of a connection, newest first, with what each has committed.',
    params,
    query: page,
    status: 200,
    answer: paged(SyncRunView),
  },
  getSyncRun: {
    ...own,
    method: 'GET',
    path: '/v1/syncs/:id',
    summary: 'A run with its log.',
    params: z.object({ id: SyncId }),
    status: 200,
    answer: SyncRunDetail,
  },
  listRecords: {
    ...own,
    method: 'GET',
    path: '/v1/connections/:id/records',
    summary: 'Records as they stand, of one stream or of all; of a folder, the files that became documents.',
    params,
    query: ofStream.extend({ deleted: z.enum(['true', 'false']).default('false') }),
    status: 200,
    answer: paged(RecordView),
  },
  listHeldRecords: {
    ...own,
    method: 'GET',
    path: '/v1/connections/:id/quarantine',
    summary: 'Records, mails and files that are held back, and why.',
    params,
    query: ofStream,
    status: 200,
    answer: paged(HeldRecordView),
  },
} as const;
