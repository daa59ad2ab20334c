// What every reader takes and gives.
import type { ChatUser, Enclosure, Reading, ReadingMeta } from '@vito/contracts/reading';

export interface ReadOptions {
  /** Media type that came with the file; only used where its name says nothing. */
  mediaType?: string;
  /** People of a chat export (see chatUsers), to give its messages names, addresses and zones. */
  users?: ChatUser[];
  /** Called after each page of a PDF or picture. */
  onPage?: (done: number, total: number) => void;
  /** Honoured between pages, and while a page is in OCR; reading then rejects with the signal's reason. */
  signal?: AbortSignal;
}

export interface ReadResult {
  reading: Reading;
  /** Attachments of a mail, messages of a mailbox; read each as a file of its own. */
  enclosures: Enclosure[];
}

/** A result without pages, messages or enclosures; readers fill in what their kind has. */
export function plainResult(
  reading: Pick<Reading, 'kind' | 'text'> & Partial<Reading>,
  enclosures: Enclosure[] = [],
): ReadResult {
  const meta: ReadingMeta = { title: null, date: null, language: null, warnings: [] };
  return { reading: { pages: [], messages: [], meta, ...reading }, enclosures };
}
