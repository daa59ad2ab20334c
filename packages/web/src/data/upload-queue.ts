// The upload queue: a few files at a time, each with its progress and its outcome in words.
import { type DocumentSummary, largestDocument } from '@vito/contracts/document';
import { newId } from '@vito/contracts/ids';
import { inWords } from '../format/errors.js';
import { size } from '../format/words.js';
import { createStore } from './store.js';

export interface UploadItem {
  id: string;
  name: string;
  size: number;
  state: 'waiting' | 'sending' | 'sent' | 'duplicate' | 'failed' | 'refused';
  /** 0..1 of the bytes sent. */
  sent: number;
  /** What went wrong and the way out, where it did. */
  problem: string | null;
  documentId: string | null;
}

/** A file to send; `path` is its name with the folders it was dropped with. */
export interface Picked {
  file: File;
  path: string;
}

export interface UploadQueueOptions {
  send(
    picked: Picked,
    key: string,
    onProgress: (sent: number) => void,
  ): Promise<{ document: Pick<DocumentSummary, 'id'>; duplicate: boolean }>;
  onSent?(): void;
  concurrency?: number;
  maxBytes?: number;
}

export function createUploadQueue(options: UploadQueueOptions) {
  const concurrency = options.concurrency ?? 4;
  const maxBytes = options.maxBytes ?? largestDocument;
  const store = createStore<readonly UploadItem[]>([]);
  const files = new Map<string, Picked>();

  function add(picked: readonly Picked[]): void {
    const added = picked.map((one) => ({ one, item: admit(one, maxBytes) }));
    for (const { one, item } of added) if (item.state === 'waiting') files.set(item.id, one);
    store.set([...store.get(), ...added.map(({ item }) => item)]);
    pump();
  }

  /** Sends a failed file again, under the same key: if the first try did arrive, it is not taken twice. */
  function retry(id: string): void {
    if (!files.has(id)) return;
    change(id, { state: 'waiting', problem: null, sent: 0 });
    pump();
  }

  /** Clears what is over; what still waits or is being sent stays. */
  function clear(): void {
    for (const item of store.get()) if (!isBusy(item)) files.delete(item.id);
    store.set(store.get().filter(isBusy));
  }

  function pump(): void {
    const items = store.get();
    const free = Math.max(0, concurrency - items.filter((item) => item.state === 'sending').length);
    for (const item of items.filter((one) => one.state === 'waiting').slice(0, free)) void send(item.id);
  }

  async function send(id: string): Promise<void> {
    const picked = files.get(id);
    if (!picked) return;
    change(id, { state: 'sending' });
    try {
      const answer = await options.send(picked, id, (sent) => change(id, { sent }));
      files.delete(id);
      change(id, { state: answer.duplicate ? 'duplicate' : 'sent', sent: 1, documentId: answer.document.id });
      options.onSent?.();
    } catch (error) {
      change(id, { state: 'failed', problem: inWords(error) });
    }
    pump();
  }

  function change(id: string, fields: Partial<UploadItem>): void {
    store.set(store.get().map((item) => (item.id === id ? { ...item, ...fields } : item)));
  }

  return { add, retry, clear, get: store.get, subscribe: store.subscribe };
}
export type UploadQueue = ReturnType<typeof createUploadQueue>;

function admit(picked: Picked, maxBytes: number): UploadItem {
  const { file, path } = picked;
  const base = { id: newId('work'), name: path, size: file.size, sent: 0, documentId: null };
  if (file.size > maxBytes) {
    const problem = `${size(file.size)} is more than the 50 MB that one file may have. Split it, or save it smaller.`;
    return { ...base, state: 'refused', problem };
  }
  if (file.size === 0)
    return { ...base, state: 'refused', problem: 'The file is empty. Check that it was saved whole.' };
  return { ...base, state: 'waiting', problem: null };
}

export function isBusy(item: UploadItem): boolean {
  return item.state === 'waiting' || item.state === 'sending';
}
