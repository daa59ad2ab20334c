// A mailbox file (mbox, RFC 4155): every message in it becomes a mail of its own, its bytes as they were sent.
import type { Enclosure } from '@vito/contracts/reading';
import { createMailboxSplitter } from './mailbox-split.js';
import { plainResult, type ReadResult } from './result.js';

/** Enclosures `message-0001.eml` … in the file's order; the mailbox itself has no text. */
export function readMailbox(bytes: Uint8Array): ReadResult {
  const splitter = createMailboxSplitter();
  const mails = [...splitter.push(bytes), ...splitter.end()];
  const enclosures: Enclosure[] = mails.map((mail, i) => ({
    name: mailName(i + 1),
    mediaType: 'message/rfc822',
    bytes: mail.bytes ?? new Uint8Array(),
  }));
  return plainResult({ kind: 'mailbox', text: '' }, enclosures);
}

/** How the mail with this number, from 1, is called. */
export const mailName = (number: number): string => `message-${String(number).padStart(4, '0')}.eml`;
