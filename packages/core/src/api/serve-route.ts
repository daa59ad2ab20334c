// Serves a route of the contract: signs in, parses what the contract says, runs the handler, answers as the contract says.
import type { Route } from '@vito/contracts/routes';
import { scopeOf } from '@vito/contracts/scope';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Context } from '../spine/context.js';
import type { Visitor } from '../tenants/access.js';
import type { Services } from './services.js';
import { contextOf, visitorOf } from './visitor.js';

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;

/** What a handler gets. `ctx` and `visitor` are there on every route that needs a sign-in. */
export interface Call<R extends Route> {
  params: Parsed<R['params']>;
  query: Parsed<R['query']>;
  body: Parsed<R['body']>;
  ctx: R['access'] extends 'owner' ? Context : null;
  visitor: R['access'] extends 'owner' ? Visitor : null;
  request: FastifyRequest;
  reply: FastifyReply;
}

export type Answer<R extends Route> = R['answer'] extends z.ZodType ? z.input<R['answer']> : unknown;

export function serveRoute<const R extends Route>(
  app: FastifyInstance,
  services: Services,
  route: R,
  handle: (call: Call<R>) => Promise<Answer<R>>,
): void {
  const scope = scopeOf(route);
  app.route({
    method: route.method,
    url: route.path,
    handler: async (request, reply) => {
      const changes = route.method !== 'GET';
      const visitor = scope === null ? null : await visitorOf(services, request.headers, { changes, scope });
      const call = {
        params: route.params?.parse(request.params),
        query: route.query?.parse(request.query),
        body: route.body?.parse(request.body ?? {}),
        ctx: visitor ? contextOf(visitor) : null,
        visitor,
        request,
        reply,
      } as Call<R>;
      const answer = await handle(call);
      if (reply.sent) return reply;
      reply.code(route.status);
      return route.status === 204 ? reply.send() : answer;
    },
  });
}
