// Documents over HTTP: in as a stream, out as views, page pictures and original bytes.
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
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

export function serveDocuments(app: FastifyInstance, services: Services): void {
  const { database, store, progressOf } = services;

  // Uploads are streamed: in this scope no parser reads a body into memory.
  app.register(async (uploads) => {
    uploads.removeAllContentTypeParsers();
    await uploads.register(multipart, { limits: { files: 1, fileSize: largestDocument + 1, fields: 10 } });
    uploads.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    uploads.addHook('onResponse', async ({ raw }) => drain(raw));
    serveRoute(uploads, services, routes.postDocument, async ({ ctx, request }) => {
      const received = await services.receive(ctx, await uploadOf(request));
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

const longestDrain = 30_000; // ms

/** What is left of a refused body is let through, or a client that sends it all before it looks would never see the answer. */
function drain(body: IncomingMessage): void {
  if (body.complete || body.destroyed) return;
  body.unpipe();
  body.resume();
  const late = setTimeout(() => body.destroy(), longestDrain).unref();
  body.once('close', () => clearTimeout(late));
}

/** The one file of a request: multipart's first file, or the raw body named by X-File-Name. */
async function uploadOf(request: FastifyRequest): Promise<ReceiveInput> {
  const key = header(request, 'idempotency-key');
  if (key !== null && key.length > 255) throw new Failure('invalid', 'Idempotency-Key: at most 255 characters');
  const common = { source: 'api', ...(key === null ? {} : { idempotencyKey: key }) } as const;
  if (request.isMultipart()) {
    const file = await request.file().catch(refuseForm);
    if (!file) throw new Failure('invalid', 'there is no file in this form: send one as the field `file`');
    return { ...common, name: file.filename || 'unnamed', mediaType: file.mimetype, bytes: partOf(file.file) };
  }
  const declared = Number(header(request, 'content-length') ?? 0);
  if (declared > largestDocument) throw new Failure('too-large', 'a document may have at most 50 MB');
  const name = header(request, 'x-file-name');
  if (!name)
    throw new Failure(
      'invalid',
      'say the file’s name in the header X-File-Name (percent-encoded), or send multipart/form-data',
    );
  const body = request.body as Readable | undefined;
  if (!body) throw new Failure('invalid', 'the request has no body: send the file’s bytes');
  const mediaType = header(request, 'content-type')?.split(';')[0] ?? 'application/octet-stream';
  return { ...common, name: decodeName(name), mediaType, bytes: body.iterator({ destroyOnReturn: false }) };
}

/** The bytes of a form's file; a form that is broken is the sender's fault, not ours. */
async function* partOf(file: Readable): AsyncIterable<Uint8Array> {
  const pieces = file[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { value, done } = await pieces.next().catch(refuseForm);
      if (done) return;
      yield value;
    }
  } finally {
    await pieces.return?.();
  }
}

function refuseForm(error: unknown): never {
  if (typeof (error as { statusCode?: unknown }).statusCode === 'number') throw error;
  throw new Failure('invalid', 'this form is cut off or not built as multipart/form-data should be');
}

function header(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw new Failure('invalid', 'X-File-Name is not percent-encoded UTF-8');
  }
}
