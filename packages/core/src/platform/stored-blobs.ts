// Blobs as they lie in their place, enciphered: what a backup copies out and a restore copies in, whatever the place is.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Failure } from '@vito/runtime/failure';
import { blobOfKey } from './blobs-s3.js';
import { isThere, namesIn } from './folder-names.js';
import { copyFiles } from './restore-files.js';
import type { Bucket } from './s3-bucket.js';
import { firstOf, following, inParts } from './s3-parts.js';

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

export function storedInBucket(bucket: Bucket): StoredBlobs {
  async function* list() {
    for await (const { key } of bucket.list('')) {
      if (blobOfKey(key) === null) continue;
      const open = async () => {
        const bytes = await bucket.read(key);
        return bytes && Readable.from(bytes);
      };
      yield { path: key, open };
    }
  }

  async function fill(from: string, paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      const file = join(from, path);
      const there = await bucket.read(path);
      if (there === null) await write(path, createReadStream(file));
      else if ((await hashOf(there)) !== (await hashOf(createReadStream(file)))) {
        const message = `The bucket holds another ${path} than the backup. Name an empty bucket or another prefix in BLOBS_URL.`;
        throw new Failure('conflict', message);
      }
    }
  }

  /** Whole or not at all. */
  async function write(key: string, bytes: Readable): Promise<void> {
    const parts = inParts(bytes);
    const first = await firstOf(parts);
    if (first.last) await bucket.put(key, first.bytes);
    else await bucket.upload(key, following(first, parts));
  }

  return { list, fill };
}

async function hashOf(bytes: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of bytes) hash.update(piece);
  return hash.digest('hex');
}
