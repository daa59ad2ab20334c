// Events of the company, of who is who, and of calls to a model.
import { z } from 'zod';
import { DocumentId, EventId, WhoId } from './ids.js';
import { ModelProblem } from './model.js';

const nothing = z.strictObject({});
const who = z.strictObject({ id: WhoId });

export const companyEvents = {
  'company.founded': { version: 1, data: nothing, secret: nothing },
  'company.profile-set': {
    version: 1,
    data: nothing,
    secret: z.strictObject({
      name: z.string(),
      addresses: z.array(z.string()),
      organisation: z.string().nullable(),
      zone: z.string(),
    }),
  },
  'company.sample-loaded': { version: 1, data: z.strictObject({ documents: z.number().int() }), secret: nothing },
  'company.calendar-link-made': {
    version: 1,
    data: z.strictObject({ hash: z.string() }),
    secret: z.strictObject({ link: z.string() }),
  },
  /** Who is asked by mail when a run waits for a decision. */
  'company.approvers-set': { version: 1, data: nothing, secret: z.strictObject({ addresses: z.array(z.string()) }) },
  /** Somebody looked at an event's secret: `vito show EVENT --reveal`. */
  'company.event-revealed': { version: 1, data: z.strictObject({ eventId: EventId }), secret: nothing },
  /**
   * What a person said about somebody of the directory. The ids are keyed hashes of addresses and names, useless to anybody
   * without the company's key; `undone` takes the last one back that stands.
   */
  'directory.merged': { version: 1, data: z.strictObject({ id: WhoId, into: WhoId }), secret: nothing },
  'directory.split': { version: 1, data: z.strictObject({ id: WhoId, part: WhoId }), secret: nothing },
  'directory.renamed': { version: 1, data: who, secret: z.strictObject({ name: z.string() }) },
  'directory.alias-added': { version: 1, data: who, secret: z.strictObject({ alias: z.string() }) },
  'directory.organisation-set': {
    version: 1,
    data: who.extend({ organisation: WhoId.nullable() }),
    secret: z.strictObject({ name: z.string().optional() }),
  },
  'directory.us-set': { version: 1, data: who, secret: nothing },
  'directory.undone': { version: 1, data: z.strictObject({ verb: z.string() }), secret: nothing },
  /** One call of a model about a document, with what it cost. The answer is kept, so that the same question costs nothing. */
  'model.called': {
    version: 1,
    data: z.strictObject({
      documentId: DocumentId,
      model: z.string(),
      prompt: z.string(),
      /** A keyed hash of the question. */
      fingerprint: z.string(),
      outcome: z.union([z.literal('answered'), ModelProblem]),
      tokensIn: z.number().int().nullable(),
      tokensOut: z.number().int().nullable(),
      /** Millionths of a US dollar; null where the price or the tokens are not known. */
      costMicros: z.number().int().nullable(),
      /** The month of the list price, or `own`. */
      priced: z.string().nullable(),
      ms: z.number().int(),
      tries: z.number().int(),
    }),
    secret: z.strictObject({ answer: z.string().optional() }),
  },
} as const;
