// What the reader tests share: fixtures, mails written line by line, and ranges shown in brackets.
import { readFileSync } from 'node:fs';
import type { Message, Reading } from '@vito/contracts/reading';
import { type ReadOptions, read } from '@vito/understanding/read';
import { Unreadable } from '@vito/understanding/unreadable';

export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url)));
}

export const bytesOf = (text: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(text, encoding));

/** A mail of header lines, an empty line, and body lines. */
export function mail(headers: string[], ...body: string[]): Uint8Array {
  return bytesOf([...headers, '', ...body, ''].join('\r\n'));
}

export async function readMail(headers: string[], ...body: string[]): Promise<{ reading: Reading; message: Message }> {
  const { reading } = await read(mail(['From: a@north.example', ...headers], ...body), 'a.eml');
  const [message] = reading.messages;
  if (!message) throw new Error('a mail is one message');
  return { reading, message };
}

/** The pieces of the text that are quoted, and the one that is the signature. */
export function pieces(reading: Reading): { quoted: string[]; signature: string | null } {
  const [message] = reading.messages;
  const cut = (span: { start: number; end: number }) => reading.text.slice(span.start, span.end);
  return { quoted: message?.quoted.map(cut) ?? [], signature: message?.signature ? cut(message.signature) : null };
}

/** The Unreadable with which reading ends. Fails where it succeeds or ends otherwise. */
export async function unreadable(bytes: Uint8Array, name: string, options?: ReadOptions): Promise<Unreadable> {
  const outcome = await read(bytes, name, options).then(
    () => new Error(`${name} was read`),
    (error: unknown) => error,
  );
  if (outcome instanceof Unreadable) return outcome;
  throw outcome;
}
