// Approvers over HTTP: who is asked by mail; and for them, without a sign-in, what a mail's link is about.
import { routes } from '@vito/contracts/routes';
import type { FastifyInstance } from 'fastify';
import { approversOf, setApprovers } from '../tenants/approvers.js';
import { serveRoute } from './serve-route.js';
import type { Services } from './services.js';

export function serveApprovers(app: FastifyInstance, services: Services): void {
  const { config, database, store, byLink } = services;
  const view = async (tenant: string) => ({
    addresses: (await approversOf(database, tenant)).addresses,
    mail: config.tools.mail !== null,
    opensAt: services.origin,
    isPublic: config.publicUrl !== null,
  });

  serveRoute(app, services, routes.getApprovers, ({ ctx }) => view(ctx.tenant));
  serveRoute(app, services, routes.putApprovers, async ({ ctx, body }) => {
    await setApprovers(store, ctx, body.addresses);
    return view(ctx.tenant);
  });
  serveRoute(app, services, routes.viewGateLink, ({ body }) => byLink.view(body.token));
  serveRoute(app, services, routes.decideGateLink, ({ body: { token, ...verdict } }) => byLink.decide(token, verdict));
}
