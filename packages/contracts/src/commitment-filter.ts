// What a list of commitments can be narrowed by; every figure of the company carries the filter that lists what it counts.
import { z } from 'zod';
import { CommitmentStatus, Side } from './commitment.js';
import { DocumentId } from './ids.js';

/**
 * How a commitment ended, or stands. `kept-on-time`: fulfilled no later than its due. `kept-undated`, `open-undated`: without a
 * due, so neither on time nor late. `overdue`: open past its due. `off`: declined or cancelled.
 */
export const outcomes = [
  'kept-on-time',
  'kept-late',
  'kept-undated',
  'overdue',
  'open',
  'open-undated',
  'off',
] as const;
export const Outcome = z.enum(outcomes);
export type Outcome = z.infer<typeof Outcome>;
/** Several at once: fulfilled with a due; and those with a due that has been decided, one way or the other. */
export const outcomeGroups = { kept: 'fulfilled, on time or late', decided: 'fulfilled or overdue' } as const;

const day = z.iso.date();

export const CommitmentFilter = z.object({
  side: Side.optional(),
  status: CommitmentStatus.optional(),
  /** Only open ones, or only ended ones. */
  open: z.stringbool().optional(),
  overdue: z.stringbool().optional(),
  /** Those told in this document, for the first time or again, and those that it changes. */
  document: DocumentId.optional(),
  /** An id of the directory, a name or an address: commitments in which that person or organisation stands on either side. */
  person: z.string().max(320).optional(),
  /** On which side `person` stands. */
  role: z.enum(['debtor', 'creditor']).optional(),
  /** With `person`: an organisation's own people as well. */
  members: z.stringbool().optional(),
  outcome: z.enum([...outcomes, ...(Object.keys(outcomeGroups) as (keyof typeof outcomeGroups)[])]).optional(),
  /** The day of the due lies between these, both included; those without a due do not. */
  dueFrom: day.optional(),
  dueTo: day.optional(),
  /** Whether both its due and the time of saying it are known. */
  timed: z.stringbool().optional(),
  /** Whether people gave it a new due. */
  moved: z.stringbool().optional(),
  /** A word of what is to be done, also in its plural. */
  topic: z
    .string()
    .max(60)
    .regex(/^[\p{L}\p{N}]*$/u, 'one word')
    .optional(),
  /** Instead of those that count: those that were dismissed, withdrawn, or only tell another again. */
  hidden: z.stringbool().default(false),
});
