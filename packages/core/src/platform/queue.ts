// Wake-ups on BullMQ, on PostgreSQL or on Redis: "there is work of this subscription". Never the work itself.
import { errorKind, type Log } from '@vito/runtime/log';
import { createPostgresBackend, type Job, Queue, Worker } from 'bullmq';
import type { DatabaseAccess } from './database.js';

export interface WakeUps {
  /** Says that a subscription has work. Calls within 20 ms become one job; never throws. */
  wake(subscription: string): void;
  /** Calls `hear` with the subscription of each wake-up that this process gets; at once, so `hear` only rings. */
  listen(hear: (subscription: string) => void): Promise<void>;
  /** Resolves when the queue answers; rejects when it does not. */
  probe(): Promise<void>;
  stop(): Promise<void>;
}

export type QueuePlace = { kind: 'postgres'; access: DatabaseAccess } | { kind: 'redis'; url: string };

export const queueName = 'wake-ups';
const gap = 20; // ms in which calls become one
// Short everywhere: a killed worker's hint comes back soon. The hint is handled at once, so nothing long holds a lock.
const pace = { lockDuration: 3000, stalledInterval: 1000, maxStalledCount: 3, concurrency: 8 };
// No job id: adding a failed id again would run nothing. One attempt: the sweep finds what a lost hint hid.
const hint = { attempts: 1, removeOnComplete: true, removeOnFail: true };

export function createWakeUps(place: QueuePlace, log: Log): WakeUps {
  const queue = openQueue(place);
  let worker: Worker | null = null;
  const due = new Map<string, NodeJS.Timeout>();
  let stopped = false;
  const complain = (error: unknown) => {
    if (!stopped) log.warn('the queue failed; the sweep finds the work', { error: errorKind(error) });
  };
  queue.on('error', complain);

  async function send(subscription: string): Promise<void> {
    due.delete(subscription);
    await queue.add(subscription, {}, hint).catch(complain);
  }

  return {
    wake(subscription) {
      if (stopped || due.has(subscription)) return;
      due.set(
        subscription,
        setTimeout(() => void send(subscription), gap),
      );
    },
    async listen(hear) {
      worker = openWorker(place, async (job) => hear(job.name));
      worker.on('error', complain);
      await worker.waitUntilReady();
    },
    async probe() {
      await queue.getJobCounts('waiting');
    },
    async stop() {
      stopped = true;
      for (const timer of due.values()) clearTimeout(timer);
      await worker?.close();
      await queue.close();
    },
  };
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

const redis = (url: string) => ({ url, maxRetriesPerRequest: null });
const postgres = (access: DatabaseAccess) => ({
  connectionString: access.url,
  schema: 'bullmq',
  skipMigrations: true,
  max: 2,
  keepAlive: true,
  ...(access.role ? { options: `-c role=${access.role}` } : {}),
});
