// Events of documents.
import { z } from 'zod';
import { DocumentId } from './ids.js';
import { ModelProblem } from './model.js';
import { ChatUser, DocumentKind, Message, Page, ReadingMeta, UnreadableReason } from './reading.js';

const nothing = z.strictObject({});

export const documentEvents = {
  'document.received': {
    version: 1,
    data: z.strictObject({
      address: z.string(),
      size: z.number().int(),
      parentId: DocumentId.nullable(),
      source: z.enum(['api', 'attachment', 'sample', 'webhook', 'connection', 'imap', 'folder', 'run']),
    }),
    secret: z.strictObject({ name: z.string(), mediaType: z.string() }),
  },
  /** What had come in as an attachment was put in by itself: it stays when the mail is deleted. */
  'document.received-alone': { version: 1, data: nothing, secret: nothing },
  'document.read': {
    version: 1,
    data: z.strictObject({
      kind: DocumentKind,
      pages: z.array(Page.omit({ words: true })),
      attachments: z.array(DocumentId),
    }),
    secret: z.strictObject({
      text: z.string(),
      messages: z.array(Message),
      meta: ReadingMeta,
      /** Per page, six numbers a word: start, end, x, y, width, height. */
      words: z.array(z.array(z.number())),
    }),
  },
  /** It is the list of people of a chat export: ids, names, addresses and zones. */
  'document.people-listed': {
    version: 1,
    data: z.strictObject({ people: z.number().int() }),
    secret: z.strictObject({ people: z.array(ChatUser) }),
  },
  /** A list of people came in after this chat: its names and times may read differently now. */
  'document.people-known': { version: 1, data: z.strictObject({ by: DocumentId }), secret: nothing },
  'document.unreadable': {
    version: 1,
    data: z.strictObject({ reason: UnreadableReason }),
    secret: z.strictObject({ message: z.string() }),
  },
  'document.retried': { version: 1, data: nothing, secret: nothing },
  /** An earlier message of its thread came in later: what it promises may read differently now. */
  'document.thread-grown': { version: 1, data: z.strictObject({ by: DocumentId }), secret: nothing },
  /** Another message of its thread was deleted: what was understood with its help must be understood without it. */
  'document.thread-shrunk': { version: 1, data: z.strictObject({ by: DocumentId }), secret: nothing },
  'document.extracted': {
    version: 1,
    data: z.strictObject({ rulesVersion: z.string(), found: z.number().int() }),
    secret: nothing,
  },
  /** A model was asked about what the rules found, and its answer was used. */
  'document.checked': {
    version: 1,
    data: z.strictObject({
      model: z.string(),
      prompt: z.string(),
      rulesVersion: z.string(),
      /** Commitments with a verdict; findings that were dropped; items of the answer that the source did not bear out. */
      judged: z.number().int(),
      dropped: z.number().int(),
      refused: z.number().int(),
    }),
    secret: nothing,
  },
  /** A model was asked in vain: what the rules found stands. */
  'document.check-failed': {
    version: 1,
    data: z.strictObject({ model: z.string(), prompt: z.string(), problem: ModelProblem }),
    secret: nothing,
  },
  'document.deleted': { version: 1, data: nothing, secret: nothing },
} as const;
