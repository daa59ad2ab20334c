// Webhooks that go out, over HTTP: endpoints, and the log of what was sent to them.
import { routes } from '@vito/contracts/routes';
import type { FastifyInstance } from 'fastify';
import { addEndpoint, changeEndpoint, removeEndpoint, rotateEndpointSecret } from '../connect/out/endpoint.js';
import { replayEndpoint, replaySending } from '../connect/out/replay-sendings.js';
import { healthOf, listEndpoints, listSendings, viewEndpoint, viewSending } from '../connect/out/view.js';
import { serveRoute } from './serve-route.js';
import type { Services } from './services.js';

export function serveEndpoints(app: FastifyInstance, services: Services): void {
  const { database, store, webhooksOut } = services;
  const view = (tenant: string, id: string) => database.read(tenant, (reader) => viewEndpoint(reader, id));
  const deps = () => ({ store, checkUrl: webhooksOut.checkUrl });

  serveRoute(app, services, routes.listEndpoints, async ({ ctx }) => ({
    items: await database.read(ctx.tenant, listEndpoints),
  }));
  serveRoute(app, services, routes.addEndpoint, async ({ ctx, body }) => {
    const { id, secret } = await addEndpoint(deps(), ctx, body);
    return { endpoint: await view(ctx.tenant, id), secret };
  });
  serveRoute(app, services, routes.getEndpoint, ({ ctx, params }) =>
    database.read(ctx.tenant, async (reader) => ({
      endpoint: await viewEndpoint(reader, params.id),
      health: await healthOf(reader, params.id),
    })),
  );
  serveRoute(app, services, routes.changeEndpoint, async ({ ctx, params, body }) => {
    await changeEndpoint(deps(), ctx, params.id, body);
    return view(ctx.tenant, params.id);
  });
  serveRoute(app, services, routes.rotateEndpointSecret, async ({ ctx, params, body }) => {
    const secret = await rotateEndpointSecret(store, ctx, params.id, body);
    return { endpoint: await view(ctx.tenant, params.id), secret };
  });
  serveRoute(app, services, routes.removeEndpoint, ({ ctx, params }) => removeEndpoint(store, ctx, params.id));
  serveRoute(app, services, routes.testEndpoint, async ({ ctx, params }) => {
    await view(ctx.tenant, params.id);
    return { id: await webhooksOut.test(ctx, params.id) };
  });
  serveRoute(app, services, routes.replayEndpoint, async ({ ctx, params, body }) => {
    await view(ctx.tenant, params.id);
    return { replayed: await replayEndpoint({ database, store }, ctx, params.id, body) };
  });

  serveRoute(app, services, routes.listSendings, ({ ctx, query }) =>
    database.read(ctx.tenant, (reader) => listSendings(reader, query)),
  );
  serveRoute(app, services, routes.getSending, async ({ ctx, params }) => {
    const events = await store.readStream(ctx.tenant, params.id);
    return database.read(ctx.tenant, (reader) => viewSending(reader, params.id, events));
  });
  serveRoute(app, services, routes.replaySending, ({ ctx, params }) =>
    replaySending({ database, store }, ctx, params.id),
  );
}
