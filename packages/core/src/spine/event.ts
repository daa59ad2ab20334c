// An event as code sees it: opened, brought up to its current version, typed by its name.
import { type EventData, type EventSecret, type EventType, events } from '@vito/contracts/event';
import type { Actor } from '@vito/contracts/timeline';

/** What a decider returns: the fact, its open data, and what belongs in the vault. */
export type Draft = {
  [T in EventType]: { type: T; data: EventData<T>; secret: EventSecret<T> };
}[EventType];

/** A stored event, opened. `secret` is null once its key was destroyed. */
export type OpenEvent = {
  [T in EventType]: Envelope & { type: T; data: EventData<T>; secret: EventSecret<T> | null };
}[EventType];

export interface Envelope {
  stream: string;
  version: number;
  id: string;
  actor: Actor;
  cause: string | null;
  /** ISO time at which it happened. */
  at: string;
}

/** Checks a draft against its schema before it is stored for ever. Throws ZodError: a fault of ours, not of a user. */
export function checkDraft(draft: Draft): void {
  const shape = events[draft.type];
  shape.data.parse(draft.data);
  shape.secret.parse(draft.secret);
}
