// The HTTP server: one place that says which parts answer what, and what every answer carries.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { routes } from '@vito/contracts/routes';
import { Failure } from '@vito/runtime/failure';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { serveApprovers } from './approvers.js';
import { serveBudget } from './budget.js';
import { serveCommitments } from './commitments.js';
import { serveCompany } from './company.js';
import { serveConnections } from './connections.js';
import { serveDirectory } from './directory.js';
import { serveDocuments } from './documents.js';
import { serveEndpoints } from './endpoints.js';
import { serveMcp } from './mcp.js';
import { openapi } from './openapi.js';
import { serveOperations } from './operations.js';
import { refuseConnection, sendProblem } from './problem.js';
import { referencePage } from './reference-page.js';
import { serveRuns } from './runs.js';
import { serveSearch } from './search.js';
import { serveRoute } from './serve-route.js';
import type { Services } from './services.js';
import { serveSockets } from './sockets.js';
import { serveStream } from './stream.js';
import { serveTables } from './tables.js';
import { serveTokens } from './tokens.js';
import { serveTools } from './tools.js';
import { serveWebhooks } from './webhooks.js';

const webFolder = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

const headers = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
};

export async function createServer(services: Services): Promise<FastifyInstance> {
  const onError = sendProblem(services.log);
  const app = fastify({
    logger: false,
    bodyLimit: 1024 * 1024,
    trustProxy: services.config.publicUrl !== null,
    frameworkErrors: (error, request, reply) => void onError(error, request as FastifyRequest, reply as FastifyReply),
    clientErrorHandler: refuseConnection,
  });
  app.setErrorHandler(onError);
  app.addHook('onSend', async (request, reply) => {
    reply.headers(headers);
    if (request.url.startsWith('/v1/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  app.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: String(reply.statusCode),
    };
    services.metrics.requests.observe(labels, reply.elapsedTime / 1000);
    services.log.debug('answered', { ...labels, status: reply.statusCode, ms: Math.round(reply.elapsedTime) });
  });

  serveDocuments(app, services);
  serveCommitments(app, services);
  serveCompany(app, services);
  serveBudget(app, services);
  serveSearch(app, services);
  serveDirectory(app, services);
  serveWebhooks(app, services);
  serveEndpoints(app, services);
  serveTools(app, services);
  serveConnections(app, services);
  serveTables(app, services);
  serveRuns(app, services);
  serveApprovers(app, services);
  serveTokens(app, services);
  serveOperations(app, services);
  serveRoute(app, services, routes.getTimeline, async ({ ctx, query }) => {
    const { after, before, limit } = query;
    if (after !== undefined && before !== undefined) throw new Failure('invalid', 'give `after` or `before`, not both');
    const { entries, seq, more } = await services.timeline.page(ctx.tenant, {
      limit,
      ...(after === undefined ? {} : { after }),
      ...(before === undefined ? {} : { before }),
    });
    return { entries, seq, more };
  });
  serveMcp(app, services);
  serveStream(app, services);
  serveSockets(app, services);

  app.get('/openapi.json', async () => openapi(services.version));
  app.get('/docs', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(referencePage(services.version)),
  );
  await servePages(app);
  return app;
}

/** The web app: its files as they are, and its first page for every other address that is not the API's. */
async function servePages(app: FastifyInstance): Promise<void> {
  const built = existsSync(`${webFolder}index.html`);
  if (built) await app.register(fastifyStatic, { root: webFolder, wildcard: false, maxAge: '1h', immutable: false });
  app.setNotFoundHandler(async (request, reply) => {
    const page =
      request.method === 'GET' &&
      !request.url.startsWith('/v1/') &&
      (request.headers.accept ?? '').includes('text/html');
    if (!page) throw new Failure('not-found', 'there is nothing at this address; the API is described at /docs');
    if (!built) return reply.type('text/plain').send('The web app is not built: run `npm run build`.');
    return reply.header('cache-control', 'no-cache').type('text/html').sendFile('index.html');
  });
}
