// Webhooks over HTTP: the door that senders post to, and for people its sources and what came in.
import type { IncomingMessage } from 'node:http';
import { SourceId } from '@vito/contracts/ids';
import { routes } from '@vito/contracts/routes';
import { largestPayload } from '@vito/contracts/webhook';
import { Failure } from '@vito/runtime/failure';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { onceUnpacked } from '../connect/once-unpacked.js';
import { payload } from '../connect/payload.js';
import { rawOf } from '../connect/payload-body.js';
import { previewMapping, replayPayload, replaySource } from '../connect/replay.js';
import type { Incoming } from '../connect/signing/incoming.js';
import { addSource, changeSource, noSource, removeSource, rotateSecret } from '../connect/source.js';
import { countPayloads, factsById, listPayloads, listSources, viewPayload, viewSource } from '../connect/view.js';
import { serveRoute } from './serve-route.js';
import type { Services } from './services.js';

export function serveWebhooks(app: FastifyInstance, services: Services): void {
  serveDoor(app, services);
  serveSources(app, services);
  servePayloads(app, services);
}

/** The raw bytes are what is signed: in this scope no parser touches a body. */
function serveDoor(app: FastifyInstance, services: Services): void {
  app.register(async (door) => {
    door.removeAllContentTypeParsers();
    door.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestPayload }, (_request, body, done) =>
      done(null, body),
    );
    serveRoute(door, services, routes.postHook, async ({ params, request, reply }) => {
      if (!SourceId.safeParse(params.source).success) throw noSource();
      const { received, reply: wanted } = await services.webhooks.receive(params.source, incomingOf(request));
      if (wanted) return reply.code(200).send(wanted) as never;
      return { received };
    });
    // CloudEvents' senders ask first whether they may (HTTP Webhooks for Event Delivery 1.0.1, abuse protection).
    door.options(routes.postHook.path, async (request, reply) => {
      const origin = request.headers['webhook-request-origin'];
      if (typeof origin === 'string')
        reply.header('webhook-allowed-origin', origin).header('webhook-allowed-rate', '*');
      return reply.header('allow', 'POST').code(200).send();
    });
  });
}

function incomingOf(request: FastifyRequest): Incoming {
  const token = (request.query as Record<string, unknown>).access_token;
  return {
    headers: headersOf(request.raw),
    token: typeof token === 'string' ? token : null,
    raw: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    now: Date.now(),
  };
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const result: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) result[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return result;
}

function serveSources(app: FastifyInstance, services: Services): void {
  const { database, store, webhooks } = services;
  const view = (tenant: string, id: string) => database.read(tenant, (reader) => viewSource(reader, id));

  serveRoute(app, services, routes.listSources, async ({ ctx }) => ({
    items: await database.read(ctx.tenant, listSources),
  }));
  serveRoute(app, services, routes.addSource, async ({ ctx, body }) => {
    const { id, secret } = await addSource({ store, announce: webhooks.announce }, ctx, body);
    webhooks.forget(id);
    return { source: await view(ctx.tenant, id), secret };
  });
  serveRoute(app, services, routes.getSource, ({ ctx, params }) =>
    database.read(ctx.tenant, async (reader) => ({
      source: await viewSource(reader, params.id),
      ...(await countPayloads(reader, params.id)),
    })),
  );
  serveRoute(app, services, routes.changeSource, async ({ ctx, params, body }) => {
    await changeSource(store, ctx, params.id, body);
    webhooks.forget(params.id);
    return view(ctx.tenant, params.id);
  });
  serveRoute(app, services, routes.rotateSourceSecret, async ({ ctx, params, body }) => {
    const secret = await rotateSecret(store, ctx, params.id, body);
    webhooks.forget(params.id);
    return { source: await view(ctx.tenant, params.id), secret };
  });
  serveRoute(app, services, routes.removeSource, async ({ ctx, params }) => {
    await removeSource(store, ctx, params.id);
    webhooks.forget(params.id);
  });
  serveRoute(app, services, routes.previewMapping, async ({ ctx, params, body }) => ({
    items: await previewMapping(webhooks.map, ctx, params.id, body),
  }));
  serveRoute(app, services, routes.replaySource, async ({ ctx, params, body }) => {
    await view(ctx.tenant, params.id);
    return { replayed: await replaySource({ database, store }, ctx, params.id, body) };
  });
}

function servePayloads(app: FastifyInstance, services: Services): void {
  const { database, store, blobs } = services;

  serveRoute(app, services, routes.listPayloads, ({ ctx, query }) =>
    database.read(ctx.tenant, (reader) => listPayloads(reader, query)),
  );
  serveRoute(app, services, routes.getPayload, async ({ ctx, params }) => {
    const view = () => database.read(ctx.tenant, (reader) => viewPayload(reader, params.id));
    const summary = await onceUnpacked(database, ctx.tenant, view);
    const { state } = await store.load(ctx, payload, params.id);
    const raw = await rawOf(blobs, ctx.tenant, state);
    const isText = state.content?.base64 === undefined && Buffer.from(raw.toString('utf8')).equals(raw);
    return {
      ...summary,
      headers: state.content?.headers ?? {},
      body: raw.toString(isText ? 'utf8' : 'base64'),
      encoding: isText ? ('utf8' as const) : ('base64' as const),
    };
  });
  serveRoute(app, services, routes.replayPayload, ({ ctx, params }) =>
    replayPayload({ database, store }, ctx, params.id),
  );
  serveRoute(app, services, routes.getFact, async ({ ctx, params }) => {
    const [found] = await database.read(ctx.tenant, (reader) => factsById(reader, [params.id]));
    if (!found) throw new Failure('not-found', 'there is no such fact');
    return found;
  });
}
