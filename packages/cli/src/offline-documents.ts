// The documents that files hold, read offline: the file itself, the messages of a mailbox, the files of an archive, and attachments when asked for.
import type { ChatUser, Enclosure, Reading } from '@vito/contracts/reading';
import { chatUsers } from '@vito/understanding/read';
import { Unreadable } from '@vito/understanding/unreadable';
import { isBigMailbox, mailsOf, tooLargeMail } from './big-mailbox.js';
import type { FoundFile } from './folder.js';
import { NotRead, type Reader } from './offline-reading.js';

/** A document with its name in the output: `box.mbox/message-0001.eml`, `letter.eml/contract.pdf`. */
export type OfflineDocument = { name: string } & ({ reading: Reading } | { problem: string } | { skipped: true });

/** Reads a file and what it encloses, in order. Never rejects for what is wrong with one of them. */
export async function* documentsIn(
  file: FoundFile,
  reader: Reader,
  attachments: boolean,
): AsyncGenerator<OfflineDocument> {
  if (await isBigMailbox(file)) {
    yield* largeBox(file, reader, attachments);
    return;
  }
  try {
    const { reading, enclosures } = await reader.readFound(file);
    yield { name: file.name, reading };
    yield* enclosed(file.name, reading, enclosures, reader, attachments);
  } catch (error) {
    // In a folder, a .json that is no chat is like any other file of an unknown kind; one that was named is a mistake.
    const stray = file.folder !== null && error instanceof NotRead && error.reason === 'unsupported';
    yield stray ? { name: file.name, skipped: true } : refusal(file.name, error);
  }
}

async function* largeBox(file: FoundFile, reader: Reader, attachments: boolean): AsyncGenerator<OfflineDocument> {
  try {
    for await (const { name, bytes } of mailsOf(file)) {
      const mail = { name, mediaType: 'message/rfc822', bytes: bytes ?? new Uint8Array() };
      if (bytes === null) yield { name: `${file.name}/${name}`, problem: tooLargeMail };
      else yield* inside(file.name, mail, reader, attachments);
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    yield { name: file.name, problem: error.message };
  }
}

/** What a document encloses, and what that does. Mailboxes and archives are always opened. */
export async function* enclosed(
  parent: string,
  { kind }: Reading,
  enclosures: readonly Enclosure[],
  reader: Reader,
  attachments: boolean,
): AsyncGenerator<OfflineDocument> {
  if (kind !== 'mailbox' && kind !== 'archive' && !attachments) return;
  const lists = kind === 'archive' ? enclosures.filter(({ name }) => name === 'users.json') : [];
  const users = lists.flatMap(({ bytes }) => chatUsers(bytes) ?? []);
  for (const enclosure of enclosures) {
    if (users.length > 0 && lists.includes(enclosure)) continue; // who is who, and no document to read
    yield* inside(parent, enclosure, reader, attachments, users);
  }
}

async function* inside(
  parent: string,
  { name, bytes, mediaType }: Enclosure,
  reader: Reader,
  attachments: boolean,
  users: ChatUser[] = [],
): AsyncGenerator<OfflineDocument> {
  const label = `${parent}/${name}`;
  try {
    const inner = await reader.readBytes(bytes, name, label, users, mediaType);
    yield { name: label, reading: inner.reading };
    yield* enclosed(label, inner.reading, inner.enclosures, reader, attachments);
  } catch (error) {
    const unsupported = error instanceof NotRead && error.reason === 'unsupported';
    yield unsupported ? { name: label, skipped: true } : refusal(label, error);
  }
}

function refusal(name: string, error: unknown): OfflineDocument {
  if (error instanceof NotRead) return { name, problem: error.message };
  throw error;
}
