// Documents over HTTP: in as a stream, out as views, page pictures and original bytes.
import { largestDocument } from '@vito/contracts/document';
import { routes } from '@vito/contracts/routes';
import { Failure } from '@vito/runtime/failure';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { deleteDocument, retryDocument } from '../intake/delete-document.js';
import type { ReceiveInput } from '../intake/receive.js';
import { findDocument, listDocuments, viewDocument, viewPage } from '../intake/view.js';
import { viewTable } from '../intake/view-table.js';
import { serveRoute } from './serve-route.js';
import type { Services } from './services.js';
import { header, serveUploads, uploadOf } from './uploads.js';

export function serveDocuments(app: FastifyInstance, services: Services): void {
  const { database, store, progressOf } = services;

  serveUploads(app, largestDocument, (uploads) => {
    serveRoute(uploads, services, routes.postDocument, async ({ ctx, request }) => {
      const received = await services.receive(ctx, await documentOf(request));
      const { address: _, ...document } = await database.read(ctx.tenant, (reader) =>
        findDocument(reader, received.documentId, progressOf),
      );
      return { document, duplicate: received.duplicate };
    });
  });

  serveRoute(app, services, routes.listDocuments, ({ ctx, query }) =>
    database.read(ctx.tenant, (reader) => listDocuments(reader, query, progressOf)),
  );
  serveRoute(app, services, routes.getDocument, ({ ctx, params }) =>
    database.read(ctx.tenant, (reader) => viewDocument(reader, params.id, progressOf)),
  );
  serveRoute(app, services, routes.getPage, ({ ctx, params }) =>
    database.read(ctx.tenant, (reader) => viewPage(reader, params.id, params.page, progressOf)),
  );
  serveRoute(app, services, routes.getPageImage, async ({ ctx, params, reply }) => {
    const [found, page] = await database.read(
      ctx.tenant,
      async (reader) =>
        [
          await findDocument(reader, params.id, progressOf),
          await viewPage(reader, params.id, params.page, progressOf),
        ] as const,
    );
    if (!page.image || !found.address || (found.kind !== 'pdf' && found.kind !== 'image')) {
      throw new Failure('not-found', 'this page has no picture');
    }
    const image = await services.pageImages.get(ctx.tenant, {
      documentId: params.id,
      address: found.address,
      kind: found.kind,
      page: params.page,
      rotation: page.rotation,
    });
    return reply.header('cache-control', 'private, max-age=3600').type(image.mediaType).send(Buffer.from(image.bytes));
  });
  serveRoute(app, services, routes.getTable, async ({ ctx, params, reply }) => {
    const { name, csv } = await database.read(ctx.tenant, (reader) =>
      viewTable(reader, params.id, params.table, progressOf),
    );
    return reply.header('content-disposition', attachmentNamed(name)).type('text/csv; charset=utf-8').send(csv);
  });
  serveRoute(app, services, routes.getContent, async ({ ctx, params, reply }) => {
    const found = await database.read(ctx.tenant, (reader) => findDocument(reader, params.id, progressOf));
    if (!found.address) throw new Failure('not-found', 'the bytes of this document are gone');
    const bytes = await services.blobs.get(ctx.tenant, found.address);
    return reply
      .header('content-disposition', attachmentNamed(found.name))
      .type('application/octet-stream')
      .send(Buffer.from(bytes));
  });
  serveRoute(app, services, routes.retryDocument, async ({ ctx, params }) => {
    await retryDocument({ store }, ctx, params.id);
    const { address: _, ...document } = await database.read(ctx.tenant, (reader) =>
      findDocument(reader, params.id, progressOf),
    );
    return document;
  });
  serveRoute(app, services, routes.deleteDocument, async ({ ctx, params }) => {
    await deleteDocument({ store, database }, ctx, params.id);
    services.pageImages.forget(ctx.tenant, params.id);
  });
}

/** A header after RFC 6266: any name, percent-encoded. */
function attachmentNamed(name: string): string {
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `attachment; filename*=UTF-8''${encoded}`;
}

async function documentOf(request: FastifyRequest): Promise<ReceiveInput> {
  const key = header(request, 'idempotency-key');
  if (key !== null && key.length > 255) throw new Failure('invalid', 'Idempotency-Key: at most 255 characters');
  const file = await uploadOf(request, largestDocument, 'a document may have at most 50 MB');
  return { ...file, source: 'api', ...(key === null ? {} : { idempotencyKey: key }) };
}
