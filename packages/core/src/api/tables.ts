// Tables over HTTP: uploaded to a connection, looked at, imported, removed.
import { routes } from '@vito/contracts/routes';
import { largestTable } from '@vito/contracts/table';
import type { FastifyInstance } from 'fastify';
import { importFile } from '../connect/sync/csv/import-file.js';
import { previewFile, receiveFile, removeFile } from '../connect/sync/csv/receive-file.js';
import { listFiles, viewFile } from '../connect/sync/csv/view-files.js';
import { viewConnection, viewRun } from '../connect/sync/view.js';
import { serveRoute } from './serve-route.js';
import type { Services } from './services.js';
import { serveUploads, uploadOf } from './uploads.js';

export function serveTables(app: FastifyInstance, services: Services): void {
  const { database, syncing } = services;

  serveUploads(app, largestTable, (uploads) => {
    serveRoute(uploads, services, routes.uploadTable, async ({ ctx, params, request }) => {
      await database.read(ctx.tenant, (reader) => viewConnection(reader, params.id)); // before a word about the file
      const upload = await uploadOf(request, largestTable, 'a table may have at most 200 MB');
      const id = await receiveFile(syncing.files, ctx, params.id, upload);
      const preview = await previewFile(syncing.files, ctx, id, {});
      return { file: await database.read(ctx.tenant, (reader) => viewFile(reader, id)), preview };
    });
  });
  serveRoute(app, services, routes.listTables, async ({ ctx, params }) => ({
    items: await database.read(ctx.tenant, (reader) => listFiles(reader, params.id)),
  }));
  serveRoute(app, services, routes.previewTable, ({ ctx, params, body }) =>
    previewFile(syncing.files, ctx, params.id, body),
  );
  serveRoute(app, services, routes.importTable, async ({ ctx, params, body }) => {
    const { connectionId, runId } = await importFile(syncing.files, ctx, params.id, body);
    return database.read(ctx.tenant, async (reader) => ({
      connection: await viewConnection(reader, connectionId),
      run: await viewRun(reader, runId),
    }));
  });
  serveRoute(app, services, routes.removeTable, ({ ctx, params }) => removeFile(syncing.files, ctx, params.id));
}
