// Blobs as files below one folder: TENANT/ab/cdef…, each written aside and moved into place when it is on the disk.
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { decipher, encipher } from './blob-cipher.js';
import { type BlobKeys, type Blobs, checkAddress, checkTenant, damagedBlob, measure, missingBlob } from './blobs.js';
import { syncFolder } from './durable-file.js';
import { isThere, namesIn } from './folder-names.js';

export interface FileBlobsOptions {
  /** Made when missing. Several servers may share it. */
  root: string;
  keyOf(tenant: string): Promise<BlobKeys>;
}

const day = 24 * 3_600_000;

export function createFileBlobs({ root, keyOf }: FileBlobsOptions): Blobs {
  const incoming = join(root, 'incoming');
  const synced = new Set<string>();
  let prepared: Promise<void> | null = null;

  const pathOf = (tenant: string, address: string) => join(root, tenant, address.slice(0, 2), address.slice(2));

  async function put(tenant: string, source: AsyncIterable<Uint8Array>, limit: number) {
    checkTenant(tenant);
    const { mac, cipher } = await keyOf(tenant);
    prepared ??= prepareIncoming(incoming);
    await prepared;
    const aside = join(incoming, randomBytes(16).toString('hex'));
    try {
      const measured = measure(source, mac, limit);
      const stored = await writeFile(aside, encipher(measured.bytes, cipher));
      const { address, size } = measured.result();
      const path = pathOf(tenant, address);
      await prepareFolder(dirname(path));
      const duplicate = !(await moveUnlessThere(aside, path, stored));
      if (duplicate) await utimes(path, new Date(), new Date()).catch(ignoreMissing);
      // Also for a duplicate: whoever wrote it may not have come to this yet.
      await syncFolder(dirname(path));
      return { address, size, duplicate };
    } finally {
      await rm(aside, { force: true });
    }
  }

  /** Makes TENANT/ab, and forces the names above it to the disk once per process. */
  async function prepareFolder(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (synced.has(folder)) return;
    await syncFolder(dirname(folder));
    await syncFolder(root);
    synced.add(folder);
  }

  async function* stream(tenant: string, address: string): AsyncIterable<Uint8Array> {
    checkAddress(tenant, address);
    const { mac, cipher } = await keyOf(tenant);
    const measured = measure(decipher(read(pathOf(tenant, address)), cipher), mac);
    yield* measured.bytes;
    // A whole blob in the place of another one deciphers well, and is still not what was asked for.
    if (measured.result().address !== address) throw damagedBlob();
  }

  async function get(tenant: string, address: string): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    for await (const piece of stream(tenant, address)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async function has(tenant: string, address: string): Promise<boolean> {
    checkAddress(tenant, address);
    return isThere(pathOf(tenant, address));
  }

  async function remove(tenant: string, address: string, unless?: { since: Date }): Promise<void> {
    checkAddress(tenant, address);
    const path = pathOf(tenant, address);
    const there = unless && (await stat(path).catch(ignoreMissing));
    if (there && there.mtime >= unless.since) return;
    await rm(path, { force: true });
    await syncFolder(dirname(path)).catch(ignoreMissing);
  }

  async function* list(only?: string) {
    if (only !== undefined) checkTenant(only);
    for (const tenant of only === undefined ? await namesIn(root) : [only]) {
      if (!tenant.includes('-')) continue;
      for (const shard of await namesIn(join(root, tenant))) {
        for (const rest of await namesIn(join(root, tenant, shard))) {
          const found = await stat(join(root, tenant, shard, rest)).catch(ignoreMissing);
          if (found) yield { tenant, address: shard + rest, stored: found.size, at: found.mtime };
        }
      }
    }
  }

  return { put, get, stream, has, delete: remove, list };
}

/** What a killed server left half written is removed a day later: another server may be writing beside us. */
async function prepareIncoming(incoming: string): Promise<void> {
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const found = await stat(path).catch(ignoreMissing);
    if (found && found.mtimeMs < Date.now() - day) await rm(path, { force: true });
  }
}

/** Returns the number of bytes written, all of them on the disk. */
async function writeFile(path: string, bytes: AsyncIterable<Buffer>): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  let size = 0;
  try {
    for await (const piece of bytes) {
      await file.appendFile(piece);
      size += piece.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return size;
}

/** False when the same blob is there already. One of another size cannot be whole and is replaced. */
async function moveUnlessThere(from: string, to: string, size: number): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch {
    // It is there, or this file system has no hard links.
    const there = await stat(to).catch(ignoreMissing);
    if (there?.size === size) return false;
    await rename(from, to);
    return true;
  }
}

async function* read(path: string): AsyncIterable<Buffer> {
  try {
    yield* createReadStream(path, { highWaterMark: 256 * 1024 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw missingBlob();
    throw error;
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
