// Blobs as objects of a bucket: TENANT/ab/cdef…, as the files of the folder store, so that one can be copied to the other.
import { randomBytes } from 'node:crypto';
import { decipher, encipher } from './blob-cipher.js';
import { type BlobKeys, type Blobs, checkAddress, checkTenant, damagedBlob, measure, missingBlob } from './blobs.js';
import type { Bucket } from './s3-bucket.js';
import { firstOf, following, inParts } from './s3-parts.js';

export interface S3BlobsOptions {
  /** Several servers may share it. */
  bucket: Bucket;
  keyOf(tenant: string): Promise<BlobKeys>;
  /** Milliseconds after which what is half written was left by a server that is gone. */
  abandonedAfter?: number;
}

const day = 24 * 3_600_000;
const second = 1000;
const blobKey = /^([0-9a-f-]{36})\/([0-9a-f]{2})\/([0-9a-f]{62})$/;

export function keyOfBlob(tenant: string, address: string): string {
  return `${tenant}/${address.slice(0, 2)}/${address.slice(2)}`;
}

/** Null for an object that is no blob of ours. */
export function blobOfKey(key: string): { tenant: string; address: string } | null {
  const [, tenant, shard = '', rest = ''] = blobKey.exec(key) ?? [];
  return tenant === undefined ? null : { tenant, address: shard + rest };
}

export function createS3Blobs({ bucket, keyOf, abandonedAfter = day }: S3BlobsOptions): Blobs {
  const inTurn = createTurns();
  let tidied = 0;

  async function put(tenant: string, source: AsyncIterable<Uint8Array>, limit: number) {
    checkTenant(tenant);
    const { mac, cipher } = await keyOf(tenant);
    await tidy();
    const measured = measure(source, mac, limit);
    const parts = inParts(encipher(measured.bytes, cipher));
    try {
      const first = await firstOf(parts);
      if (!first.last) return await putLarge(tenant, following(first, parts), measured.result);
      const write = (key: string) => bucket.put(key, first.bytes);
      return await place(tenant, measured.result(), first.bytes.length, write);
    } finally {
      await parts.return(undefined);
    }
  }

  /** The address is known after the last byte: what memory cannot hold waits for it under another name. */
  async function putLarge(
    tenant: string,
    parts: AsyncIterable<Buffer>,
    result: () => { address: string; size: number },
  ) {
    const aside = `incoming/${randomBytes(16).toString('hex')}`;
    let stored = 0;
    async function* counted() {
      for await (const part of parts) {
        stored += part.length;
        yield part;
      }
    }
    try {
      await bucket.upload(aside, counted());
      return await place(tenant, result(), stored, (key) => bucket.copy(aside, key));
    } finally {
      await bucket.remove(aside).catch(() => {});
    }
  }

  /**
   * A duplicate is written again: that renews when it was put in, and mends what is damaged, whatever the store can do. Its
   * bytes differ (another salt), so its etag does: a sweep that looked before does not delete it.
   */
  async function place(
    tenant: string,
    { address, size }: { address: string; size: number },
    stored: number,
    write: (key: string) => Promise<void>,
  ) {
    const key = keyOfBlob(tenant, address);
    return inTurn(key, async () => {
      const there = await bucket.head(key);
      await write(key);
      return { address, size, duplicate: there?.size === stored };
    });
  }

  async function* stream(tenant: string, address: string): AsyncIterable<Uint8Array> {
    checkAddress(tenant, address);
    const { mac, cipher } = await keyOf(tenant);
    const found = await bucket.read(keyOfBlob(tenant, address));
    if (found === null) throw missingBlob();
    const measured = measure(decipher(found, cipher), mac);
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
    return (await bucket.head(keyOfBlob(tenant, address))) !== null;
  }

  async function remove(tenant: string, address: string, unless?: { since: Date }): Promise<void> {
    checkAddress(tenant, address);
    const key = keyOfBlob(tenant, address);
    await inTurn(key, async () => {
      if (!unless) return bucket.remove(key);
      const there = await bucket.head(key);
      // The store's times are cut to the second: one that could be as young as `since` is.
      if (!there || there.at.getTime() + second > unless.since.getTime()) return;
      await bucket.remove(key, there.etag);
    });
  }

  async function* list(only?: string) {
    if (only !== undefined) checkTenant(only);
    for await (const { key, size, at } of bucket.list(only === undefined ? '' : `${only}/`)) {
      const blob = blobOfKey(key);
      if (blob) yield { ...blob, stored: size, at };
    }
  }

  /** Once a day, what killed servers left half written. Another server may be writing beside us: only what is old. */
  async function tidy(): Promise<void> {
    if (Date.now() - tidied < day) return;
    tidied = Date.now();
    const old = (at: Date) => at.getTime() < Date.now() - abandonedAfter;
    try {
      for await (const { key, at } of bucket.list('incoming/')) if (old(at)) await bucket.remove(key);
      for await (const { key, id, at } of bucket.uploads('incoming/')) if (old(at)) await bucket.endUpload(key, id);
    } catch {
      // Not every store or login may list uploads, and no document has to wait for this.
    }
  }

  return { put, get, stream, has, delete: remove, list };
}

/** Of what is done to one key by this process, one after the other. */
function createTurns() {
  const turns = new Map<string, Promise<unknown>>();
  return async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(key) ?? Promise.resolve()).then(work, work);
    turns.set(key, turn);
    try {
      return await turn;
    } finally {
      if (turns.get(key) === turn) turns.delete(key);
    }
  };
}
