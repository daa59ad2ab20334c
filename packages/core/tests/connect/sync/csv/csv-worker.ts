// A process of its own that reads imported files and commits at every row: made to be killed.
import { createDialects } from '../../../../src/connect/sync/dialects.js';
import { createFileBlobs } from '../../../../src/platform/blobs-file.js';
import { openParts, type Parts } from '../../../setup/parts.js';
import { inputOf, say } from '../../../setup/processes.js';
import { workerOf } from '../sync-worker.js';

export const blobsOf = (parts: Parts, root: string) =>
  createFileBlobs({ root, keyOf: (tenant) => parts.vault.blobKeys(tenant) });

export const csvWorkerOf = (parts: Parts, root: string, commitEvery = 1000) => {
  const deps = { ...parts, blobs: blobsOf(parts, root) } as unknown as Parameters<typeof createDialects>[0];
  return workerOf(parts, '/nowhere', commitEvery, createDialects(deps));
};

if (process.argv[1]?.endsWith('csv-worker.ts')) {
  const { url, master, root } = inputOf<{ url: string; master: string; root: string }>();
  const parts = await openParts(url, Buffer.from(master, 'hex'));
  say('ready');
  await csvWorkerOf(parts, root, 0).run(new AbortController().signal);
}
