// Blobs in a bucket, over a small real S3 server: the suite of every blob store, and what is the bucket’s own.
import { randomBytes, randomUUID } from 'node:crypto';
import type { BucketConfig } from '@vito/runtime/blobs-config';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Blobs, deriveBlobKeys } from '../../src/platform/blobs.js';
import { openBlobs } from '../../src/platform/blobs-place.js';
import { createS3Blobs } from '../../src/platform/blobs-s3.js';
import { openBucket } from '../../src/platform/s3-bucket.js';
import { partBytes } from '../../src/platform/s3-parts.js';
import { openWire, type Wire } from '../setup/proxy.js';
import { type S3Server, startS3 } from '../setup/s3-server.js';
import { until } from '../setup/until.js';
import { describeBlobs } from './blobs-suite.js';

let s3: S3Server;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.close());

describeBlobs('a bucket', async () => {
  const place = await s3.bucket();
  return {
    open: (keyOf) => createS3Blobs({ bucket: openBucket(place), keyOf }),
    raw: () => s3.raw(place),
    write: (name, bytes) => s3.write(place, name, bytes),
    close: async () => {},
  };
});

describe('the bucket of blobs', () => {
  const limit = 50 * 2 ** 20;
  const tenant = randomUUID();
  const keyOf = async () => deriveBlobKeys(Buffer.alloc(32, 7));
  let place: BucketConfig;
  let wire: Wire;
  let blobs: Blobs;

  beforeEach(async () => {
    wire = await openWire('127.0.0.1', s3.port);
    place = await s3.bucket(`http://127.0.0.1:${wire.port}`);
    blobs = open();
  });
  afterEach(async () => {
    await s3.faults();
    await s3.letGo();
    await wire.close();
  });

  /** `silence`, `abandonedAfter`: milliseconds. */
  const open = ({ silence = 20_000, abandonedAfter = 24 * 3_600_000 } = {}) =>
    createS3Blobs({ bucket: openBucket(place, { connect: 5000, silence }), keyOf, abandonedAfter });

  it('keeps a large blob at its address alone, and renews a duplicate', async () => {
    const bytes = randomBytes(2 * partBytes + 5);
    const { address } = await blobs.put(tenant, one(bytes), limit);
    expect([...(await s3.raw(place)).keys()]).toEqual([`a/b/${tenant}/${address.slice(0, 2)}/${address.slice(2)}`]);
    const [before] = await all(blobs.list());
    await until('the next second', () => Date.now() - (before?.at.getTime() ?? 0) > 1000);
    expect(await blobs.put(tenant, one(bytes), limit)).toEqual({ address, size: bytes.length, duplicate: true });
    const [after] = await all(blobs.list());
    expect(after?.at.getTime()).toBeGreaterThan(before?.at.getTime() ?? 0);
    expect(Buffer.from(await blobs.get(tenant, address)).equals(bytes)).toBe(true);
    await blobs.delete(tenant, address);
    await s3.removeBucket(place);
  });

  it('leaves neither an object nor an upload of what ends halfway', async () => {
    async function* broken() {
      yield randomBytes(2 * partBytes + 1);
      expect((await s3.said()).open).toHaveLength(1);
      throw new Error('the connection was closed');
    }
    await expect(blobs.put(tenant, broken(), limit)).rejects.toThrow('the connection was closed');
    await s3.removeBucket(place);
  });

  it('leaves neither when the store fails at a part, at the end, or at the copy', async () => {
    const word = { status: 503, word: 'SlowDown' };
    for (const [method, part] of [
      ['PUT', 'partNumber=2'],
      ['POST', 'uploadId='],
      ['PUT', 'x-id=CopyObject'],
    ] as const) {
      await s3.faults({ method, part, answer: word, times: 3 });
      await expect(blobs.put(tenant, one(randomBytes(2 * partBytes)), limit)).rejects.toMatchObject({
        code: 'unavailable',
        retry: 'later',
        message: expect.stringContaining('SlowDown'),
      });
      expect((await s3.said()).faults).toMatchObject([{ times: 0 }]);
      expect((await s3.said()).open).toEqual([]);
    }
    await s3.removeBucket(place);
  });

  it('gets over a store that fails once', async () => {
    await s3.faults({ method: 'PUT', part: tenant, answer: { status: 500, word: 'InternalError' }, times: 1 });
    expect(await blobs.put(tenant, one(randomBytes(10)), limit)).toMatchObject({ duplicate: false });
  });

  it('says that the store is away, and works again once it is back', async () => {
    const { address } = await blobs.put(tenant, one(Buffer.from('bytes')), limit);
    wire.cut();
    const away = { code: 'unavailable', retry: 'later' };
    await expect(blobs.put(tenant, one(randomBytes(10)), limit)).rejects.toMatchObject(away);
    await expect(blobs.get(tenant, address)).rejects.toMatchObject(away);
    await expect(blobs.has(tenant, address)).rejects.toMatchObject(away);
    await expect(all(blobs.list())).rejects.toMatchObject(away);
    await expect(blobs.delete(tenant, address)).rejects.toMatchObject(away);
    wire.mend();
    expect(Buffer.from(await blobs.get(tenant, address)).toString()).toBe('bytes');
  });

  it('says that the store is away when it goes while a blob is read', async () => {
    const { address } = await blobs.put(tenant, one(randomBytes(4 * partBytes)), limit);
    const reading = blobs.stream(tenant, address)[Symbol.asyncIterator]();
    await reading.next();
    wire.cut();
    const rest = async () => {
      while (!(await reading.next()).done);
    };
    await expect(rest()).rejects.toMatchObject({ code: 'unavailable', retry: 'later' });
  });

  it('does not wait for ever for a store that takes requests and says nothing', async () => {
    const { address } = await blobs.put(tenant, one(randomBytes(10)), limit);
    await s3.faults({ method: 'GET', part: address.slice(2), answer: 'hold', times: 3 });
    const impatient = open({ silence: 300 });
    await expect(impatient.get(tenant, address)).rejects.toMatchObject({ code: 'unavailable', retry: 'later' });
    expect((await s3.said()).faults).toMatchObject([{ times: 0 }]);
    await s3.letGo();
    expect(await blobs.get(tenant, address)).toHaveLength(10);
  });

  it('waits for a store that is slow', async () => {
    const { address } = await blobs.put(tenant, one(randomBytes(10)), limit);
    await s3.faults({ method: 'GET', part: address.slice(2), answer: 'hold', times: 1 });
    const got = blobs.get(tenant, address);
    await until('the request is held', async () => (await s3.said()).faults[0]?.times === 0);
    await s3.letGo();
    expect(await got).toHaveLength(10);
  });

  it('lists more than a page of a thousand', async () => {
    const bucket = openBucket(place);
    const addresses = Array.from({ length: 1005 }, () => randomBytes(32).toString('hex'));
    for (let at = 0; at < addresses.length; at += 50) {
      const some = addresses.slice(at, at + 50);
      await Promise.all(
        some.map((one) => bucket.put(`${tenant}/${one.slice(0, 2)}/${one.slice(2)}`, Buffer.from('x'))),
      );
    }
    await bucket.put(`${tenant}/not/a-blob`, Buffer.from('x'));
    const listed = await all(blobs.list(tenant));
    expect(listed.map(({ address }) => address).sort()).toEqual(addresses.sort());
    const pages = (await s3.said()).seen.filter((one) => one.includes(place.bucket) && one.includes('list-type=2'));
    expect(pages).toHaveLength(2);
  });

  it('deletes what is older than it may be, and nothing that was put in since', async () => {
    const bytes = randomBytes(100);
    const { address } = await blobs.put(tenant, one(bytes), limit);
    await blobs.delete(tenant, address, { since: new Date(Date.now() - 3_600_000) });
    expect(await blobs.has(tenant, address)).toBe(true);

    // Another server puts the same bytes in between the look and the deletion.
    const key = address.slice(2);
    await s3.faults({ method: 'DELETE', part: key, answer: 'hold', times: 1 });
    const deleted = blobs.delete(tenant, address, { since: new Date(Date.now() + 3_600_000) });
    await until('the deletion is under way', async () => (await s3.said()).faults[0]?.times === 0);
    await open().put(tenant, one(bytes), limit);
    await s3.letGo();
    await deleted;
    expect(Buffer.from(await blobs.get(tenant, address)).equals(bytes)).toBe(true);

    await blobs.delete(tenant, address, { since: new Date(Date.now() + 3_600_000) });
    expect(await blobs.has(tenant, address)).toBe(false);
  });

  it('mends a blob of the same address that is damaged', async () => {
    const bytes = randomBytes(1000);
    const { address } = await blobs.put(tenant, one(bytes), limit);
    const [[key, good] = ['', Buffer.alloc(0)]] = await s3.raw(place);
    await s3.write(place, key, Buffer.alloc(good.length));
    await expect(blobs.get(tenant, address)).rejects.toMatchObject({ code: 'unavailable' });
    await blobs.put(tenant, one(bytes), limit);
    expect(Buffer.from(await blobs.get(tenant, address)).equals(bytes)).toBe(true);
  });

  it('loses what a killed server left half written after a day, and not before', async () => {
    const leftBehind = async () => ({
      uploads: (await s3.said()).open.length,
      object: (await s3.raw(place)).has('a/b/incoming/object'),
    });
    async function* killed() {
      yield randomBytes(partBytes);
      await new Promise(() => {}); // and never says more
    }
    void openBucket(place).upload('incoming/upload', killed());
    await until('the upload has begun', async () => (await s3.said()).open.length === 1);
    await s3.write(place, 'a/b/incoming/object', Buffer.from('half'));
    await blobs.put(tenant, one(randomBytes(10)), limit);
    expect(await leftBehind()).toEqual({ uploads: 1, object: true });
    await open({ abandonedAfter: -2000 }).put(tenant, one(randomBytes(10)), limit);
    expect(await leftBehind()).toEqual({ uploads: 0, object: false });
  });

  it('is refused at the start when it is not there, not ours, or away, and says what to set', async () => {
    const keys = { blobKeys: keyOf };
    await expect(openBlobs(place, keys)).resolves.toBeDefined();
    const other = { ...place, bucket: 'not-there' };
    await expect(openBlobs(other, keys)).rejects.toThrow(/no bucket "not-there".*BLOBS_URL/);
    process.env.AWS_ACCESS_KEY_ID = 'stranger';
    try {
      await expect(openBlobs(place, keys)).rejects.toThrow(/refuses.*AWS_ACCESS_KEY_ID/);
    } finally {
      process.env.AWS_ACCESS_KEY_ID = 'vito-test';
    }
    wire.cut();
    await expect(openBlobs(place, keys)).rejects.toThrow(/ECONNRESET.*BLOBS_URL/);
  });
});

async function* one(bytes: Buffer): AsyncIterable<Buffer> {
  yield bytes;
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of source) found.push(item);
  return found;
}
