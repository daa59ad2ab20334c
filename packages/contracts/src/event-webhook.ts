// Events of webhooks in and out: sources, payloads, facts; endpoints and sendings.
import { z } from 'zod';
import { DisabledReason, EventPattern } from './endpoint.js';
import { EndpointId, EventId, SourceId } from './ids.js';
import { FactOrigin, HmacOptions, SourceKind, Yield } from './webhook.js';

const nothing = z.strictObject({});

export const webhookEvents = {
  /** A source may send webhooks from now on. `id` names a secret; what it is stands in the vault. */
  'source.added': {
    version: 1,
    data: z.strictObject({ kind: SourceKind, hmac: HmacOptions.nullable(), id: z.string() }),
    secret: z.strictObject({ name: z.string(), secret: z.string(), mapping: z.string().nullable() }),
  },
  'source.renamed': { version: 1, data: nothing, secret: z.strictObject({ name: z.string() }) },
  'source.mapping-set': { version: 1, data: nothing, secret: z.strictObject({ mapping: z.string().nullable() }) },
  'source.signing-set': { version: 1, data: z.strictObject({ hmac: HmacOptions }), secret: nothing },
  /** The secrets before it verify until `until`. */
  'source.secret-rotated': {
    version: 1,
    data: z.strictObject({ id: z.string(), until: z.string() }),
    secret: z.strictObject({ secret: z.string() }),
  },
  'source.paused': { version: 1, data: nothing, secret: nothing },
  'source.resumed': { version: 1, data: nothing, secret: nothing },
  'source.removed': { version: 1, data: nothing, secret: nothing },
  /** A webhook that its source signed. A long body is a blob, at `address`; another is text, or base64 where it is none. */
  'payload.received': {
    version: 1,
    data: z.strictObject({ sourceId: SourceId, size: z.number().int(), address: z.string().nullable() }),
    secret: z.strictObject({
      type: z.string(),
      externalId: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.string().optional(),
      base64: z.string().optional(),
    }),
  },
  'payload.mapped': { version: 1, data: z.strictObject({ yields: z.array(Yield) }), secret: nothing },
  'payload.unmapped': { version: 1, data: nothing, secret: z.strictObject({ problem: z.string() }) },
  /** A person wants it mapped again. */
  'payload.replayed': { version: 1, data: nothing, secret: nothing },
  /** Its source was removed, and what it held is gone. */
  'payload.erased': { version: 1, data: nothing, secret: nothing },
  /**
   * What a payload or a record told of something; `at`: when it happened there. A late one does not change how that stands,
   * unless it is the same record that told it before. `gone`: the record is no more. v1 knew payloads only.
   */
  'fact.recorded': {
    version: 2,
    data: z.strictObject({ from: FactOrigin, at: z.string(), gone: z.boolean() }),
    secret: z.strictObject({
      type: z.string(),
      entity: z.string(),
      title: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
  },
  /** The connection that its record came from was removed, and what it said is gone. */
  'fact.erased': { version: 1, data: nothing, secret: nothing },
  /** Events of these types are sent to an address from now on. */
  'endpoint.added': {
    version: 1,
    data: z.strictObject({ types: z.array(EventPattern), ordered: z.boolean(), id: z.string() }),
    secret: z.strictObject({ name: z.string(), url: z.string(), filter: z.string().nullable(), secret: z.string() }),
  },
  /** Only what differs is there. */
  'endpoint.changed': {
    version: 1,
    data: z.strictObject({ types: z.array(EventPattern), ordered: z.boolean() }).partial(),
    secret: z.strictObject({ name: z.string(), url: z.string(), filter: z.string().nullable() }).partial(),
  },
  'endpoint.secret-rotated': {
    version: 1,
    data: z.strictObject({ id: z.string(), until: z.string() }),
    secret: z.strictObject({ secret: z.string() }),
  },
  'endpoint.disabled': { version: 1, data: z.strictObject({ reason: DisabledReason }), secret: nothing },
  'endpoint.enabled': { version: 1, data: nothing, secret: nothing },
  'endpoint.removed': { version: 1, data: nothing, secret: nothing },
  /** An event is to be sent to an endpoint; `about`: the stream that it is about. What is sent is fixed here. */
  'sending.planned': {
    version: 1,
    data: z.strictObject({
      endpointId: EndpointId,
      eventId: EventId.nullable(),
      seq: z.number().int().nullable(),
      type: z.string(),
      about: z.string(),
    }),
    secret: z.strictObject({ body: z.string() }),
  },
  /** It was tried, or will not be: `status` null where no answer came; `next`: when it is tried again. */
  'sending.attempted': {
    version: 1,
    data: z.strictObject({
      outcome: z.enum(['delivered', 'failed', 'given-up']),
      status: z.number().int().nullable(),
      ms: z.number().int(),
      problem: z.string().nullable(),
      next: z.string().nullable(),
    }),
    secret: z.strictObject({ answer: z.string().optional() }),
  },
  /** A person wants it sent again. */
  'sending.replayed': { version: 1, data: nothing, secret: nothing },
} as const;
