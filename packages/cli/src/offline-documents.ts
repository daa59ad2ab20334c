// The documents that files hold, read offline: the file itself, the messages of a mailbox, the files of an archive, and attachments when asked for.
import type { Enclosure, Reading } from '@vito/contracts/reading';
import { chatUsers } from '@vito/understanding/read';
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

async function* enclosed(
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
    const { name, bytes, mediaType } = enclosure;
    const label = `${parent}/${name}`;
    if (users.length > 0 && lists.includes(enclosure)) continue; // who is who, and no document to read
    try {
      const inner = await reader.readBytes(bytes, name, label, users, mediaType);
      yield { name: label, reading: inner.reading };
      yield* enclosed(label, inner.reading, inner.enclosures, reader, attachments);
    } catch (error) {
      const unsupported = error instanceof NotRead && error.reason === 'unsupported';
      yield unsupported ? { name: label, skipped: true } : refusal(label, error);
    }
  }
}

function refusal(name: string, error: unknown): OfflineDocument {
  if (error instanceof NotRead) return { name, problem: error.message };
  throw error;
}
