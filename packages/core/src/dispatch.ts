// What happens by itself: notices between processes, and in a worker the sequencer, the subscriptions and the upkeep.
import { setMaxListeners } from 'node:events';
import type { Config } from '@vito/runtime/config';
import type { Lifecycle } from '@vito/runtime/lifecycle';
import { errorKind, type Log } from '@vito/runtime/log';
import type { Bell } from '@vito/runtime/wait';
import type { Runner } from './agents/runner.js';
import type { Starts } from './agents/starts.js';
import type { Metrics } from './api/metrics.js';
import type { Schedule } from './connect/sync/schedule.js';
import type { Watching } from './connect/sync/watching.js';
import type { Unpacking } from './connect/unpack.js';
import { sweepBlobs } from './intake/sweep-blobs.js';
import type { CatchUp } from './knowledge/catch-up.js';
import type { Blobs } from './platform/blobs.js';
import { createPool, type Database, type DatabaseAccess } from './platform/database.js';
import { createNotices } from './platform/notice.js';
import type { WakeUps } from './platform/queue.js';
import { keepMonths } from './spine/archive/keep-months.js';
import type { Feed } from './spine/feed.js';
import { runSequencer } from './spine/sequencer.js';
import type { createWorker, Subscription } from './spine/worker.js';

export interface DispatchParts {
  config: Config;
  log: Log;
  lifecycle: Lifecycle;
  /** Where the dispatching role connects. */
  access: DatabaseAccess;
  /** Where it listens. */
  listen: DatabaseAccess;
  /** The owner's connection string. */
  ownerUrl: string;
  database: Database;
  blobs: Blobs;
  bell: Bell;
  feed: Feed;
  metrics: Metrics;
  wakeUps: WakeUps;
  worker: ReturnType<typeof createWorker>;
  catchUp: CatchUp;
  schedule: Schedule;
  watching: Watching;
  unpacking: Unpacking;
  runner: Runner;
  starts: Starts;
  /** Rung when something is in the inbox. */
  inboxBell: Bell;
  subscriptions: readonly Subscription[];
}

const upkeepEvery = 6 * 3_600_000; // ms

export async function startDispatch(parts: DispatchParts): Promise<void> {
  const { listen, log, bell, inboxBell, feed, lifecycle, runner } = parts;
  const notices = createNotices(listen, log);
  notices.on('vito_outbox', () => bell.ring());
  notices.on('vito_inbox', () => inboxBell.ring());
  notices.on('vito_run', () => runner.ring());
  notices.on('vito_seq', (payload) => {
    const [of, last] = payload.split(' ');
    if (of && last) feed.announce(of, Number(last));
    else feed.announceAll();
  });
  notices.onGap(() => {
    feed.announceAll();
    bell.ring();
    inboxBell.ring();
    runner.ring();
  });
  await notices.start();
  lifecycle.onStop('notices', () => notices.stop());
  if (parts.config.roles.worker) await startWorker(parts);
}

async function startWorker(parts: DispatchParts): Promise<void> {
  const { access, database, blobs, log, lifecycle, wakeUps, worker, catchUp, schedule, watching, unpacking } = parts;
  const sequencing = createPool(access, 1, log, {
    statement_timeout: 1000,
    idle_in_transaction_session_timeout: 1000,
  });
  lifecycle.onStop('sequencer pool', () => sequencing.end());
  // The default one takes what lacks a month: nothing is lost, but that month can never be put away by itself.
  const makePartitions = () =>
    sequencing
      .query('select vito.make_partitions(3)')
      .catch((error) => log.error('partitions of events were not made ahead', { error: errorKind(error) }));
  await makePartitions();
  await wakeUps.listen((subscription) => worker.wake(subscription));
  const ended = new AbortController();
  setMaxListeners(0, ended.signal); // every loop and every piece of work waits on it
  const running = Promise.all([
    runSequencer(sequencerOf(parts, sequencing), ended.signal),
    worker.run(ended.signal),
    catchUp.run(ended.signal),
    schedule.run(ended.signal),
    unpacking.run(ended.signal),
    watching.run(ended.signal),
    parts.runner.run(ended.signal),
    parts.starts.run(ended.signal),
  ]);
  lifecycle.onStop('worker', async () => {
    ended.abort();
    await running;
  });
  const sweep = () =>
    sweepBlobs({ database, blobs }).catch((error) => log.warn('sweeping failed', { error: errorKind(error) }));
  const { logMonths: keep } = parts.config;
  const tidy = async () => {
    if (keep !== null) await keepMonths({ database, blobs, ownerUrl: parts.ownerUrl, log, keep });
    await sweep();
  };
  let tidying = tidy();
  const upkeep = setInterval(() => {
    void makePartitions();
    tidying = tidying.then(tidy);
  }, upkeepEvery);
  lifecycle.onStop('upkeep', () => clearInterval(upkeep));
}

function sequencerOf(
  { subscriptions, bell, log, metrics, feed, worker, wakeUps }: DispatchParts,
  pool: ReturnType<typeof createPool>,
): Parameters<typeof runSequencer>[0] {
  return {
    pool,
    subscriptions: mapOf(subscriptions),
    bell,
    log,
    onSequenced(batch) {
      for (const { tenant, last, events } of batch) {
        metrics.sequenced.inc(events);
        feed.announce(tenant, last);
      }
    },
    onWork(woken) {
      for (const subscription of woken) {
        worker.wake(subscription); // this process at once, the others by the queue
        wakeUps.wake(subscription);
      }
    },
  };
}

/** type -> subscription, as the sequencer hands it to the database. */
function mapOf(subscriptions: readonly Subscription[]): Parameters<typeof runSequencer>[0]['subscriptions'] {
  return subscriptions.flatMap(({ name, on, watched }) =>
    on.map((type) => ({ type, subscription: name, ...(watched ? { watched } : {}) })),
  );
}
