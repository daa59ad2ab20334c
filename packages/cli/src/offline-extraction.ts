// Extracts commitments from files offline. Mails of one folder are threads: each sees the earlier ones, never a later one.
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import type { Reading } from '@vito/contracts/reading';
import { extract } from '@vito/understanding/extract';
import { threadLinks, threads } from '@vito/understanding/thread';
import { isBigMailbox } from './big-mailbox.js';
import { bigMailbox } from './big-mailbox-extraction.js';
import type { FoundFile } from './folder.js';
import { documentsIn, type OfflineDocument } from './offline-documents.js';
import type { Reader } from './offline-reading.js';

export type Extracted = { name: string } & (
  | { commitments: ExtractedCommitment[] }
  | { problem: string }
  | { skipped: true }
);

export interface ExtractionOptions {
  /** The zone of dues where nothing says another: an IANA name. */
  zone: string;
  attachments: boolean;
}

/** The commitments of every file, in the files' order. Files named one by one count as one folder together. */
export async function* extractFrom(
  files: readonly FoundFile[],
  reader: Reader,
  options: ExtractionOptions,
): AsyncGenerator<Extracted> {
  const [big, others] = await divided(files);
  for (const file of big) {
    for await (const { document, earlier } of bigMailbox(file, reader, options.attachments)) {
      if (!('reading' in document)) yield document;
      else yield { name: document.name, commitments: extract(document.reading, { earlier, zone: options.zone }) };
    }
  }
  for (const group of groupsOf(others)) {
    const mails = await readMails(group, reader, options.attachments);
    const earlier = earlierReadings(mails);
    for (const file of group) {
      const documents = mails.get(file) ?? documentsIn(file, reader, options.attachments);
      for await (const document of documents) {
        if (!('reading' in document)) yield document;
        else {
          const context = { earlier: earlier.get(document) ?? [], zone: options.zone };
          yield { name: document.name, commitments: extract(document.reading, context) };
        }
      }
    }
  }
}

/** Mailboxes too large to hold are threads of their own. */
async function divided(files: readonly FoundFile[]): Promise<[FoundFile[], FoundFile[]]> {
  const big: FoundFile[] = [];
  const others: FoundFile[] = [];
  for (const file of files) ((await isBigMailbox(file)) ? big : others).push(file);
  return [big, others];
}

/** Runs of files that came from the same folder. */
export function groupsOf(files: readonly FoundFile[]): FoundFile[][] {
  const groups = new Map<string | null, FoundFile[]>();
  for (const file of files) {
    const group = groups.get(file.folder);
    if (group) group.push(file);
    else groups.set(file.folder, [file]);
  }
  return [...groups.values()];
}

/** Mails are read before anything is extracted, since any may be earlier than the others. The rest is read when its turn comes. */
async function readMails(
  files: readonly FoundFile[],
  reader: Reader,
  attachments: boolean,
): Promise<Map<FoundFile, OfflineDocument[]>> {
  const read = new Map<FoundFile, OfflineDocument[]>();
  for (const file of files.filter(({ path }) => holdsMail(path))) {
    const documents: OfflineDocument[] = [];
    for await (const document of documentsIn(file, reader, attachments)) documents.push(document);
    read.set(file, documents);
  }
  return read;
}

const holdsMail = (path: string) => /\.(eml|msg|mbox|zip)$/i.test(path);

function earlierReadings(mails: ReadonlyMap<FoundFile, OfflineDocument[]>): Map<OfflineDocument, Reading[]> {
  const documents = [...mails.values()].flat().filter((document) => 'reading' in document);
  const byKey = new Map(documents.map((document) => [document.name, document]));
  const items = documents.map(({ name, reading }) => ({
    key: name,
    ...threadLinks(reading),
    sentAt: reading.messages[0]?.sentAt ?? null,
  }));
  const order = threads(items);
  return new Map(
    documents.map((document) => [
      document,
      (order.get(document.name) ?? []).flatMap((key) => byKey.get(key)?.reading ?? []),
    ]),
  );
}
