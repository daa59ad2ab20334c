// The one way in which reading fails: a reason for machines, and a sentence for people that names the way out.
import type { UnreadableReason } from '@vito/contracts/reading';

/** Thrown by every reader when a file cannot be read. `message` says what is wrong and what to do about it. */
export class Unreadable extends Error {
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'Unreadable';
    this.reason = reason;
  }
}
