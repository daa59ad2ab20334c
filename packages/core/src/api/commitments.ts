// Commitments over HTTP: lists, one with its history, and a route for each verb.
import { type CommitmentVerb, commitmentVerbs } from '@vito/contracts/commitment';
import { commitmentVerbRoute, routes } from '@vito/contracts/routes';
import { Failure } from '@vito/runtime/failure';
import type { FastifyInstance } from 'fastify';
import type { Match, Query } from '../commitments/filter.js';
import { commitmentHistory, findCommitment, listCommitments } from '../commitments/view.js';
import { serveRoute } from './serve-route.js';
import type { Services } from './services.js';

export function serveCommitments(app: FastifyInstance, services: Services): void {
  const { database } = services;

  serveRoute(app, services, routes.listCommitments, async ({ ctx, query }) => {
    const viewer = await services.viewer(ctx.tenant);
    const match = await matchOf(services, ctx.tenant, query);
    return database.read(ctx.tenant, (reader) => listCommitments(reader, viewer, query, new Date(), match));
  });
  serveRoute(app, services, routes.getCommitment, async ({ ctx, params }) => {
    const viewer = await services.viewer(ctx.tenant);
    const commitment = await database.read(ctx.tenant, (reader) => findCommitment(reader, viewer, params.id));
    return { commitment, history: await commitmentHistory(services, ctx.tenant, params.id) };
  });
  for (const verb of Object.keys(commitmentVerbs) as CommitmentVerb[]) serveVerb(app, services, verb);
}

/** Whom `person` means; null where the directory knows nobody of that name, or several. */
export async function matchOf(
  { directories }: Pick<Services, 'directories'>,
  tenant: string,
  query: Pick<Query, 'person' | 'members'>,
): Promise<Match | null> {
  if (query.person === undefined) return null;
  const directory = await directories.of(tenant);
  const who = directory.find(query.person);
  if (!who) return null;
  const people = directory.all.filter(({ organisation }) => query.members === true && organisation === who.id);
  return directory.matchOf([who, ...people]);
}

function serveVerb(app: FastifyInstance, services: Services, verb: CommitmentVerb): void {
  serveRoute(app, services, commitmentVerbRoute(verb), async ({ ctx, params, body, request }) => {
    const expected = versionOf(request.headers['if-match']);
    await services.act(ctx, params.id, { verb, input: body } as Parameters<Services['act']>[2], expected);
    const viewer = await services.viewer(ctx.tenant);
    return services.database.read(ctx.tenant, (reader) => findCommitment(reader, viewer, params.id));
  });
}

/** If-Match carries the version the person saw, quoted: `"3"`. */
function versionOf(header: string | undefined): number | undefined {
  if (header === undefined || header === '*') return undefined;
  const version = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (!version) throw new Failure('invalid', 'If-Match takes the version in quotes, e.g. "3"');
  return Number(version);
}
