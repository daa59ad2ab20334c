// A mail (RFC 5322): its text, its head, what in it is quoted or a signature, and what is attached to it.
import type { Enclosure, Message } from '@vito/contracts/reading';
import { cleanText, utf8Repaired } from './characters.js';
import { htmlToPlain } from './html.js';
import { enclosuresOf } from './mail-enclosures.js';
import { mailHead } from './mail-headers.js';
import { headerText, type MailPart, type MailStructure, takeApart } from './mail-structure.js';
import { quotedSpans } from './quotation.js';
import { plainResult, type ReadResult } from './result.js';
import { signatureSpan } from './signature.js';
import { unwrapped } from './unwrapped-mail.js';

/** Reads one mail. Attachments, and mails inside it, come as enclosures; a mail without any text has an empty one. */
export async function readMail(bytes: Uint8Array): Promise<ReadResult> {
  const found = await decoded(withoutFromLine(bytes));
  const { mail, text, warnings: wrapped } = await unwrapped(found.mail, found.text);
  const { head, warnings } = mailHead(mail);
  const quoted = await quotedSpans(text);
  const signature = await signatureSpan(text, quoted);
  const message: Message = { ...head, threadId: null, zone: null, start: 0, end: text.length, quoted, signature };
  const enclosed: { enclosures: Enclosure[]; warnings: string[] } = enclosuresOf(mail);
  const meta = {
    title: head.subject,
    date: head.sentAt,
    language: null,
    warnings: [...warnings, ...wrapped, ...enclosed.warnings, ...bodyWarnings(mail, bytes)],
  };
  return plainResult({ kind: 'mail', text, messages: [message], meta }, enclosed.enclosures);
}

/**
 * Old programs send 8-bit text and name no charset. Where that leaves replacement characters, every byte that is no
 * UTF-8 is taken as windows-1252 instead.
 */
async function decoded(bytes: Uint8Array): Promise<{ mail: MailStructure; text: string }> {
  const mail = await takeApart(bytes);
  const text = await bodyText(mail.root);
  const head = `${headerText(mail, 'subject') ?? ''}${mail.lines.map((line) => line.line).join('')}`;
  const losses = count(text) + count(head);
  const repaired = losses > 0 ? utf8Repaired(bytes) : null;
  if (!repaired) return { mail, text };
  const second = await takeApart(repaired);
  const secondText = await bodyText(second.root);
  return count(secondText) < count(text) || count(text) === 0
    ? { mail: { ...second, attached: mail.attached }, text: secondText }
    : { mail, text };
}

const count = (text: string) => text.split('\ufffd').length - 1;

/** The text that a person would see: of alternatives the plain one, of other parts all, HTML turned into text. */
async function bodyText(part: MailPart | null): Promise<string> {
  if (!part || part.isAttachment) return '';
  if (part.contentType === 'text/html') return htmlToPlain(part.textContent ?? '', { quoteMarks: true });
  if (part.children.length === 0) return cleanText(part.textContent ?? '').trimEnd();
  const texts: { text: string; html: boolean }[] = [];
  for (const child of part.children) {
    const text = await bodyText(child);
    if (text.trim() !== '') texts.push({ text, html: holdsHtml(child) });
  }
  if (part.contentType !== 'multipart/alternative') return texts.map(({ text }) => text).join('\n\n');
  return (texts.find(({ html }) => !html) ?? texts.at(-1))?.text ?? '';
}

function holdsHtml(part: MailPart): boolean {
  return part.contentType === 'text/html' || part.children.some(holdsHtml);
}

function bodyWarnings(mail: MailStructure, bytes: Uint8Array): string[] {
  const type = headerText(mail, 'content-type') ?? '';
  if (/multipart\/encrypted|pkcs7-mime/i.test(type)) {
    return [
      'The body of this mail is encrypted or sealed. Save it from your mail program without that, and add it again.',
    ];
  }
  const boundary = (mail.headers.get('content-type') as { params?: { boundary?: string } } | undefined)?.params
    ?.boundary;
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (/^multipart\//i.test(type) && boundary && !all.includes(`--${boundary}--`)) {
    return ['This mail seems to be cut off: its last part has no end.'];
  }
  return [];
}

/** A mail taken out of a mailbox file may still carry that file's "From " line. */
function withoutFromLine(bytes: Uint8Array): Uint8Array {
  const isFrom = 'From '.split('').every((char, i) => bytes[i] === char.charCodeAt(0));
  const end = isFrom ? bytes.indexOf(10) : -1;
  return end < 0 ? bytes : bytes.subarray(end + 1);
}
