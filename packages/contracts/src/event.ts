// Every event of ViTo: its current version, its open data (no personal data), and its secret (kept in the vault).
import { z } from 'zod';
import { budgetEvents } from './event-budget.js';
import { commitmentEvents } from './event-commitment.js';
import { companyEvents } from './event-company.js';
import { documentEvents } from './event-document.js';
import { runEvents } from './event-run.js';
import { syncEvents } from './event-sync.js';
import { toolEvents } from './event-tool.js';
import { webhookEvents } from './event-webhook.js';
import { CommitmentId, DocumentId } from './ids.js';

/** `version` rises when a shape changes; old events are brought up to it when they are read. */
export const events = {
  ...companyEvents,
  ...documentEvents,
  ...commitmentEvents,
  ...webhookEvents,
  ...syncEvents,
  ...runEvents,
  ...budgetEvents,
  ...toolEvents,
} as const satisfies Record<string, { version: number; data: z.ZodType; secret: z.ZodType }>;

export type EventType = keyof typeof events;
export type EventData<T extends EventType> = z.infer<(typeof events)[T]['data']>;
export type EventSecret<T extends EventType> = z.infer<(typeof events)[T]['secret']>;
export const EventType = z.enum(Object.keys(events) as [EventType, ...EventType[]]);

/** The stream an event type belongs to by its prefix. */
export const CommitmentStream = CommitmentId;
export const DocumentStream = DocumentId;
