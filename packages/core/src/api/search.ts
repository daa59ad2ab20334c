// Search and questions over HTTP.
import { routes } from '@vito/contracts/routes';
import type { FastifyInstance } from 'fastify';
import { serveRoute } from './serve-route.js';
import type { Services } from './services.js';

export function serveSearch(app: FastifyInstance, services: Services): void {
  serveRoute(app, services, routes.search, ({ ctx, query }) => services.search.search(ctx.tenant, query));
  serveRoute(app, services, routes.ask, ({ ctx, query }) => services.ask(ctx.tenant, query));
  serveRoute(app, services, routes.getSearchIndex, async ({ ctx }) => {
    services.search.wake();
    return services.search.state(ctx.tenant);
  });
}
