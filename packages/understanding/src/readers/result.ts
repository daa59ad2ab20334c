// What every reader takes and gives.
import type { ChatUser, Enclosure, Reading, ReadingMeta } from '@vito/contracts/reading';
import type { LanguagePack } from '../ocr/engine.js';
import { tablesOf } from '../tables.js';

export interface ReadOptions {
  /** Media type that came with the file; only used where its name says nothing. */
  mediaType?: string;
  /** People of a chat export (see chatUsers), to give its messages names, addresses and zones. */
  users?: ChatUser[];
  /** Called after each page of a PDF or picture. */
  onPage?: (done: number, total: number) => void;
  /** Honoured between pages, and while a page is in OCR; reading then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Language data for OCR beside English, as they lie in a folder. */
  languages?: LanguagePack[];
  /** Page (from 0) at which a PDF or picture is begun: where an earlier part of it ended. */
  from?: number;
  /** Asked between pages: true ends this part, and the result says where the next one begins. */
  pause?: () => boolean;
}

export interface ReadResult {
  reading: Reading;
  /** Attachments of a mail, messages of a mailbox; read each as a file of its own. */
  enclosures: Enclosure[];
  /** Page (from 0) at which the next part begins, where reading paused. */
  next?: number;
}

/** A result without pages, messages or enclosures, with the tables of its pages; readers fill in what their kind has. */
export function plainResult(
  reading: Pick<Reading, 'kind' | 'text'> & Partial<Reading>,
  enclosures: Enclosure[] = [],
): ReadResult {
  const meta: ReadingMeta = { title: null, date: null, language: null, warnings: [] };
  const tables = tablesOf(reading.pages ?? []);
  return { reading: { pages: [], messages: [], tables, meta, ...reading }, enclosures };
}
