// A winmail.dat that came by itself, without the mail that carried it.
import { Unreadable } from '../unreadable.js';
import { readOutlookMail } from './outlook-mail.js';
import type { ReadResult } from './result.js';
import { openTnef } from './tnef.js';

export async function readTnef(bytes: Uint8Array): Promise<ReadResult> {
  const { message, complete } = openTnef(bytes);
  if (!complete) {
    throw new Unreadable('truncated', 'This winmail.dat is cut off: its end is missing. Save or send it again.');
  }
  return readOutlookMail(message);
}
