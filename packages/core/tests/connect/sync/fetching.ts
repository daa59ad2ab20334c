// The work that fetches documents, with a word to the test before and after each of its steps.
import { createOwnReading } from '../../../src/connect/sync/documents/own-reading.js';
import { runSync } from '../../../src/connect/sync/run-sync.js';
import { receive } from '../../../src/intake/receive.js';
import { createFileBlobs } from '../../../src/platform/blobs-file.js';
import type { Context } from '../../../src/spine/context.js';
import type { OpenEvent } from '../../../src/spine/event.js';
import type { EventStore } from '../../../src/spine/event-store.js';
import type { Parts } from '../../setup/parts.js';
import { ownSources } from './own-sources.js';

/** `commitEvery`: milliseconds; 0 is with every message and file. */
export function fetchingOf(
  parts: Parts,
  { blobs: root, folders }: { blobs: string; folders: string[] },
  commitEvery = 1000,
  at: (point: string) => void = () => {},
) {
  const { vault, database } = parts;
  const blobs = createFileBlobs({ root, keyOf: (tenant) => vault.blobKeys(tenant) });
  const store: EventStore = {
    ...parts.store,
    async commit(ctx, staged, options) {
      const isOurs = staged.some(({ events }) => events.some(({ draft }) => draft.type === 'sync.advanced'));
      if (isOurs) at('before commit');
      await parts.store.commit(ctx, staged, options);
      if (isOurs) at('after commit');
    },
  };
  const reading = createOwnReading({
    vault,
    sources: ownSources(folders),
    limits: { longest: 60_000, commitEvery },
    async receive(ctx, file, source) {
      at('before receive');
      const received = await receive({ ...parts, blobs }, ctx, { ...file, source, unlessDeleted: true });
      at('after receive');
      return received;
    },
  });
  return {
    name: 'fetch-documents',
    on: ['sync.requested'] as const,
    concurrency: 2,
    run: (ctx: Context, event: OpenEvent, signal: AbortSignal) =>
      runSync({ database, log: parts.log, store, reading }, ctx, event, signal),
  };
}
