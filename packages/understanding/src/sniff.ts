// What a file really is, told from its bytes together with its name; a file that is not what its name says is refused.
import type { DocumentKind } from '@vito/contracts/reading';
import { controlShare, decodeText } from './readers/characters.js';
import { type Format, type Signature, signatureOf } from './readers/signature-bytes.js';
import { looksLikeTranscript } from './readers/transcript-cues.js';
import { looksLikeWhatsApp } from './readers/whatsapp-stamp.js';
import { Unreadable } from './unreadable.js';

const kindByEnding: Record<string, DocumentKind> = {
  eml: 'mail',
  mbox: 'mailbox',
  json: 'chat',
  txt: 'text',
  md: 'markdown',
  html: 'html',
  htm: 'html',
  pdf: 'pdf',
  png: 'image',
  jpg: 'image',
  jpeg: 'image',
  tif: 'image',
  tiff: 'image',
  docx: 'word',
  ics: 'calendar',
  vtt: 'transcript',
  srt: 'transcript',
  csv: 'sheet',
  tsv: 'sheet',
  xlsx: 'sheet',
  xlsm: 'sheet',
  ods: 'sheet',
  pptx: 'slides',
  pptm: 'slides',
  odp: 'slides',
  odt: 'word',
  rtf: 'word',
  zip: 'archive',
  msg: 'mail',
  webp: 'image',
  gif: 'image',
  avif: 'image',
  heic: 'image',
  heif: 'image',
  hif: 'image',
};
const kindNames: Record<DocumentKind, string> = {
  mail: 'a mail',
  mailbox: 'a mailbox',
  chat: 'a JSON file',
  text: 'plain text',
  markdown: 'Markdown text',
  html: 'an HTML page',
  pdf: 'a PDF file',
  image: 'a picture',
  word: 'a Word document',
  calendar: 'a calendar file',
  transcript: 'a transcript',
  sheet: 'a spreadsheet',
  slides: 'a presentation',
  archive: 'a ZIP archive',
};
const usualEnding: Partial<Record<DocumentKind, string>> = {
  mail: '.eml',
  mailbox: '.mbox',
  chat: '.json',
  text: '.txt',
  html: '.html',
  pdf: '.pdf',
  word: '.docx',
  calendar: '.ics',
  transcript: '.vtt',
  archive: '.zip',
};
/** The lists that stand beside the days of a chat export, and are no days themselves. */
const chatLists =
  /^(slack-)?(users|org_users|channels|groups|dms|mpims|integration_logs|canvases|lists|huddle_transcripts|file_conversations)\.json$/i;
const readable =
  '.eml, .msg, .mbox, .json (a day of a Slack export, a Teams chat), .txt (WhatsApp chats too), .md, .html, .pdf, .png, .jpg, .tif, .webp, .gif, .heic, .docx, .odt, .rtf, .xlsx, .ods, .csv, .tsv, .pptx, .odp, .ics, .vtt, .srt, .zip';

/** The kind that a file's name promises, or null for names that ViTo does not read (among them the lists of a chat export). */
export function kindOfName(name: string): DocumentKind | null {
  if (chatLists.test(baseName(name))) return null;
  return kindByEnding[endingOf(name)] ?? null;
}

/** The kind of a file by its bytes and its name (and, where the name says nothing, its media type). Throws Unreadable. */
export function sniff(bytes: Uint8Array, name: string, mediaType?: string): DocumentKind {
  if (bytes.length === 0) throw new Unreadable('empty', 'This file is empty (0 bytes). Save or send it again.');
  const ending = endingOf(name);
  const seen = signatureOf(bytes) ?? textShape(bytes);
  if (seen.encrypted) {
    throw new Unreadable('encrypted', `This is ${seen.what}. Remove its password and add it again.`);
  }
  const promised = kindByEnding[ending];
  if (promised) return agree(promised, ending, seen);
  if (ending === 'jsonl') throw unsupported(ending);
  if (seen.kind && seen.kind !== 'text' && seen.kind !== 'chat') return seen.kind;
  if (seen.kind && (ending === '' || mediaType?.startsWith('text/plain'))) return seen.kind;
  throw seen.kind ? unsupported(ending) : new Unreadable('unsupported', `${cannotRead(seen.what)} ${wayOut()}`);
}

/** Whether what is there can stand under that ending; text may look like anything, other kinds must be themselves. */
function agree(promised: DocumentKind, ending: string, seen: Signature): DocumentKind {
  if (seen.kind === promised) return promised;
  const isText = seen.text === true;
  if (promised === 'text' && seen.talk) return 'chat';
  if ((promised === 'text' || promised === 'markdown') && isText) return promised;
  if (promised === 'mail' && seen.mailHeaders) return promised;
  if (promised === 'html' && isText && (seen.kind === 'text' || seen.kind === 'html')) return promised;
  if (promised === 'chat' && isText && seen.kind === 'text') return promised; // its reader says what is wrong with the JSON
  if (promised === 'sheet' && /^[ct]sv$/.test(ending) && isText && seen.kind !== 'html' && seen.kind !== 'mail')
    return promised;
  if (promised === 'mail' && ending === 'msg' && seen.box) return promised; // its reader says what is wrong with it
  const fix = seen.talk ? '.txt' : seen.format ? endingOfFormat(seen.format) : seen.kind && usualEnding[seen.kind];
  const hint = fix
    ? `Rename it to end in ${fix} and add it again.`
    : seen.kind
      ? 'Give it its right ending.'
      : wayOut();
  throw new Unreadable('mislabelled', `This file is named .${ending}, but it seems to be ${seen.what}. ${hint}`);
}

const endingOfFormat = (format: Format) => (format === 'tnef' ? '.dat' : `.${format}`);

function textShape(bytes: Uint8Array): Signature {
  const head = decodeText(bytes.subarray(0, 8192));
  if (head.trim() === '' && bytes.subarray(0, 8192).every((byte) => byte === 0)) {
    throw new Unreadable('empty', 'This file holds nothing but zero bytes. Save or send it again.');
  }
  if (controlShare(head) > 0.05 || bytes.subarray(0, 8192).filter((byte) => byte === 0).length > bytes.length * 0.6) {
    return { kind: null, what: 'binary data of no kind that ViTo knows' };
  }
  if (looksLikeWhatsApp(head)) return { kind: 'chat', what: 'a WhatsApp chat', text: true, talk: true };
  const kind = shapeOf(head);
  return { kind, what: kindNames[kind], text: true, mailHeaders: countMailHeaders(head) >= 2 };
}

function shapeOf(head: string): DocumentKind {
  const text = head.trimStart();
  if (/^BEGIN:VCALENDAR/i.test(text)) return 'calendar';
  if (looksLikeTranscript(text)) return 'transcript';
  if (/^From [^\n]*\d{4}[^\n]*\n[!-9;-~]+:/.test(text)) return 'mailbox';
  if (looksLikeMail(text)) return 'mail';
  if (/^[[{]/.test(text) && /^[[{]\s*("|\{|\[|]|\}|-?\d|true|false|null|$)/.test(text)) return 'chat';
  const tag = 'html|head|body|meta|title|table|div|p|span|style|script|h[1-6]|br|font|center|ul|ol|img';
  if (
    new RegExp(`^(<\\?xml[^>]*>\\s*)?(<!--[\\s\\S]{0,2000}?-->\\s*)?<(!doctype\\s+html|(${tag})[\\s/>])`, 'i').test(
      text,
    )
  ) {
    return 'html';
  }
  return 'text';
}

const onlyInMail = ['from', 'received', 'return-path', 'message-id', 'mime-version', 'delivered-to', 'content-type'];
const alsoInMail = ['subject', 'to', 'date', 'sender', 'reply-to', 'cc'];

/** Mail starts with nothing but header lines, one of which only mail has. */
function looksLikeMail(text: string): boolean {
  const names = new Set<string>();
  for (const line of text.split('\n', 200)) {
    if (line === '') break;
    if (/^[ \t]/.test(line) && names.size > 0) continue;
    const name = /^([!-9;-~]+)[ \t]*:/.exec(line)?.[1];
    if (name === undefined) return false;
    names.add(name.toLowerCase());
  }
  return onlyInMail.some((name) => names.has(name)) || alsoInMail.filter((name) => names.has(name)).length >= 2;
}

/** Header names among the first lines; a file that is called a mail may have odd lines between them. */
function countMailHeaders(text: string): number {
  const start = text.split('\n', 60).join('\n');
  return [...onlyInMail, ...alsoInMail].filter((name) => new RegExp(`^${name}[ \\t]*:`, 'im').test(start)).length;
}

function unsupported(ending: string): Unreadable {
  const what = ending ? `.${ending} files` : 'files of this kind';
  return new Unreadable('unsupported', `ViTo does not read ${what}. ${wayOut()}`);
}

const cannotRead = (what: string) => `This seems to be ${what}.`;
const wayOut = () => `ViTo reads ${readable}: save the file as one of these, for example as PDF, and add that.`;
const baseName = (name: string) => name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
const endingOf = (name: string) => /\.([A-Za-z0-9]{1,8})$/.exec(baseName(name))?.[1]?.toLowerCase() ?? '';
