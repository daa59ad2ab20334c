// A document as the API shows it: what came in, what became of it.
import { z } from 'zod';
import { DocumentId } from './ids.js';
import { DocumentKind, Message, Page, ReadingMeta, Table, UnreadableReason } from './reading.js';

/** The most bytes that one document may have: 50 MB, as file managers count. Every door refuses more before it is sent. */
export const largestDocument = 50 * 1024 * 1024;

export const documentStates = ['received', 'reading', 'read', 'unreadable', 'deleted'] as const;
export const DocumentState = z.enum(documentStates);
export type DocumentState = z.infer<typeof DocumentState>;

export const DocumentSummary = z.object({
  id: DocumentId,
  name: z.string(),
  kind: DocumentKind.nullable(),
  state: DocumentState,
  size: z.number().int(),
  mediaType: z.string(),
  receivedAt: z.string(),
  /** The mail or mailbox it came in, when it is an attachment. */
  parentId: DocumentId.nullable(),
  title: z.string().nullable(),
  pages: z.number().int(),
  commitments: z.number().int(),
  /** Why it could not be read, for people; null otherwise. */
  problem: z.object({ reason: UnreadableReason, message: z.string() }).nullable(),
  /** Pages read so far while state is `reading`. */
  progress: z.object({ done: z.number().int(), total: z.number().int() }).nullable(),
});
export type DocumentSummary = z.infer<typeof DocumentSummary>;

/** A page without its words: those come with GET …/pages/{page}. */
export const PageOutline = Page.omit({ words: true }).extend({ image: z.boolean() });
export type PageOutline = z.infer<typeof PageOutline>;

export const DocumentView = DocumentSummary.extend({
  text: z.string(),
  outline: z.array(PageOutline),
  messages: z.array(Message),
  /** Its tables in order; their cells come with GET …/tables/{table}. */
  tables: z.array(Table.omit({ cells: true })),
  meta: ReadingMeta.nullable(),
  attachments: z.array(z.object({ id: DocumentId, name: z.string() })),
});
export type DocumentView = z.infer<typeof DocumentView>;

export const PageView = Page.extend({ text: z.string(), image: z.boolean() });
export type PageView = z.infer<typeof PageView>;
