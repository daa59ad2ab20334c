// Who does what for whom: handed to every verb as its first argument.
import type { Actor } from '@vito/contracts/timeline';

/** A claimed piece of work: the commit that carries its effect also finishes it. */
export interface Lease {
  subscription: string;
  eventId: string;
  lease: string;
}

export interface Context {
  tenant: string;
  actor: Actor;
  /** The event that led to this, for "why". */
  cause?: string;
  /** When it happened, where that is not now. */
  at?: Date;
  /** Set while working: the next commit finishes this work, or fails because a lease is lost. */
  work?: readonly Lease[];
}

export const systemActor = (subscription: string): Actor => ({ kind: 'system', id: subscription, name: null });
