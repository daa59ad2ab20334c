// The files of a folder that are new or changed since they were last taken. One that is still being written is left for later.
import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { largestDocument } from '@vito/contracts/document';
import { wait } from '@vito/runtime/wait';
import type { Asked, Brought, Memory, WantedDocuments } from '../own-source.js';
import { fileBytes } from './file-bytes.js';
import { type SeenFile, seen, type Walking, walk } from './walk.js';

export const filesStream = 'files';
const page = 500;

interface Looked {
  files: SeenFile[];
  at: number;
  same: number;
}

/** `root`: real. `settled`: milliseconds from one look at a file to the next, in which nothing may change. */
export async function* readFolder(
  root: string,
  settled: number,
  asked: Asked,
  wanted: WantedDocuments,
): AsyncGenerator<Brought> {
  const walking: Walking = { signal: asked.signal, log: asked.log, isPartial: false };
  const isFresh = wanted.bookmark === null;
  const writing: string[] = [];
  async function* takeAll({ files, at }: Looked): AsyncGenerator<Brought> {
    if (files.length > 0) await wait(at + settled - Date.now(), asked.signal);
    for (const file of files) if (!asked.signal.aborted) yield* take(root, file, asked, writing);
  }

  // One page ahead, so that its second look comes later without waiting.
  let before: Looked | null = null;
  for await (const files of pagesOf(walk(root, walking))) {
    const looked = await lookAt(root, files, wanted.memory, isFresh);
    if (looked.same > 0) yield { kind: 'same', stream: filesStream, count: looked.same };
    if (before) yield* takeAll(before);
    before = looked;
  }
  if (before) yield* takeAll(before);
  if (writing.length > 0) asked.log.add(`${writing.length} files are still being written: the next run takes them`);
  yield { kind: 'bookmark', bookmark: { whole: true } };
  if (!walking.isPartial && writing.length === 0) yield { kind: 'complete', stream: filesStream };
}

async function* pagesOf(files: AsyncGenerator<SeenFile>): AsyncGenerator<SeenFile[]> {
  let some: SeenFile[] = [];
  for await (const file of files) {
    some.push(file);
    if (some.length < page) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

/** Those that are not as they were when they were taken. From the beginning, all that this very run has not taken. */
async function lookAt(root: string, files: SeenFile[], memory: Memory, isFresh: boolean): Promise<Looked> {
  const rows = await memory.rows(
    filesStream,
    files.map(({ path }) => join(root, path)),
  );
  const isKnown = ({ path, size, modified }: SeenFile) => {
    const known = rows.get(join(root, path));
    return known?.row.size === size && known.row.modified === modified && (!isFresh || known.ofThisRun);
  };
  const fresh = files.filter((file) => !isKnown(file));
  return { files: fresh.filter(({ size }) => size > 0), at: Date.now(), same: files.length - fresh.length };
}

async function* take(root: string, file: SeenFile, asked: Asked, writing: string[]): AsyncGenerator<Brought> {
  const { path, size, modified } = file;
  const full = join(root, path);
  const stats = await lstat(full, { bigint: true }).catch(() => null);
  if (!stats?.isFile()) return; // it went meanwhile
  if (seen(stats).mark !== file.mark) return void writing.push(path);
  const about = { path, size, modified };
  if (size > largestDocument)
    return yield { kind: 'held', stream: filesStream, key: full, reason: 'too-large', data: about };
  const bytes = () => fileBytes(full, file, asked.signal);
  const content = { name: basename(path), mediaType: 'application/octet-stream', bytes };
  yield { kind: 'document', stream: filesStream, key: full, file: content, onceKey: null, about, isRecord: true };
}
