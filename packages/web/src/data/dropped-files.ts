// Files out of a drop, with folders walked to the bottom.
import type { Picked } from './upload-queue.js';

/** What the browser and the system leave behind in folders, and nobody means to add. */
const leftOut = /(^|\/)(\.[^/]*|Thumbs\.db|desktop\.ini)$/i;

/** Reads every file of a drop. The entries are taken before the first await: the browser empties the drop after it. */
export async function droppedFiles(transfer: DataTransfer): Promise<Picked[]> {
  const entries = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  if (entries.length === 0) return pickedFiles(transfer.files);
  const found = await Promise.all(entries.map(walk));
  return found.flat().filter((picked) => !leftOut.test(picked.path));
}

/** Files of an input; a chosen folder's files carry their path. */
export function pickedFiles(files: Iterable<File>): Picked[] {
  return [...files]
    .map((file) => ({ file, path: file.webkitRelativePath || file.name }))
    .filter((picked) => !leftOut.test(picked.path));
}

async function walk(entry: FileSystemEntry): Promise<Picked[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail));
    return [{ file, path: entry.fullPath.replace(/^\//, '') }];
  }
  const children = await listFolder((entry as FileSystemDirectoryEntry).createReader());
  return (await Promise.all(children.map(walk))).flat();
}

/** A folder's reader hands out at most 100 entries at a time, and an empty list at the end. */
async function listFolder(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
