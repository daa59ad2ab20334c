// A process of its own that takes one piece of work and holds it: made to be killed, or stopped and woken, by a test.
import { wait } from '@vito/runtime/wait';
import { document } from '../../src/intake/document.js';
import { LeaseLost } from '../../src/spine/event-store.js';
import { createWorker } from '../../src/spine/worker.js';
import { openParts } from '../setup/parts.js';
import { inputOf, say } from '../setup/processes.js';

const { url, master, name } = inputOf<{ url: string; master: string; name: string }>();
const { database, store, log } = await openParts(url, Buffer.from(master, 'hex'));
const told = new Promise<void>((resolve) => process.once('SIGUSR2', resolve));

const worker = createWorker({
  database,
  store,
  log,
  subscriptions: [
    {
      name,
      on: ['document.received'],
      concurrency: 1,
      async run(ctx, event) {
        const loaded = await store.load(ctx, document, event.stream);
        const draft = {
          type: 'document.unreadable',
          data: { reason: 'empty' },
          secret: { message: 'by the first' },
        } as const;
        const staged = store.stage(ctx, document, loaded, [draft], { id: event.stream });
        say(`holds ${event.stream}`);
        await Promise.race([told, wait(60_000)]);
        await store.commit(ctx, [staged]).then(
          () => say('committed'),
          (error) => {
            say(error instanceof LeaseLost ? 'lost' : `failed: ${error}`);
            throw error;
          },
        );
      },
    },
  ],
});
await worker.run(new AbortController().signal);
