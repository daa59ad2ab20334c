// The budget over HTTP: what agents may spend on calls of models, and have spent.
import { routes } from '@vito/contracts/routes';
import type { FastifyInstance } from 'fastify';
import { setBudget, viewBudget } from '../metering/budget.js';
import { serveRoute } from './serve-route.js';
import type { Services } from './services.js';

export function serveBudget(app: FastifyInstance, services: Services): void {
  const { database, store } = services;
  serveRoute(app, services, routes.getBudget, ({ ctx }) => viewBudget(database, ctx.tenant, new Date()));
  serveRoute(app, services, routes.putBudget, async ({ ctx, body }) => {
    await setBudget(store, ctx, body);
    return viewBudget(database, ctx.tenant, new Date());
  });
}
