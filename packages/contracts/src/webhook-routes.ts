// Routes of webhooks: the door itself, its sources, and the payloads that came through it.
import { z } from 'zod';
import { FactId, PayloadId, SourceId } from './ids.js';
import {
  FactView,
  HmacOptions,
  MappingPreview,
  PayloadState,
  PayloadSummary,
  PayloadView,
  SourceKind,
  SourceView,
} from './webhook.js';

const page = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const paged = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
const sourceParams = z.object({ id: SourceId });
const payloadParams = z.object({ id: PayloadId });
const secret = z.string().min(8).max(500);
const mapping = z.string().min(1).max(20_000);
const own = { tag: 'webhooks', access: 'owner' } as const;
/** The source, and its new secret: told this once. */
const withSecret = z.object({ source: SourceView, secret: z.string() });

export const webhookRoutes = {
  postHook: {
    method: 'POST',
    path: '/v1/hooks/:source',
    summary: 'Where a source sends its webhooks. Signed as its kind signs; kept before it is answered; once, for ever.',
    tag: 'webhooks',
    access: 'open',
    consumes: 'application/octet-stream',
    params: z.object({ source: z.string().max(100) }),
    status: 202,
    answer: z.object({ received: z.array(z.object({ id: PayloadId, duplicate: z.boolean() })) }),
  },
  listSources: {
    ...own,
    method: 'GET',
    path: '/v1/sources',
    summary: 'The sources that may send webhooks.',
    status: 200,
    answer: z.object({ items: z.array(SourceView) }),
  },
  addSource: {
    ...own,
    method: 'POST',
    path: '/v1/sources',
    summary: 'Let a source send webhooks. Without a secret one is made; it is told this once.',
    body: z.strictObject({
      name: z.string().trim().min(1).max(100),
      kind: SourceKind,
      secret: secret.optional(),
      hmac: HmacOptions.optional(),
      mapping: mapping.optional(),
    }),
    status: 201,
    answer: withSecret,
  },
  getSource: {
    ...own,
    method: 'GET',
    path: '/v1/sources/:id',
    summary: 'A source, and how many payloads came from it.',
    params: sourceParams,
    status: 200,
    answer: z.object({
      source: SourceView,
      received: z.number().int(),
      unmapped: z.number().int(),
      lastAt: z.string().nullable(),
    }),
  },
  changeSource: {
    ...own,
    method: 'POST',
    path: '/v1/sources/:id',
    summary: 'Rename a source, pause or resume it, change its mapping (null: that of its kind).',
    params: sourceParams,
    body: z.strictObject({
      name: z.string().trim().min(1).max(100).optional(),
      paused: z.boolean().optional(),
      mapping: mapping.nullable().optional(),
      hmac: HmacOptions.optional(),
    }),
    status: 200,
    answer: SourceView,
  },
  rotateSourceSecret: {
    ...own,
    method: 'POST',
    path: '/v1/sources/:id/rotate',
    summary: 'Give it a new secret. The old one verifies as well until `keepHours` have passed, then only the new one.',
    params: sourceParams,
    body: z.strictObject({ secret: secret.optional(), keepHours: z.number().min(0).max(720).default(24) }),
    status: 200,
    answer: withSecret,
  },
  removeSource: {
    ...own,
    method: 'DELETE',
    path: '/v1/sources/:id',
    summary: 'End a source, and erase the payloads that came from it. What they became stays.',
    params: sourceParams,
    status: 204,
    answer: null,
  },
  previewMapping: {
    ...own,
    method: 'POST',
    path: '/v1/sources/:id/preview',
    summary: 'What a mapping would make of the latest payloads of a source, or of one of them. Nothing is changed.',
    params: sourceParams,
    body: z.strictObject({
      mapping: mapping.nullable(),
      payload: PayloadId.optional(),
      limit: z.number().int().min(1).max(20).default(5),
    }),
    status: 200,
    answer: z.object({ items: z.array(MappingPreview) }),
  },
  replaySource: {
    ...own,
    method: 'POST',
    path: '/v1/sources/:id/replay',
    summary: 'Map again what came from a source since a time, or only what could not be mapped.',
    params: sourceParams,
    body: z.strictObject({
      since: z.iso.datetime({ offset: true }).optional(),
      only: PayloadState.optional(),
    }),
    status: 202,
    answer: z.object({ replayed: z.number().int() }),
  },
  listPayloads: {
    ...own,
    method: 'GET',
    path: '/v1/payloads',
    summary: 'Payloads that came in, newest first; `q` finds words in them.',
    query: page.extend({
      source: SourceId.optional(),
      state: PayloadState.optional(),
      q: z.string().max(200).optional(),
    }),
    status: 200,
    answer: paged(PayloadSummary),
  },
  getPayload: {
    ...own,
    method: 'GET',
    path: '/v1/payloads/:id',
    scope: 'manage', // headers as they came can hold what a sender signs in with
    summary: 'A payload as it came in: headers and body.',
    params: payloadParams,
    status: 200,
    answer: PayloadView,
  },
  replayPayload: {
    ...own,
    method: 'POST',
    path: '/v1/payloads/:id/replay',
    summary: 'Map a payload again.',
    params: payloadParams,
    status: 202,
    answer: null,
  },
  getFact: {
    ...own,
    method: 'GET',
    path: '/v1/facts/:id',
    summary: 'How something stands elsewhere, by the latest that was told of it.',
    params: z.object({ id: FactId }),
    status: 200,
    answer: FactView,
  },
} as const;
