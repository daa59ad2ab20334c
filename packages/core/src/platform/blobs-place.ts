// Where blobs are kept, by the configuration: a folder, or a bucket of an object store.
import type { BlobsConfig, BucketConfig } from '@vito/runtime/blobs-config';
import type { BlobKeys, Blobs } from './blobs.js';
import { createFileBlobs } from './blobs-file.js';
import { createS3Blobs } from './blobs-s3.js';
import type { Bucket } from './s3-bucket.js';
import { type StoredBlobs, storedInBucket, storedInFolder } from './stored-blobs.js';

/** Throws Failure('unavailable') when a bucket cannot be reached or is not ours, saying what to set. */
export async function openBlobs(
  place: BlobsConfig,
  keys: { blobKeys(tenant: string): Promise<BlobKeys> },
): Promise<Blobs> {
  const keyOf = (tenant: string) => keys.blobKeys(tenant);
  if (place.kind === 'folder') return createFileBlobs({ root: place.folder, keyOf });
  return createS3Blobs({ bucket: await reach(place), keyOf });
}

/** The same place as backups see it. Throws as `openBlobs` does. */
export async function openStored(place: BlobsConfig): Promise<StoredBlobs> {
  return place.kind === 'folder' ? storedInFolder(place.folder) : storedInBucket(await reach(place));
}

async function reach(place: BucketConfig): Promise<Bucket> {
  // The SDK is large: a start that needs no bucket does not load it.
  const { openBucket } = await import('./s3-bucket.js');
  const bucket = openBucket(place);
  await bucket.check();
  return bucket;
}
