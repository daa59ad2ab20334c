// Files of a backup into a folder, each whole and on the disk.
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '@vito/runtime/failure';
import { writeStream } from './backup-format.js';
import { syncFolder } from './durable-file.js';

/** Files that are there already must be the same. Throws Failure('conflict') at one that is not. */
export async function copyFiles(from: string, to: string, paths: readonly string[]): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const folders = new Set([to]);
  for (const path of paths) {
    const target = join(to, path);
    const known = await readFile(target).catch(() => null);
    if (known?.equals(await readFile(join(from, path)))) continue;
    if (known) {
      const message = `${target} is there already and is another one than in the backup. Move it away, or set VITO_DATA to a new folder.`;
      throw new Failure('conflict', message);
    }
    const aside = `${target}.restoring`;
    await rm(aside, { force: true });
    await writeStream(aside, [createReadStream(join(from, path))]);
    await rename(aside, target);
    for (let folder = dirname(target); folder.startsWith(to); folder = dirname(folder)) folders.add(folder);
  }
  for (const folder of folders) await syncFolder(folder);
}
