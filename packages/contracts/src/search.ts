// What search finds: passages with where they stand and what in them matched; and what a question is answered with.
import { z } from 'zod';
import { CommitmentView } from './commitment.js';
import { DocumentId } from './ids.js';
import { DocumentKind, Party, Span } from './reading.js';

/** A passage of a document. Offsets are UTF-16, into the document's text; those of `marks` into `text`. */
export const FoundPassage = z.object({
  documentId: DocumentId,
  title: z.string(),
  name: z.string(),
  kind: DocumentKind,
  heading: z.string().nullable(),
  text: z.string(),
  start: z.number().int().min(0),
  end: z.number().int().min(0),
  page: z.number().int().min(1).nullable(),
  speakers: z.array(Party),
  /** When it was said: ISO 8601, or a day; null where the document does not tell. */
  saidAt: z.string().nullable(),
  /** The words that matched, in order. */
  marks: z.array(Span),
  /** What found it: its words, its meaning, or both. */
  by: z.array(z.enum(['words', 'meaning'])),
  /** Other passages that say nearly the same and are not listed. */
  alike: z.number().int().min(0),
  /** For order only; comparable within one answer. */
  score: z.number(),
});
export type FoundPassage = z.infer<typeof FoundPassage>;

/** How far the index is: documents that were read, those whose words are in it, and those whose meaning is as well. */
export const IndexState = z.object({
  documents: z.number().int().min(0),
  words: z.number().int().min(0),
  indexed: z.number().int().min(0),
  /** The model that meaning is compared with, e.g. `use-lite-en/512`; null: switched off. */
  embedder: z.string().nullable(),
  /** Where vectors are searched: in core PostgreSQL, or with its extension pgvector. */
  vectors: z.enum(['sign codes', 'pgvector']),
});
export type IndexState = z.infer<typeof IndexState>;

export const SearchQuery = z.object({
  q: z
    .string()
    .max(500, 'at most 500 characters')
    .refine((text) => /[\p{L}\p{N}]/u.test(text), 'say what to look for: at least one word'),
  /** A name or an address: passages that this person says or is told. */
  person: z.string().min(1).max(320).optional(),
  from: z.iso.date('a day such as 2026-10-31').optional(),
  /** The last day, itself included. */
  to: z.iso.date('a day such as 2026-10-31').optional(),
  kind: DocumentKind.optional(),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

export const SearchAnswer = z.object({
  passages: z.array(FoundPassage),
  /** Why the answer may lack something, in plain words; null when all is well. */
  note: z.string().nullable(),
  index: IndexState,
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;

export const AskAnswer = SearchAnswer.extend({
  /** What a model made of the passages, each statement with the places in `passages` that it rests on; null without a model. */
  answer: z.object({ text: z.string(), citations: z.array(z.number().int().min(0)) }).nullable(),
  /** Commitments that the question is about, best first. */
  commitments: z.array(CommitmentView),
});
export type AskAnswer = z.infer<typeof AskAnswer>;
