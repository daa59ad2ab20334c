// Follows documents that were put in until they are read and their commitments are found.
import type { Client } from '@vito/contracts/client';
import type { CommitmentView } from '@vito/contracts/commitment';
import type { DocumentSummary } from '@vito/contracts/document';
import { wait } from '@vito/runtime/wait';
import { pagesAfter } from './timeline-pages.js';

export interface Watched {
  /** The documents asked for and what came in with them (attachments, messages of a mailbox). */
  documents: Map<string, DocumentSummary>;
  /** Their commitments that stand, by document. */
  commitments: Map<string, CommitmentView[]>;
  /** False when nothing moved any more for the patience given, though work was left. */
  finished: boolean;
}

export interface WatchOptions {
  /** The log's seq before the documents were put in. */
  after: number;
  onProgress: (words: string) => void;
  /** Every document that comes in meanwhile, not only those given. */
  everything?: boolean;
  /** Milliseconds between looks. */
  every?: number;
  /** Milliseconds without any movement after which to give up. */
  patience?: number;
}

/** Waits for documents by their summaries as the upload answered them. Rejects as the client does. */
export async function untilRead(
  client: Client,
  roots: readonly DocumentSummary[],
  options: WatchOptions,
): Promise<Watched> {
  const { every = 250, patience = 120_000 } = options;
  const documents = new Map(roots.map((document) => [document.id, document]));
  const found = new Map<string, CommitmentView>();
  const settled = roots.filter((document) => !isPending(document));
  let seq = options.after;
  let lastMove = Date.now();
  let lastWords = '';
  let finished = false;
  while (Date.now() - lastMove < patience) {
    for await (const part of pagesAfter(client, seq)) {
      if (part.reached > seq) lastMove = Date.now();
      seq = part.reached;
      for (const { document, commitment } of part.entries) {
        if (document && (options.everything || belongs(document, documents))) documents.set(document.id, document);
        if (commitment?.documentId && documents.has(commitment.documentId)) found.set(commitment.id, commitment);
      }
    }
    const pending = [...documents.values()].filter(isPending);
    if (pending.length === 0 && (await isIdle(client, seq))) {
      finished = true;
      break;
    }
    const words = await progressWords(client, documents.size, pending);
    if (words !== lastWords) lastMove = Date.now();
    lastWords = words;
    options.onProgress(words);
    await wait(every);
  }
  options.onProgress('');
  for (const document of await withEnclosed(client, settled)) documents.set(document.id, document);
  for (const view of await standingOf(client, settled)) found.set(view.id, view);
  return { documents, commitments: byDocument(found.values()), finished };
}

const isPending = (document: DocumentSummary) => document.state === 'received' || document.state === 'reading';

function belongs(document: DocumentSummary, known: ReadonlyMap<string, DocumentSummary>): boolean {
  return known.has(document.id) || (document.parentId !== null && known.has(document.parentId));
}

async function isIdle(client: Client, seq: number): Promise<boolean> {
  const status = await client.call('getStatus');
  return status.unsequenced === 0 && status.work.waiting === 0 && status.seq <= seq;
}

async function progressWords(client: Client, all: number, pending: readonly DocumentSummary[]): Promise<string> {
  if (pending.length === 0) return 'looking for commitments …';
  const { items } = await client.call('listDocuments', { query: { state: 'reading', limit: 5 } });
  const ids = new Set(pending.map((document) => document.id));
  const current = items.find((document) => ids.has(document.id) && document.progress !== null);
  const pages = current?.progress
    ? ` · ${current.name}: page ${current.progress.done} of ${current.progress.total}`
    : '';
  return `read ${all - pending.length} of ${all} documents${pages}`;
}

/** Adds to documents that were read before what had come in with them; the list grows while it is walked. */
async function withEnclosed(client: Client, documents: DocumentSummary[]): Promise<DocumentSummary[]> {
  for (const document of documents) {
    if (!['mail', 'mailbox', 'archive'].includes(document.kind ?? '')) continue;
    const { attachments } = await client.call('getDocument', { params: { id: document.id } });
    for (const { id } of attachments) {
      if (documents.some((known) => known.id === id)) continue;
      documents.push(await client.call('getDocument', { params: { id } }));
    }
  }
  return documents;
}

/** The commitments of documents that were read before. */
async function standingOf(client: Client, documents: readonly DocumentSummary[]): Promise<CommitmentView[]> {
  const all: CommitmentView[] = [];
  for (const document of documents.filter(({ commitments }) => commitments > 0)) {
    all.push(...(await client.call('listCommitments', { query: { document: document.id, limit: 200 } })).items);
  }
  return all;
}

function byDocument(views: Iterable<CommitmentView>): Map<string, CommitmentView[]> {
  const grouped = new Map<string, CommitmentView[]>();
  for (const view of views) {
    if (view.hidden !== null || view.documentId === null) continue;
    const group = grouped.get(view.documentId);
    if (group) group.push(view);
    else grouped.set(view.documentId, [view]);
  }
  for (const group of grouped.values()) group.sort((a, b) => a.start - b.start);
  return grouped;
}
