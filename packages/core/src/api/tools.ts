// Tools over HTTP: those that runs can use, and the servers of others that bring some.
import { routes } from '@vito/contracts/routes';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { serveRoute } from './serve-route.js';
import type { Services } from './services.js';

export function serveTools(app: FastifyInstance, services: Services): void {
  const { tools, toolServers } = services;

  serveRoute(app, services, routes.listTools, async ({ ctx }) => ({
    items: (await tools.list(ctx.tenant)).map(({ name, title, description, effect, approval, input }) => ({
      ...{ name, title, description, effect, approval: approval.when },
      input: z.toJSONSchema(input, { io: 'input' }),
    })),
  }));
  serveRoute(app, services, routes.listToolServers, async ({ ctx }) => ({
    items: await toolServers.list(ctx.tenant),
  }));
  serveRoute(app, services, routes.addToolServer, async ({ ctx, body }) =>
    toolServers.view(ctx.tenant, await toolServers.add(ctx, body)),
  );
  serveRoute(app, services, routes.refreshToolServer, async ({ ctx, params }) => {
    await toolServers.refresh(ctx, params.id);
    return toolServers.view(ctx.tenant, params.id);
  });
  serveRoute(app, services, routes.setTool, async ({ ctx, params, body: { tool, ...setting } }) => {
    await toolServers.set(ctx, params.id, tool, setting);
    return toolServers.view(ctx.tenant, params.id);
  });
  serveRoute(app, services, routes.removeToolServer, ({ ctx, params }) => toolServers.remove(ctx, params.id));
}
