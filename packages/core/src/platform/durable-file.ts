// Files that are there, whole, after a power cut: written aside, forced to the disk, and renamed into place.
import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a small file of ours: mode 0600, complete or unchanged, on the disk before it resolves. */
export async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString('hex')}.new`;
  try {
    const file = await open(aside, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Forces a folder's names to the disk: a renamed file can be lost until then. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
