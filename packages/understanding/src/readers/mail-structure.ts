// A mail taken apart by mailparser: its headers, the tree of its parts, and the bytes of what is attached.
import type { AddressObject, AttachmentStream, HeaderLines, Headers, HeaderValue } from 'mailparser';

/** A node of the MIME tree. Texts are decoded from their transfer encoding and charset. */
export interface MailPart {
  contentType?: string;
  charset?: string;
  isAttachment?: boolean;
  textContent?: string;
  children: MailPart[];
}

export interface Attached {
  name: string | null;
  mediaType: string;
  /** A picture that an HTML part shows in its text. */
  related: boolean;
  bytes: Uint8Array;
}

export interface MailStructure {
  headers: Headers;
  lines: HeaderLines;
  root: MailPart | null;
  attached: Attached[];
}

/**
 * Takes a mail apart. Mails inside it are attachments, never part of its own text. mailparser's own conversions are
 * off: it would lose an HTML part beside a plain one, wrap lines at 80, and put today's date for an unreadable one.
 */
export async function takeApart(bytes: Uint8Array): Promise<MailStructure> {
  const { MailParser } = await import('mailparser');
  const options = { ignoreEmbedded: true, checksumAlgo: false as unknown as string };
  const parser = new MailParser({ ...options, ...noConversions });
  const attached: Attached[] = [];
  await new Promise<void>((resolve, reject) => {
    parser.on('data', (part: AttachmentStream | { type: 'text' }) => {
      if (part.type === 'attachment') collect(part, attached, reject);
    });
    parser.on('error', reject);
    parser.on('end', resolve);
    parser.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
  const inner = parser as unknown as {
    headers: Headers | false;
    headerLines: HeaderLines | false;
    tree: MailPart | false;
  };
  return { headers: inner.headers || new Map(), lines: inner.headerLines || [], root: inner.tree || null, attached };
}

const noConversions = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
};

/** The decoded words of a header, of all its occurrences joined by spaces; null where it is missing. */
export function headerText(mail: MailStructure, name: string): string | null {
  const value = mail.headers.get(name);
  if (value === undefined) return null;
  return [value].flat().map(plainValue).join(' ').replace(/\s+/g, ' ').trim() || null;
}

/** A header's lines as they were sent, without the name. */
export function rawHeaders(mail: MailStructure, name: string): string[] {
  return mail.lines
    .filter((line) => line.key === name)
    .map((line) => line.line.slice(line.line.indexOf(':') + 1).trim());
}

/** The addresses of a header such as To, groups opened. */
export function headerAddresses(mail: MailStructure, name: string): { name: string; address: string }[] {
  const value = mail.headers.get(name);
  if (value === undefined) return [];
  return [value]
    .flat()
    .filter(isAddresses)
    .flatMap((item) => item.value)
    .flatMap(openGroup);
}

function collect(part: AttachmentStream, into: Attached[], fail: (cause: Error) => void): void {
  const chunks: Buffer[] = [];
  part.content.on('data', (chunk: Buffer) => chunks.push(chunk));
  part.content.on('error', fail);
  part.content.on('end', () => {
    const bytes = new Uint8Array(Buffer.concat(chunks)); // a copy of its own: Buffer.concat may share a pool
    into.push({ name: part.filename ?? null, mediaType: part.contentType, related: part.related === true, bytes });
    part.release?.();
  });
}

type Address = AddressObject['value'][number];

function openGroup(entry: Address): { name: string; address: string }[] {
  if (entry.group) return entry.group.flatMap(openGroup);
  return [{ name: entry.name ?? '', address: entry.address ?? '' }];
}

function isAddresses(value: unknown): value is AddressObject {
  return typeof value === 'object' && value !== null && 'value' in value && Array.isArray(value.value);
}

function plainValue(value: Exclude<HeaderValue, string[]> | string): string {
  if (typeof value === 'string') return value;
  return 'value' in value && typeof value.value === 'string' ? value.value : '';
}
