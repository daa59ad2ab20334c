// The layers of a commitment: what its document tells, what later messages made of it, what people did.
import type { CommitmentVerb } from '@vito/contracts/commitment';
import type { EventData, EventSecret } from '@vito/contracts/event';
import type { Evidence } from '@vito/contracts/event-commitment';

/** What can be changed and taken back. */
export interface Terms extends Pick<EventData<'commitment.proposed'>, 'due' | 'precision' | 'status'> {
  debtor: EventSecret<'commitment.proposed'>['debtor'];
  creditor: EventSecret<'commitment.proposed'>['creditor'];
  action: string;
  condition: string | null;
  hidden: 'dismissed' | 'withdrawn' | 'restated' | null;
}
export type Told = Omit<Terms, 'hidden'>;

/** What a person made of it, and can still take back. */
export interface Deed {
  verb: CommitmentVerb;
  change: Partial<Told>;
  /** Keys of the evidence that is not so. */
  refuses: string[];
}

/** In layers, so that each can be taken away: what its document tells, what later messages made of it, what people said. */
export interface Commitment {
  found: EventData<'commitment.proposed'> | null;
  /** Instead: what a run made, without a document. */
  stated: EventData<'commitment.stated'> | null;
  quote: string;
  told: Told;
  /** Its document was deleted, or no longer says so. */
  gone: boolean;
  /** The commitment that it only tells again. */
  restates: string | null;
  /** What the thread last said became of it, oldest first, and who owes it where it was handed over. */
  heard: Evidence[];
  heardDebtor: Terms['debtor'];
  /** Keys of what of it stood when a person first acted: no more is applied since. Null before. */
  kept: string[] | null;
  /** What people did that can still be taken back, oldest first. */
  history: Deed[];
  touched: boolean;
  /** All layers together. */
  terms: Terms;
  /** When it stopped being open. */
  endedAt: string | null;
}
