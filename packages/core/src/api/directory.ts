// The directory over HTTP: people, organisations, what a person corrects about them; and the company's figures.
import { routes } from '@vito/contracts/routes';
import type { FastifyInstance } from 'fastify';
import { dna, dnaOfOne } from '../commitments/dna.js';
import { overdue } from '../commitments/filter.js';
import { correct, type Said, undo } from '../directory/correct.js';
import { countOpen, listWho, needWho, viewWho } from '../directory/people.js';
import type { Context } from '../spine/context.js';
import { serveRoute } from './serve-route.js';
import type { Services } from './services.js';

export function serveDirectory(app: FastifyInstance, services: Services): void {
  const { database, store, directories } = services;

  async function counted({ tenant }: Context) {
    const [directory, viewer] = [await directories.of(tenant), await services.viewer(tenant)];
    const counts = await database.read(tenant, (reader) => countOpen(reader, directory, overdue(viewer, new Date())));
    return { directory, counts };
  }
  const view = async (ctx: Context, id: string) => {
    const { directory, counts } = await counted(ctx);
    return viewWho(directory, counts, id);
  };
  async function say(ctx: Context, id: string, said: Said) {
    const then = await correct(store, ctx, await directories.of(ctx.tenant), id, said);
    directories.forget(ctx.tenant);
    return view(ctx, then);
  }

  serveRoute(app, services, routes.listPeople, async ({ ctx, query }) => {
    const { directory, counts } = await counted(ctx);
    return listWho(directory, counts, query);
  });
  serveRoute(app, services, routes.listOrganisations, async ({ ctx, query }) => {
    const { directory, counts } = await counted(ctx);
    return listWho(directory, counts, query, 'organisation');
  });
  serveRoute(app, services, routes.getPerson, ({ ctx, params }) => view(ctx, params.id));
  serveRoute(app, services, routes.mergeWho, ({ ctx, params, body }) =>
    say(ctx, params.id, { verb: 'merge', input: body }),
  );
  serveRoute(app, services, routes.splitWho, ({ ctx, params, body }) =>
    say(ctx, params.id, { verb: 'split', input: body }),
  );
  serveRoute(app, services, routes.renameWho, ({ ctx, params, body }) =>
    say(ctx, params.id, { verb: 'rename', input: body }),
  );
  serveRoute(app, services, routes.aliasWho, ({ ctx, params, body }) =>
    say(ctx, params.id, { verb: 'alias', input: body }),
  );
  serveRoute(app, services, routes.setOrganisation, ({ ctx, params, body }) =>
    say(ctx, params.id, { verb: 'organisation', input: body }),
  );
  serveRoute(app, services, routes.setUs, ({ ctx, params, body }) => say(ctx, params.id, { verb: 'us', input: body }));
  serveRoute(app, services, routes.undoDirectory, async ({ ctx }) => {
    await undo(store, ctx);
    directories.forget(ctx.tenant);
  });

  serveRoute(app, services, routes.getDna, async ({ ctx }) => {
    const [directory, viewer] = [await directories.of(ctx.tenant), await services.viewer(ctx.tenant)];
    return dna((work) => database.read(ctx.tenant, work), viewer, directory, new Date());
  });
  serveRoute(app, services, routes.getDnaOf, async ({ ctx, params }) => {
    const [directory, viewer] = [await directories.of(ctx.tenant), await services.viewer(ctx.tenant)];
    const who = needWho(directory, params.id);
    return dnaOfOne((work) => database.read(ctx.tenant, work), viewer, directory, who, new Date());
  });
}
