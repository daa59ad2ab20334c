// A commitment: who owes what to whom by when, with the sentence that says so.
import { z } from 'zod';
import { CommitmentId, DocumentId, RunId, WhoId } from './ids.js';
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

/** A sentence that tells the commitment: the first, and each later one that tells it again. */
export const CommitmentSource = z.object({
  /** What was found there; of the later ones hidden, since they are no commitments of their own. */
  commitmentId: CommitmentId,
  documentId: DocumentId,
  documentName: z.string(),
  quote: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  page: z.number().int().nullable(),
  saidAt: z.string().nullable(),
});
export type CommitmentSource = z.infer<typeof CommitmentSource>;

/**
 * What became of a change that a message tells: it stands; it waits for a person; a person said that it is not so; or a
 * person's own word stands against it.
 */
export const changeStandings = ['applied', 'suggested', 'refused', 'noted'] as const;
export const ChangeStanding = z.enum(changeStandings);
export type ChangeStanding = z.infer<typeof ChangeStanding>;

/** What a sentence of the thread does to a commitment: only what it changes is set. */
export const CommitmentChange = z.object({
  documentId: DocumentId,
  documentName: z.string(),
  quote: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  page: z.number().int().nullable(),
  /** The rule that saw it, for "why this". */
  rule: z.string(),
  status: CommitmentStatus.optional(),
  due: DueValue.nullable().optional(),
  /** Who owes it from then on. */
  debtor: Party.nullable().optional(),
  standing: ChangeStanding,
});
export type CommitmentChange = z.infer<typeof CommitmentChange>;

/** What a message lets one think; a person confirms it by the verb of its status, or refuses it. */
export const CommitmentSuggestion = z.object({ status: CommitmentStatus, evidence: CommitmentChange });
export type CommitmentSuggestion = z.infer<typeof CommitmentSuggestion>;

/** A commitment as the API shows it. Texts of an erased document read "[erased]". */
export const CommitmentView = z.object({
  id: CommitmentId,
  /** Null where no document tells it: a run made it. */
  documentId: DocumentId.nullable(),
  /** The run that made it. */
  runId: RunId.nullable(),
  documentName: z.string(),
  quote: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  page: z.number().int().nullable(),
  debtor: Party.nullable(),
  creditor: Party.nullable(),
  /** Who they are in the directory; null where the text names nobody. */
  debtorId: WhoId.nullable(),
  creditorId: WhoId.nullable(),
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
  /** Set when a person said that this is no commitment, its document was deleted or re-read without it, or it only tells another again. */
  hidden: z.enum(['dismissed', 'withdrawn', 'restated']).nullable(),
  /** The commitment that this one tells again. */
  restates: CommitmentId.nullable(),
  /** Every sentence that tells it, oldest first; the first is its own. */
  sources: z.array(CommitmentSource),
  /** What later messages say became of it, oldest first. */
  changes: z.array(CommitmentChange),
  suggestion: CommitmentSuggestion.nullable(),
  /** True once a person has acted on it; the extractor no longer changes it. */
  touched: z.boolean(),
  /** The stream's version, for `If-Match` on changes. */
  version: z.number().int(),
  /** The verb that `undo` would take back; `follow` for what was taken from a message; or null. */
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
  refuse: z.strictObject({ note }),
  undo: z.strictObject({ note }),
} as const;
export type CommitmentVerb = keyof typeof commitmentVerbs;
