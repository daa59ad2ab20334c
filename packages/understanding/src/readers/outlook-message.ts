// A message as Outlook keeps it (MAPI), whichever box it came in, and how it reads as a mail of the internet.
import type { Attached } from './mail-structure.js';
import { richTextToPlain } from './rich-text.js';
import { decompressRichText } from './rich-text-packed.js';

export interface OutlookParty {
  name: string | null;
  address: string | null;
}

export interface OutlookMessage {
  /** The headers with which it travelled, where it did. */
  headers: string | null;
  messageClass: string | null;
  subject: string | null;
  from: OutlookParty | null;
  to: OutlookParty[];
  cc: OutlookParty[];
  sentAt: Date | null;
  messageId: string | null;
  inReplyTo: string | null;
  references: string | null;
  text: string | null;
  html: string | null;
  /** Compressed as Outlook does (MS-OXRTFCP). */
  richText: Uint8Array | null;
  attachments: OutlookAttachment[];
}

export type OutlookAttachment = { name: string | null; mediaType: string | null; related: boolean } & (
  | { bytes: Uint8Array }
  | { message: OutlookMessage }
);

/** Its head and body as a mail; attachments are put in only where that is asked for. */
export function asMail(message: OutlookMessage, withAttachments = false): Uint8Array {
  const { type, words } = bodyOf(message);
  const body = [
    `Content-Type: ${type}; charset=utf-8`,
    'Content-Transfer-Encoding: base64',
    '',
    ...base64(Buffer.from(words)),
  ];
  const head = [...headLines(message), 'MIME-Version: 1.0'];
  if (!withAttachments || message.attachments.length === 0) return lines([...head, ...body, '']);
  const mark = `vito-part-${words.length}-${message.attachments.length}`;
  const parts = message.attachments
    .map(attachedOf)
    .flatMap(({ name, mediaType, bytes }) => [
      `--${mark}`,
      `Content-Type: ${mediaType}`,
      `Content-Disposition: attachment${name === null ? '' : `; filename="${encoded(name)}"`}`,
      'Content-Transfer-Encoding: base64',
      '',
      ...base64(bytes),
    ]);
  return lines([
    ...head,
    `Content-Type: multipart/mixed; boundary="${mark}"`,
    '',
    `--${mark}`,
    ...body,
    ...parts,
    `--${mark}--`,
    '',
  ]);
}

/** What is attached, messages among it as mails. */
export function attachedOf(attachment: OutlookAttachment): Attached {
  const { name, related } = attachment;
  if ('message' in attachment) {
    const title = name ?? attachment.message.subject;
    return { name: title, mediaType: 'message/rfc822', related: false, bytes: asMail(attachment.message, true) };
  }
  const given = attachment.mediaType ?? '';
  const mediaType =
    /^[\w.+-]{1,60}\/[\w.+-]{1,100}$/.test(given) && !/^message\/rfc822$/i.test(given)
      ? given
      : 'application/octet-stream';
  return { name, mediaType, related, bytes: attachment.bytes };
}

/** The plain text, else the HTML, else the rich text; the last one is often all there is. */
export function bodyOf({ text, html, richText }: OutlookMessage): { type: 'text/plain' | 'text/html'; words: string } {
  if (text !== null && text.trim() !== '') return { type: 'text/plain', words: text };
  if (html !== null && html.trim() !== '') return { type: 'text/html', words: html };
  const rich = richText ? decompressRichText(richText) : null;
  return { type: 'text/plain', words: rich ? richTextToPlain(rich).text : '' };
}

function headLines(message: OutlookMessage): string[] {
  const travelled = (message.headers ?? '').replace(/\r\n?/g, '\n').replace(/^\n+/, '').split(/\n\n/)[0] ?? '';
  const fields = travelled
    .split(/\n(?![ \t])/)
    .filter((line) => /^[!-9;-~]+:/.test(line) && !/^(content-|mime-version)/i.test(line));
  const has = (name: string) => fields.some((line) => line.toLowerCase().startsWith(`${name}:`));
  const add = (name: string, value: string | null) => {
    if (value !== null && value !== '' && !has(name.toLowerCase())) fields.push(`${name}: ${value}`);
  };
  add('From', message.from && party(message.from));
  add('To', message.to.map(party).join(', '));
  add('Cc', message.cc.map(party).join(', '));
  add('Subject', message.subject && encoded(message.subject));
  add('Date', message.sentAt?.toUTCString().replace('GMT', '+0000') ?? null);
  add('Message-ID', plain(message.messageId));
  add('In-Reply-To', plain(message.inReplyTo));
  add('References', plain(message.references));
  return fields.map((line) => line.replace(/\n/g, '\r\n'));
}

const plain = (value: string | null) => (value === null ? null : value.replace(/[^\x21-\x7e ]/g, ' ').trim());

function party({ name, address }: OutlookParty): string {
  const mailbox = address && /^[^\s<>@]{1,200}@[^\s<>@]{1,200}$/.test(address) ? `<${address}>` : '';
  return [name ? encoded(name) : '', mailbox].filter((part) => part !== '').join(' ');
}

/** Words of a header as RFC 2047 wants them; plain ones stay. */
function encoded(words: string): string {
  const flat = words
    .replace(/\s+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, 2_000);
  if (/^[\w .!?-]*$/.test(flat) && !/^=\?/.test(flat)) return flat;
  return (flat.match(/.{1,12}/gsu) ?? [])
    .map((piece) => `=?utf-8?B?${Buffer.from(piece).toString('base64')}?=`)
    .join(' ');
}

const base64 = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('base64')
    .match(/.{1,76}/g) ?? [];
const lines = (all: string[]) => new Uint8Array(Buffer.from(all.join('\r\n')));
