// Wake-ups on BullMQ, on PostgreSQL or on Redis: "there is work of this subscription". Never the work itself.
import { setMaxListeners } from 'node:events';
import { errorKind, type Log } from '@vito/runtime/log';
import { wait } from '@vito/runtime/wait';
import { createPostgresBackend, type Job, Queue, Worker } from 'bullmq';
import type { DatabaseAccess } from './database.js';

export interface WakeUps {
  /** Says that a subscription has work. Calls within 20 ms become one job; never throws. */
  wake(subscription: string): void;
  /**
   * Calls `hear` with the subscription of each wake-up that this process gets; at once, so `hear` only rings. Never
   * rejects: where the queue is away, it is looked for until it is found.
   */
  listen(hear: (subscription: string) => void): Promise<void>;
  /** Resolves when the queue answers; rejects when it does not within two seconds. */
  probe(): Promise<void>;
  stop(): Promise<void>;
}

export type QueuePlace = { kind: 'postgres'; access: DatabaseAccess } | { kind: 'redis'; url: string };

export const queueName = 'wake-ups';
const gap = 20; // ms in which calls become one
const patience = 2000; // ms to wait for a queue that does not answer
// Short everywhere: a killed worker's hint comes back soon. The hint is handled at once, so nothing long holds a lock.
const pace = { lockDuration: 3000, stalledInterval: 1000, maxStalledCount: 3, concurrency: 8, runRetryDelay: 1000 };
// No job id: adding a failed id again would run nothing. One attempt: the sweep finds what a lost hint hid.
const hint = { attempts: 1, removeOnComplete: true, removeOnFail: true };

export function createWakeUps(place: QueuePlace, log: Log): WakeUps {
  let queue: Promise<Queue> | null = null;
  let listening: Promise<Worker | null> = Promise.resolve(null);
  const sends = new Map<string, 'waiting' | 'under way' | 'once more'>();
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal); // every subscription that is about to be woken waits on it
  const stopped = () => stopping.signal.aborted;
  const complain = (error: unknown) => {
    if (!stopped()) log.warn('the queue failed; the sweep finds the work', { error: errorKind(error) });
  };

  /** The queue, once it answers. One that could not be opened never will be: the next call opens another. */
  function ready(): Promise<Queue> {
    queue ??= opened(openQueue(place), complain).catch((error) => {
      queue = null;
      throw error;
    });
    return queue;
  }

  /** At most one per subscription, however long the queue is away. */
  async function send(subscription: string): Promise<void> {
    sends.set(subscription, 'waiting');
    await wait(gap, stopping.signal);
    sends.set(subscription, 'under way');
    if (!stopped())
      await ready()
        .then((open) => open.add(subscription, {}, hint))
        .catch(complain);
    const again = sends.get(subscription) === 'once more';
    sends.delete(subscription);
    if (again && !stopped()) await send(subscription);
  }

  async function openListener(hear: (subscription: string) => void): Promise<Worker | null> {
    for (let tries = 1; !stopped(); tries++) {
      try {
        return await opened(
          openWorker(place, async (job) => hear(job.name)),
          complain,
        );
      } catch (error) {
        complain(error);
        await wait(Math.min(500 * tries, 5000), stopping.signal);
      }
    }
    return null;
  }

  return {
    wake(subscription) {
      if (stopped()) return;
      const state = sends.get(subscription);
      if (state === undefined) void send(subscription);
      else if (state === 'under way') sends.set(subscription, 'once more');
    },
    async listen(hear) {
      listening = openListener(hear);
      await Promise.race([listening, wait(patience, stopping.signal)]); // a start does not wait for a queue that is away
    },
    async probe() {
      const late = wait(patience).then(() => Promise.reject(new Error('the queue does not answer')));
      late.catch(() => {});
      await Promise.race([late, ready().then((open) => open.getJobCounts('waiting'))]);
    },
    async stop() {
      stopping.abort();
      const closing = [listening, queue].map(async (opening) => (await opening?.catch(() => null))?.close());
      await Promise.race([Promise.allSettled(closing), wait(patience)]);
    },
  };
}

/** A queue or a worker that answers; closed again when it cannot be had. */
async function opened<T extends Queue | Worker>(one: T, complain: (error: unknown) => void): Promise<T> {
  (one as Queue).on('error', complain);
  try {
    await one.waitUntilReady();
    return one;
  } catch (error) {
    await one.close().catch(() => {});
    throw error;
  }
}

function openQueue(place: QueuePlace): Queue {
  if (place.kind === 'redis') return new Queue(queueName, { connection: redis(place.url), prefix: 'vito' });
  return new Queue(queueName, { connection: postgres(place.access) }, createPostgresBackend) as unknown as Queue;
}

function openWorker(place: QueuePlace, handle: (job: Job) => Promise<void>): Worker {
  if (place.kind === 'redis')
    return new Worker(queueName, handle, { connection: redis(place.url), prefix: 'vito', ...pace });
  const options = { connection: postgres(place.access), ...pace };
  return new Worker(queueName, handle, options, createPostgresBackend) as unknown as Worker;
}

const redis = (url: string) => ({
  url,
  maxRetriesPerRequest: null,
  retryStrategy: (times: number) => Math.min(100 * times, 2000),
});
const postgres = (access: DatabaseAccess) => ({
  connectionString: access.url,
  schema: 'bullmq',
  skipMigrations: true,
  max: 2,
  keepAlive: true,
  ...(access.role ? { options: `-c role=${access.role}` } : {}),
});
