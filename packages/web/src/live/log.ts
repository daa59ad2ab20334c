// The log as the page holds it: entries newest first, each with its document and commitment as they now stand.
import type { CommitmentView } from '@vito/contracts/commitment';
import type { DocumentSummary } from '@vito/contracts/document';
import type { TimelineEntry } from '@vito/contracts/timeline';

export interface Log {
  entries: readonly TimelineEntry[];
  /** The seq that has been seen up to; where to resume. */
  seq: number;
  /** Whether older entries are there to load. */
  more: boolean;
  /** Pages read so far, by document, while it is being read. */
  progress: ReadonlyMap<string, { done: number; total: number }>;
}

export const emptyLog: Log = { entries: [], seq: 0, more: false, progress: new Map() };

/** A fresh page of the log, newest first or oldest first. */
export function replaced(page: { entries: readonly TimelineEntry[]; seq: number; more: boolean }): Log {
  const seq = Math.max(page.seq, ...page.entries.map((entry) => entry.seq));
  return { entries: newestFirst(page.entries), seq, more: page.more, progress: new Map() };
}

/** New entries: put on top, once each; older entries show the documents and commitments as the new ones carry them. */
export function withEntries(log: Log, arrived: readonly TimelineEntry[], seq: number): Log {
  const known = new Set(log.entries.map((entry) => entry.seq));
  const fresh = newestFirst(arrived).filter((entry, i, all) => !known.has(entry.seq) && all[i - 1]?.seq !== entry.seq);
  const documents = new Map<string, DocumentSummary>();
  const commitments = new Map<string, CommitmentView>();
  for (const entry of [...arrived].sort((a, b) => a.seq - b.seq)) {
    if (entry.document) documents.set(entry.document.id, entry.document);
    if (entry.commitment) commitments.set(entry.commitment.id, entry.commitment);
  }
  const progress = new Map(log.progress);
  for (const document of documents.values()) if (document.state !== 'reading') progress.delete(document.id);
  const older = log.entries.map((entry) => refreshed(entry, documents, commitments));
  return {
    ...log,
    entries: newestFirst([...fresh, ...older]),
    seq: Math.max(log.seq, seq, ...arrived.map((entry) => entry.seq)),
    progress,
  };
}

/** An older page under what is there. One that brings nothing new is the last: asking again would bring the same. */
export function withOlder(log: Log, page: { entries: readonly TimelineEntry[]; more: boolean }): Log {
  const known = new Set(log.entries.map((entry) => entry.seq));
  const older = page.entries.filter((entry) => !known.has(entry.seq));
  return { ...log, entries: newestFirst([...log.entries, ...older]), more: page.more && older.length > 0 };
}

export function withProgress(log: Log, documentId: string, done: number, total: number): Log {
  return { ...log, progress: new Map(log.progress).set(documentId, { done, total }) };
}

/** What a person has just done here, shown before the server's entry comes. */
export function withCommitment(log: Log, view: CommitmentView): Log {
  const entries = log.entries.map((entry) =>
    entry.commitment?.id === view.id ? { ...entry, commitment: view } : entry,
  );
  return { ...log, entries };
}

function refreshed(
  entry: TimelineEntry,
  documents: ReadonlyMap<string, DocumentSummary>,
  commitments: ReadonlyMap<string, CommitmentView>,
): TimelineEntry {
  const document = entry.document && documents.get(entry.document.id);
  const next = entry.commitment && commitments.get(entry.commitment.id);
  const commitment = next && entry.commitment && next.version >= entry.commitment.version ? next : entry.commitment;
  if (!document && commitment === entry.commitment) return entry;
  return { ...entry, document: document ?? entry.document, commitment };
}

function newestFirst(entries: readonly TimelineEntry[]): TimelineEntry[] {
  return [...entries].sort((a, b) => b.seq - a.seq);
}
