// Webhooks that go out: endpoints that asked for events, and each sending of an event to one of them.
import { z } from 'zod';
import { EndpointId, EventId, SendingId } from './ids.js';

/** What may be asked for: an event's type, or all of a kind, e.g. `commitment.*`. None: everything. */
export const EventPattern = z
  .string()
  .max(100)
  .regex(/^[a-z]+\.(\*|[a-z-]+)$/, 'an event type such as commitment.proposed, or commitment.*');

export const EndpointState = z.enum(['open', 'disabled']);
export const DisabledReason = z.enum(['gone', 'failing', 'person']);
export type DisabledReason = z.infer<typeof DisabledReason>;

export const EndpointView = z.object({
  id: EndpointId,
  name: z.string(),
  url: z.string(),
  types: z.array(EventPattern),
  /** A JSONata condition over what is sent; null: all of these types. */
  filter: z.string().nullable(),
  /** One after the other, for each thing that events are about. */
  ordered: z.boolean(),
  secrets: z.array(z.object({ id: z.string(), hint: z.string(), until: z.string().nullable() })),
  state: EndpointState,
  /** Why it gets nothing at the moment: it said 410, it failed for days, or a person switched it off. */
  disabled: DisabledReason.nullable(),
  addedAt: z.string(),
  version: z.number().int(),
});
export type EndpointView = z.infer<typeof EndpointView>;

export const EndpointHealth = z.object({
  /** Of the sendings of the last day. */
  delivered: z.number().int(),
  failed: z.number().int(),
  waiting: z.number().int(),
  lastDeliveredAt: z.string().nullable(),
  /** Since when nothing has been delivered although something was tried; null: all is well. */
  failingSince: z.string().nullable(),
});
export type EndpointHealth = z.infer<typeof EndpointHealth>;

export const SendingState = z.enum(['waiting', 'delivered', 'given-up']);
export type SendingState = z.infer<typeof SendingState>;

export const SendingSummary = z.object({
  /** Sent as `webhook-id`: the same at each attempt and each replay. */
  id: SendingId,
  endpointId: EndpointId,
  /** Null for a test. */
  eventId: EventId.nullable(),
  type: z.string(),
  state: SendingState,
  attempts: z.number().int(),
  plannedAt: z.string(),
  lastAt: z.string().nullable(),
  /** The last answer's status; null: none came. */
  lastStatus: z.number().int().nullable(),
  /** Why the last attempt failed, in words. */
  problem: z.string().nullable(),
  nextAt: z.string().nullable(),
});
export type SendingSummary = z.infer<typeof SendingSummary>;

export const Attempt = z.object({
  at: z.string(),
  outcome: z.enum(['delivered', 'failed', 'given-up']),
  status: z.number().int().nullable(),
  ms: z.number().int(),
  problem: z.string().nullable(),
  /** The beginning of what the endpoint answered. */
  answer: z.string(),
});
export type Attempt = z.infer<typeof Attempt>;

export const SendingView = SendingSummary.extend({ body: z.string(), log: z.array(Attempt) });
export type SendingView = z.infer<typeof SendingView>;
