// A process of its own that works on syncs, once it is told to, and commits at every line: made to be killed by the program that
// it runs.

import { createDialects, type Dialects } from '../../../src/connect/sync/dialects.js';
import { createRowReading } from '../../../src/connect/sync/row-reading.js';
import { runSync } from '../../../src/connect/sync/run-sync.js';
import { createPrograms } from '../../../src/platform/programs.js';
import { createWorker } from '../../../src/spine/worker.js';
import { openParts, type Parts } from '../../setup/parts.js';
import { inputOf, say } from '../../setup/processes.js';

/** What programs speak needs none of the other parts. */
export const dialectsOf = (parts: object): Dialects => createDialects(parts as Parameters<typeof createDialects>[0]);

const syncSubscription = (parts: Parts, taps: string, commitEvery: number, dialects: Dialects) => ({
  name: 'run-sync',
  on: ['sync.requested'] as const,
  concurrency: 2,
  run: (...[ctx, event, signal]: Parameters<typeof runSync> extends [unknown, ...infer R] ? R : never) =>
    runSync(
      {
        ...parts,
        reading: createRowReading({
          ...parts,
          programs: createPrograms([taps]),
          dialects,
          limits: { silence: 20_000, longest: 60_000, commitEvery, mostSeen: 2 },
        }),
      },
      ctx,
      event,
      signal,
    ),
});

/** `commitEvery`: milliseconds; 0 is at every line. */
export const workerOf = (parts: Parts, taps: string, commitEvery = 1000, dialects = dialectsOf(parts)) =>
  createWorker({ ...parts, subscriptions: [syncSubscription(parts, taps, commitEvery, dialects)] });

if (process.argv[1]?.endsWith('sync-worker.ts')) {
  const { url, master, taps } = inputOf<{ url: string; master: string; taps: string }>();
  const parts = await openParts(url, Buffer.from(master, 'hex'));
  const told = new Promise<void>((resolve) => process.once('SIGUSR2', resolve));
  const { signal } = new AbortController();
  say('ready');
  await told;
  await workerOf(parts, taps, 0).run(signal);
}
