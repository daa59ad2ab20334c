// Blobs as they lie in their place, enciphered: what a backup copies out and a restore copies in, whatever the place is.
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { isThere, namesIn } from './folder-names.js';
import { copyFiles } from './restore-files.js';

export interface StoredBlobs {
  /** Every blob by its path, TENANT/ab/cdef…; `open` gives null for one that was deleted since. */
  list(): AsyncIterable<{ path: string; open(): Promise<Readable | null> }>;
  /** Puts in these files below `from`. One that is there already must be the same: otherwise Failure('conflict'). */
  fill(from: string, paths: readonly string[]): Promise<void>;
}

export function storedInFolder(root: string): StoredBlobs {
  async function* list() {
    for (const tenant of (await namesIn(root)).filter((name) => name.includes('-'))) {
      for (const shard of await namesIn(join(root, tenant))) {
        for (const rest of await namesIn(join(root, tenant, shard))) {
          const file = join(root, tenant, shard, rest);
          const open = async () => ((await isThere(file)) ? createReadStream(file) : null);
          yield { path: `${tenant}/${shard}/${rest}`, open };
        }
      }
    }
  }
  return { list, fill: (from, paths) => copyFiles(from, root, paths) };
}
