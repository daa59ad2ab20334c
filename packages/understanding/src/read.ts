// Reading a file: what it is, its text, its messages, where each word stands, and what is enclosed in it.
import type { ChatUser, DocumentKind } from '@vito/contracts/reading';
import { parseChatUsers } from './readers/chat-users.js';
import type { ReadOptions, ReadResult } from './readers/result.js';
import { isCompound, signatureOf } from './readers/signature-bytes.js';
import { kindOfName, sniff } from './sniff.js';
import { Unreadable } from './unreadable.js';

export type { ReadOptions, ReadResult } from './readers/result.js';

/**
 * Reads one file of a known kind. Rejects with Unreadable (and a sentence for people) where that cannot be done.
 * Nothing is fetched and nothing is written. `name` needs no folder; its ending must fit the content.
 */
export async function read(bytes: Uint8Array, name: string, options: ReadOptions = {}): Promise<ReadResult> {
  try {
    options.signal?.throwIfAborted();
    return await readKind(sniff(bytes, name, options.mediaType), bytes, name, options);
  } catch (cause) {
    if (cause instanceof Unreadable) throw cause;
    if (options.signal?.aborted) throw options.signal.reason;
    const message =
      'This file is damaged or not built as its kind should be. Save it again from its program and add that.';
    throw new Unreadable('malformed', message, { cause });
  }
}

/** The kind that a file's name promises, for walks over folders; null for what ViTo does not read (.jsonl, users.json …). */
export function knownKind(name: string): DocumentKind | null {
  return kindOfName(name);
}

/** The people of a chat export (Slack's users.json), or null where the bytes are something else. */
export function chatUsers(bytes: Uint8Array): ChatUser[] | null {
  return parseChatUsers(bytes);
}

async function readKind(
  kind: DocumentKind,
  bytes: Uint8Array,
  name: string,
  options: ReadOptions,
): Promise<ReadResult> {
  switch (kind) {
    case 'mail':
      return readLetter(bytes);
    case 'mailbox':
      return (await import('./readers/mailbox.js')).readMailbox(bytes);
    case 'chat':
      return readTalk(bytes, name, options);
    case 'transcript':
      return (await import('./readers/transcript.js')).readTranscript(bytes, name);
    case 'text':
    case 'markdown':
      return (await import('./readers/plain.js')).readPlain(bytes, kind);
    case 'html':
      return (await import('./readers/html.js')).readHtml(bytes);
    case 'calendar':
      return (await import('./readers/calendar.js')).readCalendar(bytes);
    case 'word':
    case 'sheet':
    case 'slides':
      return readOffice(kind, bytes, name);
    case 'archive':
      return (await import('./readers/archive.js')).readArchive(bytes, name);
    case 'pdf':
      return (await import('./readers/pdf.js')).readPdf(bytes, options);
    case 'image':
      return (await import('./readers/image.js')).readImage(bytes, options);
  }
}

/** A mail as the internet sends it, as Outlook saves it, or as Exchange wraps it. */
async function readLetter(bytes: Uint8Array): Promise<ReadResult> {
  const format = signatureOf(bytes)?.format;
  if (format === 'msg' || isCompound(bytes)) return (await import('./readers/outlook.js')).readOutlook(bytes);
  if (format === 'tnef') return (await import('./readers/tnef-mail.js')).readTnef(bytes);
  return (await import('./readers/mail.js')).readMail(bytes);
}

/** Texts, sheets and slides come in many formats: the bytes tell which. */
async function readOffice(kind: 'word' | 'sheet' | 'slides', bytes: Uint8Array, name: string): Promise<ReadResult> {
  switch (signatureOf(bytes)?.format) {
    case 'docx':
      return (await import('./readers/word.js')).readWord(bytes);
    case 'rtf':
      return (await import('./readers/rich-text.js')).readRichText(bytes);
    case 'xlsx':
      return (await import('./readers/workbook.js')).readWorkbook(bytes);
    case 'pptx':
      return (await import('./readers/slides.js')).readSlides(bytes);
    case 'odt':
    case 'ods':
    case 'odp':
      return (await import('./readers/open-document.js')).readOpenDocument(bytes, kind);
    default:
      return (await import('./readers/delimited.js')).readDelimited(bytes, name);
  }
}

/** A chat is a day of a Slack export or what Teams exports (JSON), or what WhatsApp exports (text). */
async function readTalk(bytes: Uint8Array, name: string, options: ReadOptions): Promise<ReadResult> {
  const whatsApp = await import('./readers/whatsapp.js');
  if (whatsApp.isWhatsApp(bytes)) return whatsApp.readWhatsApp(bytes, name);
  const teams = await import('./readers/teams.js');
  if (teams.isTeams(bytes)) return teams.readTeams(bytes, name);
  return (await import('./readers/chat.js')).readChat(bytes, name, options.users ?? []);
}
