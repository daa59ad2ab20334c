// Data sync over HTTP: connections, what they offer and brought, and their runs.
import { routes } from '@vito/contracts/routes';
import type { FastifyInstance } from 'fastify';
import { addConnection, changeConnection, removeConnection } from '../connect/sync/change-connection.js';
import { previewMapping } from '../connect/sync/mapping/preview-mapping.js';
import { replayMapping, setMapping } from '../connect/sync/mapping/set-mapping.js';
import { listMapped, listMappings } from '../connect/sync/mapping/view-mapping.js';
import { cancelSync, requestSync } from '../connect/sync/request-sync.js';
import {
  listConnections,
  listHeld,
  listRecords,
  listRuns,
  viewConnection,
  viewLastRun,
  viewRun,
  wordsOf,
} from '../connect/sync/view.js';
import { serveRoute } from './serve-route.js';
import type { Services } from './services.js';

export function serveConnections(app: FastifyInstance, services: Services): void {
  const { database, store, syncing } = services;
  const view = (tenant: string, id: string) => database.read(tenant, (reader) => viewConnection(reader, id));
  const deps = syncing.connections;

  serveRoute(app, services, routes.listConnections, async ({ ctx }) => ({
    items: await database.read(ctx.tenant, listConnections),
  }));
  serveRoute(app, services, routes.addConnection, async ({ ctx, body }) =>
    view(ctx.tenant, await addConnection(deps, ctx, body)),
  );
  serveRoute(app, services, routes.getConnection, ({ ctx, params }) =>
    database.read(ctx.tenant, async (reader) => ({
      connection: await viewConnection(reader, params.id),
      run: await viewLastRun(reader, params.id),
    })),
  );
  serveRoute(app, services, routes.changeConnection, async ({ ctx, params, body }) => {
    await changeConnection(deps, ctx, params.id, body);
    return view(ctx.tenant, params.id);
  });
  serveRoute(app, services, routes.removeConnection, ({ ctx, params }) => removeConnection(store, ctx, params.id));
  serveRoute(app, services, routes.checkConnection, ({ ctx, params }) => syncing.asking.check(ctx, params.id));
  serveRoute(app, services, routes.discoverStreams, async ({ ctx, params }) => ({
    streams: await syncing.asking.discover(ctx, params.id),
  }));
  serveRoute(app, services, routes.chooseStreams, async ({ ctx, params, body }) => {
    await syncing.asking.choose(ctx, params.id, body.streams);
    return view(ctx.tenant, params.id);
  });
  serveRuns(app, services);
  serveMappings(app, services);
}

function serveMappings(app: FastifyInstance, services: Services): void {
  const { database, store, syncing } = services;

  serveRoute(app, services, routes.setStreamMapping, async ({ ctx, params, body }) => {
    await setMapping({ database, store }, ctx, params.id, body);
    return database.read(ctx.tenant, (reader) => viewConnection(reader, params.id));
  });
  serveRoute(app, services, routes.listStreamMappings, async ({ ctx, params }) => ({
    items: await database.read(ctx.tenant, (reader) => listMappings(reader, params.id)),
  }));
  serveRoute(app, services, routes.previewStreamMapping, async ({ ctx, params, body }) => ({
    items: await previewMapping(syncing.map, ctx, params.id, body),
  }));
  serveRoute(app, services, routes.replayMapping, async ({ ctx, params, body }) => ({
    streams: await replayMapping({ database, store }, ctx, params.id, body),
  }));
  serveRoute(app, services, routes.listMappedRecords, ({ ctx, params, query }) =>
    database.read(ctx.tenant, (reader) => listMapped(reader, params.id, query)),
  );
}

function serveRuns(app: FastifyInstance, services: Services): void {
  const { database, store } = services;
  const view = (tenant: string, id: string) => database.read(tenant, (reader) => viewRun(reader, id));

  serveRoute(app, services, routes.requestSync, async ({ ctx, params, body }) =>
    view(ctx.tenant, await requestSync({ database, store }, ctx, params.id, { ...body, dueAt: null })),
  );
  serveRoute(app, services, routes.cancelSync, async ({ ctx, params }) => {
    await database.read(ctx.tenant, (reader) => viewConnection(reader, params.id));
    return view(ctx.tenant, await cancelSync({ database, store }, ctx, params.id));
  });
  serveRoute(app, services, routes.listSyncRuns, ({ ctx, params, query }) =>
    database.read(ctx.tenant, (reader) => listRuns(reader, params.id, query)),
  );
  serveRoute(app, services, routes.getSyncRun, async ({ ctx, params }) => {
    const run = await view(ctx.tenant, params.id);
    return { ...run, ...wordsOf(await store.readStream(ctx.tenant, params.id)) };
  });
  serveRoute(app, services, routes.listRecords, ({ ctx, params, query }) =>
    database.read(ctx.tenant, (reader) => listRecords(reader, params.id, query)),
  );
  serveRoute(app, services, routes.listHeldRecords, ({ ctx, params, query }) =>
    database.read(ctx.tenant, (reader) => listHeld(reader, params.id, query)),
  );
}
