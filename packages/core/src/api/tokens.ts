// Tokens over HTTP: those that a person made for programs.
import { routes } from '@vito/contracts/routes';
import type { FastifyInstance } from 'fastify';
import { serveRoute } from './serve-route.js';
import type { Services } from './services.js';

export function serveTokens(app: FastifyInstance, services: Services): void {
  const { tokens } = services.access;
  serveRoute(app, services, routes.listTokens, async ({ visitor }) => ({ items: await tokens.list(visitor.account) }));
  serveRoute(app, services, routes.addToken, ({ visitor, body }) => tokens.add(visitor.account, body));
  serveRoute(app, services, routes.revokeToken, ({ visitor, params }) => tokens.revoke(visitor.account, params.id));
}
