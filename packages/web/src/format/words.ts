// Small words: sizes, counts, kinds and states, as the screens say them.
import type { CommitmentStatus } from '@vito/contracts/commitment';
import type { DocumentKind, UnreadableReason } from '@vito/contracts/reading';

/** "1 page", "12 pages". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** Bytes in decimal units: "840 B", "12 kB", "3.4 MB". */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 9_950_000 ? 1 : 0)} MB`;
}

/** A text with a capital at its head, for a title: actions are quoted from the middle of sentences. */
export function titled(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const statusWords: Record<CommitmentStatus, string> = {
  proposed: 'Proposed',
  accepted: 'Accepted',
  declined: 'Declined',
  renegotiated: 'Renegotiated',
  delegated: 'Delegated',
  fulfilled: 'Fulfilled',
  cancelled: 'Cancelled',
};

/** What a message lets one think of a commitment, before its words: "Looks done: “…”". */
export const suggestionWords: Record<CommitmentStatus, string> = {
  proposed: 'Looks proposed',
  accepted: 'Looks agreed',
  declined: 'Looks refused',
  renegotiated: 'Looks moved',
  delegated: 'Looks handed over',
  fulfilled: 'Looks done',
  cancelled: 'Looks called off',
};

export const kindWords: Record<DocumentKind, string> = {
  mail: 'Mail',
  mailbox: 'Mailbox',
  chat: 'Chat',
  text: 'Text',
  markdown: 'Notes',
  html: 'Web page',
  pdf: 'PDF',
  image: 'Scan',
  word: 'Word',
  calendar: 'Calendar',
  transcript: 'Transcript',
  sheet: 'Spreadsheet',
  slides: 'Slides',
  archive: 'Archive',
};

export const reasonWords: Record<UnreadableReason, string> = {
  empty: 'The file is empty',
  truncated: 'The file is cut off',
  encrypted: 'The file is locked with a password',
  mislabelled: 'The file is not what its name says',
  'too-large': 'The file is too large',
  'no-pages': 'The file has no pages',
  unsupported: 'This kind of file cannot be read yet',
  malformed: 'The file is damaged',
  timeout: 'Reading took too long',
  'out-of-memory': 'Reading needed too much memory',
  crashed: 'Reading stopped unexpectedly',
};

/** `commitment.due-moved` -> "due moved", for events that this app does not know by name. */
export function plainType(type: string): string {
  return type
    .slice(type.indexOf('.') + 1)
    .replaceAll(/[-_.]/g, ' ')
    .trim();
}

/** How this machine writes the key that opens the palette. */
export const modKey = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? '') ? '⌘' : 'Ctrl ';
