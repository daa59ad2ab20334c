// Blobs of a bucket as a backup takes them out, and as a restore puts them into a folder or another bucket.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { checkPart, writePart } from '../../src/platform/backup-format.js';
import { type Blobs, deriveBlobKeys } from '../../src/platform/blobs.js';
import { createFileBlobs } from '../../src/platform/blobs-file.js';
import { createS3Blobs } from '../../src/platform/blobs-s3.js';
import { type Bucket, openBucket } from '../../src/platform/s3-bucket.js';
import { partBytes } from '../../src/platform/s3-parts.js';
import { storedInBucket, storedInFolder } from '../../src/platform/stored-blobs.js';
import { type S3Server, startS3 } from '../setup/s3-server.js';

const tenant = randomUUID();
const documents = [randomBytes(0), randomBytes(1_000), randomBytes(partBytes + 1)];
let s3: S3Server;
let root: string;
let bucket: Bucket;
let blobs: Blobs;
let addresses: string[];

beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.close());
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vito-stored-'));
  bucket = openBucket(await s3.bucket());
  blobs = createS3Blobs({ bucket, keyOf });
  addresses = [];
  for (const bytes of documents) addresses.push((await blobs.put(tenant, one(bytes), 1e8)).address);
});
afterEach(() => rm(root, { recursive: true, force: true }));

it('all of them come out, and go into a folder or a bucket', async () => {
  const paths = await takeOut();
  expect(paths).toHaveLength(documents.length);
  const into = { folder: join(root, 'folder'), bucket: openBucket(await s3.bucket()) };
  await storedInFolder(into.folder).fill(join(root, 'part'), paths);
  await storedInBucket(into.bucket).fill(join(root, 'part'), paths);
  await expectIn(createFileBlobs({ root: into.folder, keyOf }));
  await expectIn(createS3Blobs({ bucket: into.bucket, keyOf }));
  // As after a restore that was ended halfway.
  await storedInBucket(into.bucket).fill(join(root, 'part'), paths);
  await expectIn(createS3Blobs({ bucket: into.bucket, keyOf }));
});

it('one that was deleted since it was listed is left out', async () => {
  const open: (() => Promise<unknown>)[] = [];
  for await (const stored of storedInBucket(bucket).list()) open.push(stored.open);
  for (const address of addresses) await blobs.delete(tenant, address);
  expect(await Promise.all(open.map((opened) => opened()))).toEqual(documents.map(() => null));
});

it('never over another one of the same name', async () => {
  const paths = await takeOut();
  await blobs.put(tenant, one(documents[1] ?? randomBytes(0)), 1e8); // the same bytes, under another salt
  await expect(storedInBucket(bucket).fill(join(root, 'part'), paths)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('BLOBS_URL'),
  });
});

/** As the part of a backup. Returns the paths in it. */
async function takeOut(): Promise<string[]> {
  const part = await writePart(join(root, 'part'));
  for await (const { path, open } of storedInBucket(bucket).list()) {
    const bytes = await open();
    if (bytes) await part.add(path, bytes);
  }
  return checkPart(join(root, 'part'), await part.finish());
}

async function expectIn(store: Blobs): Promise<void> {
  for (const [at, address] of addresses.entries()) {
    const bytes = Buffer.from(await store.get(tenant, address));
    expect(bytes.equals(documents[at] ?? Buffer.from('none'))).toBe(true);
  }
}

async function keyOf() {
  return deriveBlobKeys(Buffer.alloc(32, 7));
}

async function* one(bytes: Buffer): AsyncIterable<Buffer> {
  yield bytes;
}
