// Playbooks, runs and gates over HTTP.
import { routes } from '@vito/contracts/routes';
import type { RunView } from '@vito/contracts/run';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Door } from '../agents/decide-gate.js';
import { publish, switchPlaybook, withdraw } from '../agents/playbook.js';
import { listGates, listPlaybooks, listRuns, viewGate, viewPlaybook, viewRun, viewSummary } from '../agents/view.js';
import type { Context } from '../spine/context.js';
import { serveRoute } from './serve-route.js';
import type { Services } from './services.js';

export function serveRuns(app: FastifyInstance, services: Services): void {
  const { database, store, agents } = services;
  const summary = (tenant: string, id: string) => database.read(tenant, (reader) => viewSummary(reader, id));
  const playbook = (tenant: string, name: string) => database.read(tenant, (reader) => viewPlaybook(reader, name));

  serveRoute(app, services, routes.listPlaybooks, async ({ ctx }) => {
    await agents.playbooks.publishShipped(ctx);
    return { items: await database.read(ctx.tenant, listPlaybooks) };
  });
  serveRoute(app, services, routes.publishPlaybook, async ({ ctx, body }) => {
    await publish(store, ctx, body.playbook, false);
    return playbook(ctx.tenant, body.playbook.name);
  });
  serveRoute(app, services, routes.switchPlaybook, async ({ ctx, params, body }) => {
    await agents.playbooks.publishShipped(ctx);
    await switchPlaybook(store, ctx, params.name, body.on);
    return playbook(ctx.tenant, params.name);
  });
  serveRoute(app, services, routes.withdrawPlaybook, ({ ctx, params }) => withdraw(store, ctx, params.name));
  serveRoute(app, services, routes.requestRun, async ({ ctx, body }) =>
    summary(ctx.tenant, await agents.request(ctx, body)),
  );
  serveRoute(app, services, routes.listRuns, ({ ctx, query }) =>
    database.read(ctx.tenant, (reader) => listRuns(reader, query)),
  );
  serveRoute(app, services, routes.getRun, ({ ctx, params }) => runAsItIs(services, ctx, params.id));
  serveRoute(app, services, routes.cancelRun, async ({ ctx, params, body }) => {
    await agents.cancel(ctx, params.id, body.reason);
    return summary(ctx.tenant, params.id);
  });
  serveRoute(app, services, routes.signalRun, async ({ ctx, params, body }) => {
    await agents.signal(ctx, params.id, body.name, body.payload);
    return summary(ctx.tenant, params.id);
  });
  serveRoute(app, services, routes.forkRun, async ({ ctx, params, body }) =>
    summary(ctx.tenant, await agents.fork(ctx, params.id, body.step)),
  );
  serveRoute(app, services, routes.moveRun, async ({ ctx, params, body }) => {
    await agents.move(ctx, params.id, body.number);
    return summary(ctx.tenant, params.id);
  });
  serveRoute(app, services, routes.listGates, ({ ctx, query }) =>
    database.read(ctx.tenant, (reader) => listGates(reader, query)),
  );
  serveRoute(app, services, routes.decideGate, async ({ ctx, params, body, request }) => {
    await agents.decide(ctx, { run: params.id, step: params.step }, body, doorOf(request));
    return database.read(ctx.tenant, (reader) => viewGate(reader, params.id, params.step));
  });
}

/** A run moves on between the two reads: what says that it is over must also tell how it ended. Throws Failure('not-found'). */
export async function runAsItIs({ store, database }: Services, ctx: Context, id: string): Promise<RunView> {
  for (let left = 5; ; left--) {
    const events = await store.readStream(ctx.tenant, id);
    const view = await database.read(ctx.tenant, (reader) => viewRun(reader, id, events));
    if (view.version <= events.length || left === 0) return view;
  }
}

/** By which door a decision came: our own pages send a cookie, the CLI its name, everybody else is the API. */
function doorOf({ headers }: FastifyRequest): Door {
  if (headers.authorization === undefined) return 'app';
  return headers['user-agent']?.startsWith('vito-cli') ? 'cli' : 'api';
}
