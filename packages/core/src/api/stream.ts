// The timeline live, as server-sent events on the same log: `id` is the seq, Last-Event-ID resumes.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { graceOf, type Outlet } from '../timeline/live.js';
import type { Services } from './services.js';
import { visitorOf } from './visitor.js';

export const streamPath = '/v1/timeline/stream';
const beat = 15_000;
const Query = z.object({ after: z.coerce.number().int().min(0).optional() });

export function serveStream(app: FastifyInstance, services: Services): void {
  app.get(streamPath, async (request, reply) => {
    const visitor = await visitorOf(services, request.headers, { changes: false, scope: 'read' });
    const query = Query.parse(request.query);
    const resumed = z.coerce.number().int().min(0).safeParse(request.headers['last-event-id']);
    const after = resumed.success ? resumed.data : (query.after ?? (await services.timeline.lastSeq(visitor.tenant)));
    reply.hijack();
    const response = reply.raw;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      connection: 'close', // or, after its end, a stopping server would wait for the next request on it
    });
    const beating = setInterval(() => response.write(': still here\n\n'), beat);
    let stop: (() => void) | null = null;
    let closed = false;
    response.on('close', () => {
      closed = true;
      clearInterval(beating);
      stop?.();
    });
    response.on('error', () => response.destroy());
    const write = (event: string, data: unknown, id?: number) => {
      if (!response.writableEnded)
        response.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    };
    const outlet: Outlet = {
      entries: (entries, seq) => write('entries', { entries, seq }, seq),
      reset: (seq, reason) => write('reset', { seq, reason }, seq),
      ready: (seq) => write('ready', { seq }),
      progress: (documentId, done, total) => write('progress', { documentId, done, total }),
      waiting: () => response.writableLength,
      close(reason) {
        write('closed', { reason });
        response.end();
        setTimeout(() => response.destroy(), graceOf(reason)).unref();
      },
    };
    stop = await services.live.follow(visitor.tenant, visitor.session, after, outlet);
    if (closed) stop();
  });
}
