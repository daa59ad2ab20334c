// Where blobs are kept, by BLOBS_URL: a folder now (file:), an object store later (s3:).
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '@vito/runtime/config';
import { Failure } from '@vito/runtime/failure';
import type { BlobKeys, Blobs } from './blobs.js';
import { createFileBlobs } from './blobs-file.js';

export function blobsFolder(config: Pick<Config, 'blobsUrl' | 'dataFolder'>): string {
  if (config.blobsUrl === null) return join(config.dataFolder, 'blobs');
  if (config.blobsUrl.startsWith('file:')) return fileURLToPath(config.blobsUrl);
  throw new Failure(
    'invalid',
    'BLOBS_URL: only file: addresses are understood so far, e.g. file:///var/lib/vito/blobs',
  );
}

export async function openBlobs(
  config: Pick<Config, 'blobsUrl' | 'dataFolder'>,
  keys: { blobKeys(tenant: string): Promise<BlobKeys> },
): Promise<Blobs> {
  return createFileBlobs({ root: blobsFolder(config), keyOf: (tenant) => keys.blobKeys(tenant) });
}
