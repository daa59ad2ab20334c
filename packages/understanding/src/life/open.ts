// A commitment on its way through a thread: how it stands, what told it, what changed it, and whether it is still open.
import type { CommitmentStatus, DuePrecision } from '@vito/contracts/commitment';
import type { Party } from '@vito/contracts/reading';
import type { Found } from '../extract/found.js';

export interface Life {
  statements: { document: number; found: Found }[];
  changes: Change[];
  status: CommitmentStatus;
  due: string | null;
  precision: DuePrecision;
  debtor: Party | null;
  creditor: Party | null;
  topic: ReadonlySet<string>;
  /** A new date was asked for and nobody has answered: what stands if it is refused. */
  asked: { due: string | null; precision: DuePrecision; status: CommitmentStatus } | null;
}

export interface Change {
  document: number;
  start: number;
  end: number;
  status: CommitmentStatus;
  due: string | null;
  debtor: Party | null;
  rule: string;
}

const over: readonly CommitmentStatus[] = ['fulfilled', 'cancelled', 'declined'];
export const isOpen = (life: Life): boolean => !over.includes(life.status);
