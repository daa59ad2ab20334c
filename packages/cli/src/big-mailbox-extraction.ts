// Commitments in a mailbox too large to hold: its heads are read first, for who answers whom; then each mail, and those
// before it in its thread, again from the disk.
import { type FileHandle, open } from 'node:fs/promises';
import type { Reading } from '@vito/contracts/reading';
import { mailBytes } from '@vito/understanding/readers/mailbox-split';
import { threadLinks, threads } from '@vito/understanding/thread';
import { Unreadable } from '@vito/understanding/unreadable';
import { mailsOf, tooLargeMail } from './big-mailbox.js';
import type { FoundFile } from './folder.js';
import { enclosed, type OfflineDocument } from './offline-documents.js';
import { NotRead, type Reader } from './offline-reading.js';

interface Place {
  name: string;
  start: number;
  end: number;
  last: boolean;
}

/** Readings of earlier mails that are held, and bytes of a mail's head that are looked at. */
const mostHeld = 200;
const longestHead = 100_000;

/** Every mail (and what is attached, when asked for) with the earlier ones of its thread. Never rejects for one of them. */
export async function* bigMailbox(
  file: FoundFile,
  reader: Reader,
  attachments: boolean,
): AsyncGenerator<{ document: OfflineDocument; earlier: Reading[] }> {
  const places = new Map<string, Place>();
  const items = [];
  try {
    for await (const { name, start, end, bytes } of mailsOf(file)) {
      if (bytes === null) {
        yield { document: { name: `${file.name}/${name}`, problem: tooLargeMail }, earlier: [] };
        continue;
      }
      places.set(name, { name, start, end, last: false });
      const reading = await readingOf(reader, headOf(bytes), name);
      if (reading) items.push({ key: name, ...threadLinks(reading), sentAt: reading.messages[0]?.sentAt ?? null });
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    yield { document: { name: file.name, problem: error.message }, earlier: [] };
    return;
  }
  const last = [...places.values()].at(-1);
  if (last) last.last = true;
  const order = threads(items);
  const handle = await open(file.path);
  const held = new Map<string, Reading | null>();
  const remembered = async (name: string) => {
    const place = places.get(name);
    const known = held.get(name);
    if (known !== undefined || !place) return known ?? null;
    const reading = await readingOf(reader, await bytesAt(handle, place), name);
    held.set(name, reading);
    if (held.size > mostHeld) held.delete(held.keys().next().value ?? '');
    return reading;
  };
  try {
    for (const place of places.values()) {
      const label = `${file.name}/${place.name}`;
      const earlier: Reading[] = [];
      for (const name of order.get(place.name) ?? [])
        earlier.push(...[await remembered(name)].filter((one) => one !== null));
      try {
        const { reading, enclosures } = await reader.readBytes(await bytesAt(handle, place), place.name, label);
        yield { document: { name: label, reading }, earlier };
        for await (const document of enclosed(label, reading, enclosures, reader, attachments))
          yield { document, earlier: [] };
      } catch (error) {
        if (!(error instanceof NotRead)) throw error;
        yield { document: { name: label, problem: error.message }, earlier: [] };
      }
    }
  } finally {
    await handle.close();
  }
}

async function bytesAt(handle: FileHandle, { start, end, last }: Place): Promise<Uint8Array> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
  return mailBytes(buffer.subarray(0, bytesRead), !last);
}

/** Without its body: that is not needed to tell who answers whom. */
function headOf(bytes: Uint8Array): Uint8Array {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, longestHead));
  const end = /\r?\n\r?\n/.exec(start.toString('latin1'))?.index;
  return bytes.slice(0, (end ?? start.length) + 2);
}

async function readingOf(reader: Reader, bytes: Uint8Array, name: string): Promise<Reading | null> {
  try {
    return (await reader.readBytes(bytes, name, name)).reading;
  } catch (error) {
    if (error instanceof NotRead) return null; // said when its turn comes
    throw error;
  }
}
