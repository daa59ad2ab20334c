// Routes of webhooks that go out: endpoints, and the log of what was sent to them.
import { z } from 'zod';
import { EndpointHealth, EndpointView, EventPattern, SendingState, SendingSummary, SendingView } from './endpoint.js';
import { EndpointId, SendingId } from './ids.js';

const page = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const params = z.object({ id: EndpointId });
const sendingParams = z.object({ id: SendingId });
const own = { tag: 'webhooks', access: 'owner' } as const;
const secret = z.string().min(8).max(500);
const name = z.string().trim().min(1).max(100);
const url = z.url({ protocol: /^https?$/ }).max(2000);
const types = z.array(EventPattern).max(100);
const filter = z.string().min(1).max(5000);
const withSecret = z.object({ endpoint: EndpointView, secret: z.string() });

export const endpointRoutes = {
  listEndpoints: {
    ...own,
    method: 'GET',
    path: '/v1/endpoints',
    summary: 'The addresses that events are sent to.',
    status: 200,
    answer: z.object({ items: z.array(EndpointView) }),
  },
  addEndpoint: {
    ...own,
    method: 'POST',
    path: '/v1/endpoints',
    summary: 'Send events to an address, signed by Standard Webhooks. The secret is told this once.',
    body: z.strictObject({
      name,
      url,
      types: types.default([]),
      filter: filter.optional(),
      ordered: z.boolean().default(false),
      secret: secret.optional(),
    }),
    status: 201,
    answer: withSecret,
  },
  getEndpoint: {
    ...own,
    method: 'GET',
    path: '/v1/endpoints/:id',
    summary: 'An endpoint, and how well it takes what is sent.',
    params,
    status: 200,
    answer: z.object({ endpoint: EndpointView, health: EndpointHealth }),
  },
  changeEndpoint: {
    ...own,
    method: 'POST',
    path: '/v1/endpoints/:id',
    summary: 'Change where or what is sent; switch it off, or on again after it was disabled.',
    params,
    body: z.strictObject({
      name: name.optional(),
      url: url.optional(),
      types: types.optional(),
      filter: filter.nullable().optional(),
      ordered: z.boolean().optional(),
      state: z.enum(['open', 'disabled']).optional(),
    }),
    status: 200,
    answer: EndpointView,
  },
  rotateEndpointSecret: {
    ...own,
    method: 'POST',
    path: '/v1/endpoints/:id/rotate',
    summary: 'Sign with a new secret; for `keepHours` with the old one as well.',
    params,
    body: z.strictObject({ secret: secret.optional(), keepHours: z.number().min(0).max(720).default(24) }),
    status: 200,
    answer: withSecret,
  },
  removeEndpoint: {
    ...own,
    method: 'DELETE',
    path: '/v1/endpoints/:id',
    summary: 'Send nothing more to it.',
    params,
    status: 204,
    answer: null,
  },
  testEndpoint: {
    ...own,
    method: 'POST',
    path: '/v1/endpoints/:id/test',
    summary: 'Send it a `vito.test`, as any event is sent.',
    params,
    status: 202,
    answer: z.object({ id: SendingId }),
  },
  replayEndpoint: {
    ...own,
    method: 'POST',
    path: '/v1/endpoints/:id/replay',
    summary: 'Send again what was planned since a time, or only what was given up. Each keeps its id.',
    params,
    body: z.strictObject({ since: z.iso.datetime({ offset: true }), only: SendingState.optional() }),
    status: 202,
    answer: z.object({ replayed: z.number().int() }),
  },
  listSendings: {
    ...own,
    method: 'GET',
    path: '/v1/sendings',
    summary: 'What was sent or is to be, newest first.',
    query: page.extend({ endpoint: EndpointId.optional(), state: SendingState.optional() }),
    status: 200,
    answer: z.object({ items: z.array(SendingSummary), next: z.string().nullable() }),
  },
  getSending: {
    ...own,
    method: 'GET',
    path: '/v1/sendings/:id',
    summary: 'A sending with its body and every attempt.',
    params: sendingParams,
    status: 200,
    answer: SendingView,
  },
  replaySending: {
    ...own,
    method: 'POST',
    path: '/v1/sendings/:id/replay',
    summary: 'Send it again, under the same id.',
    params: sendingParams,
    status: 202,
    answer: null,
  },
} as const;
