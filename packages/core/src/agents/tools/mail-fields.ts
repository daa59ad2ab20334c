// The fields of a mail that a tool is given: none can hold a line break, so none can begin another header.
import { z } from 'zod';
import type { Mailbox } from '../../platform/mail-out.js';

const address = /[^\s\p{Cc}<>@,;:"()\\]+@[^\s\p{Cc}<>@,;:"()\\]+/u.source;

/** `ada@example.com` or `Ada Roe <ada@example.com>`. */
export const Addressed = z
  .string()
  .max(500)
  .regex(
    new RegExp(`^(${address}|[^<>"\\p{Cc}\\p{Zl}\\p{Zp}]*<${address}>)$`, 'u'),
    'an address such as ada@example.com or Ada Roe <ada@example.com>',
  );

export const Subject = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'one line without control characters');

export const MessageId = z
  .string()
  .max(500)
  .regex(/^<[^<>\s\p{Cc}]+>$/u, 'a Message-ID in its angle brackets');

/** Of an address that has the form. */
export function mailboxOf(text: string): Mailbox {
  const at = text.indexOf('<');
  if (at === -1) return { name: null, address: text };
  return { name: text.slice(0, at).trim() || null, address: text.slice(at + 1, -1) };
}
