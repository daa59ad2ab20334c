// Uploads: one file of a request as a stream, from a form or as the raw body.
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import { Failure } from '@vito/runtime/failure';
import type { FastifyInstance, FastifyRequest } from 'fastify';

export interface Upload {
  name: string;
  mediaType: string;
  bytes: AsyncIterable<Uint8Array>;
}

/** Routes in which no parser reads a body into memory. */
export function serveUploads(app: FastifyInstance, largest: number, serve: (uploads: FastifyInstance) => void): void {
  app.register(async (uploads) => {
    uploads.removeAllContentTypeParsers();
    await uploads.register(multipart, { limits: { files: 1, fileSize: largest + 1, fields: 10 } });
    uploads.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    uploads.addHook('onResponse', async ({ raw }) => drain(raw));
    serve(uploads);
  });
}

const longestDrain = 30_000; // ms

/** What is left of a refused body is let through, or a client that sends it all before it looks would never see the answer. */
export function drain(body: IncomingMessage): void {
  if (body.complete || body.destroyed) return;
  body.unpipe();
  body.resume();
  const late = setTimeout(() => body.destroy(), longestDrain).unref();
  body.once('close', () => clearTimeout(late));
}

/** The one file of a request: multipart's first file, or the raw body named by X-File-Name. */
export async function uploadOf(request: FastifyRequest, largest: number, tooLarge: string): Promise<Upload> {
  if (request.isMultipart()) {
    const file = await request.file().catch(refuseForm);
    if (!file) throw new Failure('invalid', 'there is no file in this form: send one as the field `file`');
    return { name: file.filename || 'unnamed', mediaType: file.mimetype, bytes: partOf(file.file) };
  }
  const declared = Number(header(request, 'content-length') ?? 0);
  if (declared > largest) throw new Failure('too-large', tooLarge);
  const name = header(request, 'x-file-name');
  if (!name)
    throw new Failure(
      'invalid',
      'say the file’s name in the header X-File-Name (percent-encoded), or send multipart/form-data',
    );
  const body = request.body as Readable | undefined;
  if (!body) throw new Failure('invalid', 'the request has no body: send the file’s bytes');
  const mediaType = header(request, 'content-type')?.split(';')[0] ?? 'application/octet-stream';
  return { name: decodeName(name), mediaType, bytes: body.iterator({ destroyOnReturn: false }) };
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

export function header(request: FastifyRequest, name: string): string | null {
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
