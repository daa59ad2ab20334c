// What reading a file yields: text, pages, messages, and where each word stands. Produced by understanding,
// carried across the compute pool, kept by core, printed by the CLI.
import { z } from 'zod';

export const documentKinds = [
  'mail',
  'mailbox',
  'chat',
  'text',
  'markdown',
  'html',
  'pdf',
  'image',
  'word',
  'calendar',
  'transcript',
  'sheet',
  'slides',
  'archive',
] as const;
export const DocumentKind = z.enum(documentKinds);
export type DocumentKind = z.infer<typeof DocumentKind>;

/** Why a file cannot be read. The message beside it is for people and names the way out. */
export const unreadableReasons = [
  'empty',
  'truncated',
  'encrypted',
  'mislabelled',
  'too-large',
  'no-pages',
  'unsupported',
  'malformed',
  'timeout',
  'out-of-memory',
  'crashed',
] as const;
export const UnreadableReason = z.enum(unreadableReasons);
export type UnreadableReason = z.infer<typeof UnreadableReason>;

/** A person or organisation as a text names it. At least one field is set. */
export const Party = z.object({
  name: z.string().nullable(),
  address: z.string().nullable(),
  organisation: z.string().nullable(),
});
export type Party = z.infer<typeof Party>;

/** A half-open range of UTF-16 offsets into the document's text. */
export const Span = z.object({ start: z.number().int().min(0), end: z.number().int().min(0) });
export type Span = z.infer<typeof Span>;

/** A word on a page's image: its range in the document's text, and its box as fractions (0..1) of the page. */
export const Word = z.object({
  start: z.number().int(),
  end: z.number().int(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
});
export type Word = z.infer<typeof Word>;

export const Page = z.object({
  page: z.number().int().min(1),
  /** This page's range in the document's text. */
  start: z.number().int(),
  end: z.number().int(),
  /** True where the text came from OCR. */
  ocr: z.boolean(),
  /** Mean OCR confidence 0..100, null where the text was not OCRed. */
  confidence: z.number().nullable(),
  /** Size of the page's image in pixels or points; null where the page has no image (mail, chat, text). */
  width: z.number().nullable(),
  height: z.number().nullable(),
  /** Degrees by which the source image was turned clockwise to stand upright. */
  rotation: z.number(),
  words: z.array(Word),
});
export type Page = z.infer<typeof Page>;

/** One message: the whole of a mail, or one line of a chat, or a calendar item, or what one speaker says in a row. Documents without any have none. */
export const Message = z.object({
  /** Message-ID without angle brackets, or the chat's ts, or the calendar UID. */
  id: z.string().nullable(),
  inReplyTo: z.string().nullable(),
  references: z.array(z.string()),
  /** A chat's thread (thread_ts), when the message stands in one. */
  threadId: z.string().nullable(),
  from: Party.nullable(),
  to: z.array(Party),
  cc: z.array(Party),
  subject: z.string().nullable(),
  /**
   * ISO 8601 with the sender's own offset, e.g. 2026-03-26T18:05:30+01:00; without offset (WhatsApp) or a day alone
   * (transcripts) where the file tells no more; null where the message has no readable date.
   */
  sentAt: z.string().nullable(),
  /** The sender's IANA zone where it is known (chat users, calendar TZID). */
  zone: z.string().nullable(),
  /** Sent by a machine: out-of-office replies, bulk mail (Auto-Submitted, Precedence, List-Unsubscribe). */
  automatic: z.boolean(),
  bulk: z.boolean(),
  /** The message's range in the document's text. */
  start: z.number().int(),
  end: z.number().int(),
  /** Ranges inside it that quote or forward earlier messages, or are a signature or a disclaimer. */
  quoted: z.array(Span),
  signature: Span.nullable(),
});
export type Message = z.infer<typeof Message>;

/** A cell by its place (from 0) and its range in the document's text. Places without a cell are empty. */
export const TableCell = z.object({
  row: z.number().int().min(0),
  column: z.number().int().min(0),
  start: z.number().int().min(0),
  end: z.number().int().min(0),
});
export type TableCell = z.infer<typeof TableCell>;

/** A table on a page, as its words stand there. */
export const Table = z.object({
  page: z.number().int().min(1),
  rows: z.number().int().min(1),
  columns: z.number().int().min(2),
  cells: z.array(TableCell),
});
export type Table = z.infer<typeof Table>;

/** What can be told from a reading without its text. */
export const ReadingMeta = z.object({
  title: z.string().nullable(),
  /** The document's own date: a mail's Date, the date in the notes; ISO with offset or YYYY-MM-DD. */
  date: z.string().nullable(),
  language: z.string().nullable(),
  warnings: z.array(z.string()),
});
export type ReadingMeta = z.infer<typeof ReadingMeta>;

export const Reading = z.object({
  kind: DocumentKind,
  /** The whole decoded text. All offsets point into it. Line ends are \n. */
  text: z.string(),
  pages: z.array(Page),
  messages: z.array(Message),
  /** Tables of its pages, in order; missing where nobody looked for them. */
  tables: z.array(Table).optional(),
  meta: ReadingMeta,
});
export type Reading = z.infer<typeof Reading>;

/** A file found inside another (a mail's attachment, a message of a mailbox). Its bytes travel beside the reading. */
export interface Enclosure {
  name: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** A person as the reader of a chat export knows them (slack users.json), to give messages names and zones. */
export const ChatUser = z.object({
  id: z.string(),
  name: z.string().nullable(),
  address: z.string().nullable(),
  zone: z.string().nullable(),
});
export type ChatUser = z.infer<typeof ChatUser>;
