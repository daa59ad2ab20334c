// Blobs in a folder: the suite of every blob store, and what is the folder’s own.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deriveBlobKeys } from '../../src/platform/blobs.js';
import { createFileBlobs } from '../../src/platform/blobs-file.js';
import { describeBlobs } from './blobs-suite.js';

describeBlobs('a folder', async () => {
  const root = await mkdtemp(join(tmpdir(), 'vito-blobs-'));
  return {
    open: (keyOf) => createFileBlobs({ root, keyOf }),
    async raw() {
      const entries = await readdir(root, { recursive: true, withFileTypes: true });
      const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(path)] as const)));
    },
    write: (name, bytes) => writeFile(name, bytes),
    close: () => rm(root, { recursive: true, force: true }),
  };
});

describe('the folder of blobs', () => {
  const tenant = randomUUID();
  let root = '';

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'vito-blobs-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('is closed to other users', async () => {
    const { address } = await open().put(tenant, one(randomBytes(10)), 10);
    const folder = join(root, tenant, address.slice(0, 2));
    expect((await stat(folder)).mode & 0o077).toBe(0);
    expect((await stat(join(folder, address.slice(2)))).mode & 0o077).toBe(0);
  });

  it('loses what a killed server left half written after a day, and not before', async () => {
    await open().put(tenant, one(randomBytes(10)), 10);
    const old = join(root, 'incoming', 'old');
    const fresh = join(root, 'incoming', 'fresh');
    await writeFile(old, 'half');
    await writeFile(fresh, 'half');
    await utimes(old, new Date(), new Date(Date.now() - 25 * 3_600_000));
    await open().put(tenant, one(randomBytes(10)), 10);
    expect(await readdir(join(root, 'incoming'))).toEqual(['fresh']);
  });

  it('replaces a file of the same address that is cut short', async () => {
    const bytes = randomBytes(100_000);
    const { address } = await open().put(tenant, one(bytes), 100_000);
    const path = join(root, tenant, address.slice(0, 2), address.slice(2));
    await writeFile(path, (await readFile(path)).subarray(0, 5_000));
    expect(await open().put(tenant, one(bytes), 100_000)).toEqual({ address, size: 100_000, duplicate: false });
    expect(Buffer.from(await open().get(tenant, address)).equals(bytes)).toBe(true);
  });

  const open = () => createFileBlobs({ root, keyOf: async () => deriveBlobKeys(Buffer.alloc(32, 7)) });
});

async function* one(bytes: Buffer): AsyncIterable<Buffer> {
  yield bytes;
}
