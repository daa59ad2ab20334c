// Events of commitments.
import { z } from 'zod';
import { CommitmentStatus, DuePrecision, DueValue } from './commitment.js';
import { CommitmentId, DocumentId, RunId } from './ids.js';
import { ModelVerdict } from './model.js';
import { Party } from './reading.js';

const nothing = z.strictObject({});
const note = z.strictObject({ note: z.string().optional() });
/** The status that a change found. */
const was = z.strictObject({ from: CommitmentStatus });
const found = {
  data: z.strictObject({
    documentId: DocumentId,
    start: z.number().int(),
    end: z.number().int(),
    page: z.number().int().nullable(),
    due: DueValue.nullable(),
    precision: DuePrecision,
    status: CommitmentStatus,
    confidence: z.number(),
    rule: z.string(),
    rulesVersion: z.string(),
    saidAt: z.string().nullable(),
    /** The zone in which the due day ends. */
    zone: z.string(),
    /** What a model said of it; absent where none was asked, or said nothing. */
    check: z.strictObject({ verdict: ModelVerdict, model: z.string(), prompt: z.string() }).optional(),
  }),
  secret: z.strictObject({
    quote: z.string(),
    debtor: Party.nullable(),
    creditor: Party.nullable(),
    action: z.string(),
    condition: z.string().nullable(),
  }),
};

/** A sentence of a thread's document, and the rule that read it. */
const place = z.strictObject({
  documentId: DocumentId,
  start: z.number().int(),
  end: z.number().int(),
  rule: z.string(),
});
/** What a sentence changes on a commitment: only what it changes is there. Its words stay in its own document. */
export const Evidence = place.extend({
  page: z.number().int().nullable(),
  status: CommitmentStatus.optional(),
  due: DueValue.nullable().optional(),
  /** Somebody else owes it from then on: the debtor in the event's secret. */
  handedOver: z.literal(true).optional(),
});
export type Evidence = z.infer<typeof Evidence>;

export const commitmentEvents = {
  /** v1 had no `precision` and no `zone`. */
  'commitment.proposed': { version: 2, ...found },
  'commitment.reread': { version: 1, ...found },
  /** No document tells it: a run made it, and its secret is under a key of its own. */
  'commitment.stated': {
    version: 1,
    data: z.strictObject({
      runId: RunId,
      due: DueValue.nullable(),
      precision: DuePrecision,
      status: CommitmentStatus,
      saidAt: z.string(),
      zone: z.string(),
    }),
    secret: found.secret.omit({ quote: true }),
  },
  'commitment.withdrawn': {
    version: 1,
    data: z.strictObject({ reason: z.enum(['document-deleted', 'reread']) }),
    secret: nothing,
  },
  'commitment.accepted': { version: 1, data: was, secret: note },
  'commitment.declined': { version: 1, data: was, secret: note },
  'commitment.fulfilled': { version: 1, data: was, secret: note },
  'commitment.cancelled': { version: 1, data: was, secret: note },
  'commitment.dismissed': { version: 1, data: nothing, secret: note },
  'commitment.renegotiated': {
    version: 1,
    data: was.extend({ due: DueValue.nullable(), precision: DuePrecision, fromDue: DueValue.nullable() }),
    secret: note,
  },
  'commitment.delegated': { version: 1, data: was, secret: note.extend({ debtor: Party }) },
  'commitment.corrected': {
    version: 1,
    data: z.strictObject({ due: DueValue.nullable(), precision: DuePrecision, fromDue: DueValue.nullable() }).partial(),
    secret: note.extend({
      debtor: Party.nullable().optional(),
      creditor: Party.nullable().optional(),
      action: z.string().optional(),
      condition: z.string().nullable().optional(),
    }),
  },
  /** It only tells another commitment again, and is hidden; null: it does not, and is there again. */
  'commitment.restated': { version: 1, data: z.strictObject({ of: CommitmentId.nullable() }), secret: nothing },
  /**
   * All that its thread now says became of it, in place of what it said before. The secret, under the key of the document
   * that hands it over: who owes it from then on.
   */
  'commitment.followed': {
    version: 1,
    data: was.extend({
      status: CommitmentStatus,
      fromDue: DueValue.nullable(),
      due: DueValue.nullable(),
      /** What waits for a person's word. */
      suggests: CommitmentStatus.nullable(),
      evidence: z.array(Evidence),
    }),
    secret: z.strictObject({ debtor: Party.nullable() }).partial(),
  },
  /** A person says that these sentences do not mean that: they apply no more. */
  'commitment.refused': { version: 1, data: z.strictObject({ evidence: z.array(place) }), secret: note },
  /** Takes back the last change a person made; `verb` says which. */
  'commitment.undone': { version: 1, data: z.strictObject({ verb: z.string() }), secret: note },
} as const;
