// What became of the commitments in files: the documents of a folder put into threads, each thread followed to its end. Offline.
import { type CommitmentLife, livesOf } from '@vito/understanding/life';
import { threadGroups, threadLinks } from '@vito/understanding/thread';
import type { FoundFile } from './folder.js';
import { documentsIn, type OfflineDocument } from './offline-documents.js';
import { type ExtractionOptions, groupsOf } from './offline-extraction.js';
import type { Reader } from './offline-reading.js';

/** A thread's documents, by name, oldest first, and its commitments; or what became of a file that could not be read. */
export type Followed =
  | { documents: string[]; lives: CommitmentLife[] }
  | { name: string; problem: string }
  | { name: string; skipped: true };

/** Every thread of every folder. Files named one by one count as one folder together. */
export async function* followed(
  files: readonly FoundFile[],
  reader: Reader,
  options: ExtractionOptions,
): AsyncGenerator<Followed> {
  for (const group of groupsOf(files)) {
    const documents: Extract<OfflineDocument, { reading: unknown }>[] = [];
    for (const file of group) {
      for await (const document of documentsIn(file, reader, options.attachments)) {
        if ('reading' in document) documents.push(document);
        else yield document;
      }
    }
    const byName = new Map(documents.map((document) => [document.name, document]));
    const items = documents.map(({ name, reading }) => ({
      key: name,
      ...threadLinks(reading),
      sentAt: reading.messages[0]?.sentAt ?? null,
    }));
    for (const names of threadGroups(items)) {
      const readings = names.flatMap((name) => byName.get(name)?.reading ?? []);
      yield { documents: names, lives: livesOf(readings, { zone: options.zone }) };
    }
  }
}
