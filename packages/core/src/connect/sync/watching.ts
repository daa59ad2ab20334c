// Mailboxes and folders that are watched: each by one process, which asks for a run whenever something may have come in.
import { randomUUID } from 'node:crypto';
import { isDocumentDialect } from '@vito/contracts/sync';
import { errorKind, type Log } from '@vito/runtime/log';
import { wait } from '@vito/runtime/wait';
import type { Database } from '../../platform/database.js';
import { systemActor } from '../../spine/context.js';
import type { EventStore } from '../../spine/event-store.js';
import { askAgain } from './ask-again.js';
import { connection } from './connection.js';
import type { OwnSources } from './documents/own-sources.js';
import { SourceProblem } from './source-problem.js';
import { createTail } from './tail.js';
import { type Held, holdWatches, releaseWatches } from './watch-lease.js';

export interface WatchingDeps {
  database: Database;
  store: EventStore;
  sources: OwnSources;
  log: Log;
  /** Milliseconds from look to look, for which one holds, and until a run that failed is asked for again. */
  pace?: { every: number; lease: number; again: number };
}

interface Watched {
  since: string;
  end: AbortController;
  task: Promise<void>;
}

const usualPace = { every: 2000, lease: 6000, again: 60_000 };
const steady = 60_000; // ms after which a session that is lost was a good one
const firstPause = 1000; // ms
const longestPause = 5 * 60_000;

export function createWatching({ database, store, sources, log, pace = usualPace }: WatchingDeps) {
  const holder = randomUUID();
  const watched = new Map<string, Watched>();

  /** Runs until the signal aborts. */
  async function run(signal: AbortSignal): Promise<void> {
    let sure = Date.now();
    while (!signal.aborted) {
      try {
        follow(await holdWatches(database.dispatch, holder, pace.lease));
        sure = Date.now();
      } catch (error) {
        log.warn('looking for what is to be watched failed', { error: errorKind(error) });
        if (Date.now() - sure > pace.lease) follow([]); // by now another has them
      }
      await wait(pace.every, signal);
    }
    const tasks = [...watched.values()].map(({ task }) => task);
    follow([]);
    await Promise.all(tasks);
    await releaseWatches(database.dispatch, holder).catch(() => {});
  }

  function follow(held: Held[]): void {
    const now = new Map(held.map((one) => [one.connection, one]));
    for (const [id, { since, end }] of watched) {
      if (now.get(id)?.since === since) continue;
      end.abort();
      watched.delete(id);
    }
    for (const { tenant, connection: id, since } of held) {
      if (watched.has(id)) continue;
      const end = new AbortController();
      watched.set(id, { since, end, task: keep(tenant, id, end.signal) });
    }
  }

  /** Watches one until the signal aborts, anew whenever that is lost. Never rejects. */
  async function keep(tenant: string, id: string, signal: AbortSignal): Promise<void> {
    const asking = askAgain({ database, store, log }, { tenant, id, again: pace.again }, signal);
    for (let failures = 0; !signal.aborted; ) {
      const began = Date.now();
      const problem = await watchOnce(tenant, id, asking.ask, signal);
      if (signal.aborted) break;
      failures = Date.now() - began > steady ? 1 : failures + 1;
      if (failures === 1) asking.ask(); // its run tells people what is wrong
      log.warn('watching was interrupted', { reason: problem, attempts: failures });
      await wait(pauseAfter(problem, failures), signal);
    }
    await asking.ended;
  }

  /** Returns why it ended. */
  async function watchOnce(tenant: string, id: string, ask: () => void, signal: AbortSignal): Promise<string> {
    try {
      const { state } = await store.load({ tenant, actor: systemActor('watch') }, connection, id);
      if (state.state !== 'open' || !isDocumentDialect(state.dialect)) return 'closed';
      const asked = { tenant, config: state.config, log: createTail(), signal };
      await sources[state.dialect].watch(asked, state.streams, ask);
      return 'closed';
    } catch (error) {
      return error instanceof SourceProblem ? error.reason : errorKind(error);
    }
  }

  return { run };
}
export type Watching = ReturnType<typeof createWatching>;

/** Spread, so that a server that comes back is not met by all at once. A wrong password is not tried often: that locks accounts. */
export function pauseAfter(problem: string, failures: number, random = Math.random()): number {
  const pause = problem === 'denied' ? longestPause : Math.min(longestPause, firstPause * 2 ** (failures - 1));
  return pause * (0.5 + random);
}
