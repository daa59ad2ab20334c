// Mailboxes of any size, read from the disk a piece at a time: no more than one of their mails is held.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { largestDocument } from '@vito/contracts/document';
import { knownKind } from '@vito/understanding/read';
import { mailName } from '@vito/understanding/readers/mailbox';
import { createMailboxSplitter, type SplitMail } from '@vito/understanding/readers/mailbox-split';
import { sniff } from '@vito/understanding/sniff';
import { Unreadable } from '@vito/understanding/unreadable';
import { type FoundFile, fileName, pathProblem } from './folder.js';

export interface BoxedMail extends SplitMail {
  /** "message-0001.eml" */
  name: string;
}

const piece = 1024 * 1024;

/** True for a mailbox that is larger than a document may be: it is taken apart here instead of by its reader. */
export async function isBigMailbox(file: FoundFile): Promise<boolean> {
  if (knownKind(file.path) !== 'mailbox') return false;
  const handle = await open(file.path).catch(() => null);
  const size = (await handle?.stat())?.size ?? 0;
  await handle?.close();
  return size > largestDocument;
}

/** Its mails one by one. Throws with a sentence for people where the file is no mailbox or cannot be read. */
export async function* mailsOf(file: FoundFile): AsyncGenerator<BoxedMail> {
  const splitter = createMailboxSplitter(largestDocument);
  let number = 0;
  const named = (mail: SplitMail): BoxedMail => ({ ...mail, name: mailName(++number) });
  let first = true;
  try {
    for await (const chunk of createReadStream(file.path, { highWaterMark: piece })) {
      if (first) sniff(chunk as Uint8Array, fileName(file.path));
      first = false;
      for (const mail of splitter.push(chunk as Uint8Array)) yield named(mail);
    }
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable('malformed', pathProblem(error), { cause: error });
  }
  for (const mail of splitter.end()) yield named(mail);
}

export const tooLargeMail = 'This mail has more than 50 MB and was left out. Save its attachments and add them apart.';
