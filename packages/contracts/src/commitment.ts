// A commitment: who owes what to whom by when, with the sentence that says so.
import { z } from 'zod';
import { CommitmentId, DocumentId } from './ids.js';
import { Checked, ModelProblem, ModelVerdict } from './model.js';
import { Party } from './reading.js';

export const commitmentStatuses = [
  'proposed',
  'accepted',
  'declined',
  'renegotiated',
  'delegated',
  'fulfilled',
  'cancelled',
] as const;
export const CommitmentStatus = z.enum(commitmentStatuses);
export type CommitmentStatus = z.infer<typeof CommitmentStatus>;

/** Statuses under which something is still owed. */
export const openStatuses: readonly CommitmentStatus[] = ['proposed', 'accepted', 'renegotiated', 'delegated'];

/** A civil day `YYYY-MM-DD` stays a civil day; a time of day carries its offset `YYYY-MM-DDTHH:mm:ss±HH:MM`. */
export const DueValue = z
  .string()
  .regex(
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d([+-]\d{2}:\d{2}|Z))?$/,
    'a due is YYYY-MM-DD, or an ISO time with an offset',
  );
export const DuePrecision = z.enum(['day', 'time', 'none']);
export type DuePrecision = z.infer<typeof DuePrecision>;
export const Due = z.object({ due: DueValue.nullable(), precision: DuePrecision });
export type Due = z.infer<typeof Due>;

/** What extraction finds in one document. Offsets are into the document's text; quote === text.slice(start, end) with white space folded. */
export const ExtractedCommitment = z.object({
  quote: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  /** 1-based page where the quote starts, null where the document has no pages. */
  page: z.number().int().nullable(),
  debtor: Party.nullable(),
  creditor: Party.nullable(),
  action: z.string(),
  due: DueValue.nullable(),
  precision: DuePrecision,
  condition: z.string().nullable(),
  status: CommitmentStatus,
  /** 0..1: how sure the extractor is that a person would call this a commitment. */
  confidence: z.number().min(0).max(1),
  /** The rule that proposed it, for "why this". */
  rule: z.string(),
});
export type ExtractedCommitment = z.infer<typeof ExtractedCommitment>;

export const sides = ['i-owe', 'owed-to-me', 'between-others'] as const;
export const Side = z.enum(sides);
export type Side = z.infer<typeof Side>;

/** A commitment as the API shows it. Texts of an erased document read "[erased]". */
export const CommitmentView = z.object({
  id: CommitmentId,
  documentId: DocumentId,
  documentName: z.string(),
  quote: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  page: z.number().int().nullable(),
  debtor: Party.nullable(),
  creditor: Party.nullable(),
  action: z.string(),
  due: DueValue.nullable(),
  precision: DuePrecision,
  condition: z.string().nullable(),
  status: CommitmentStatus,
  confidence: z.number(),
  rule: z.string(),
  /** Who has looked at it: the rules alone, a model as well, or a model that failed. */
  checked: Checked,
  /** What the model said; null where it said nothing. */
  verdict: ModelVerdict.nullable(),
  /** The model's name; null where none was asked. */
  checkedBy: z.string().nullable(),
  /** Why the model could not check it. */
  checkProblem: ModelProblem.nullable(),
  side: Side,
  /** When it was said (the message's time), ISO with offset or a civil day. */
  saidAt: z.string().nullable(),
  /** Set when a person said that this is no commitment, or its document was deleted or re-read without it. */
  hidden: z.enum(['dismissed', 'withdrawn']).nullable(),
  /** True once a person has acted on it; the extractor no longer changes it. */
  touched: z.boolean(),
  /** The stream's version, for `If-Match` on changes. */
  version: z.number().int(),
  /** The verb that `undo` would take back, or null. */
  undoable: z.string().nullable(),
});
export type CommitmentView = z.infer<typeof CommitmentView>;

const note = z.string().trim().max(2000).optional();
/** What a person can do to a commitment. Each is one event; `undo` takes the last one back. */
export const commitmentVerbs = {
  accept: z.strictObject({ note }),
  decline: z.strictObject({ note }),
  fulfil: z.strictObject({ note }),
  cancel: z.strictObject({ note }),
  dismiss: z.strictObject({ note }),
  renegotiate: z.strictObject({ due: DueValue.nullable(), note }),
  delegate: z.strictObject({ debtor: Party, note }),
  correct: z
    .strictObject({
      debtor: Party.nullable(),
      creditor: Party.nullable(),
      action: z.string().trim().min(1).max(2000),
      due: DueValue.nullable(),
      condition: z.string().trim().max(2000).nullable(),
      note,
    })
    .partial(),
  undo: z.strictObject({ note }),
} as const;
export type CommitmentVerb = keyof typeof commitmentVerbs;
