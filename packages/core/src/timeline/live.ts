// Live readers of the timeline: each resumes by seq, follows the feed, and is dropped when it is slow or may no longer look.
import type { TimelineEntry } from '@vito/contracts/timeline';
import { errorKind, type Log } from '@vito/runtime/log';
import { wait } from '@vito/runtime/wait';
import type { Feed } from '../spine/feed.js';
import { createSharedPages, everything } from './shared-pages.js';
import type { Timeline } from './view.js';

/** Where a reader's frames go: a WebSocket or an SSE response. */
export interface Outlet {
  /** Sends entries reaching to `seq`. */
  entries(entries: TimelineEntry[], seq: number): void;
  reset(seq: number, reason: string): void;
  ready(seq: number): void;
  progress(documentId: string, done: number, total: number): void;
  /** Bytes handed over that the other side has not taken. */
  waiting(): number;
  close(reason: EndReason): void;
}
export type EndReason = 'access-ended' | 'slow-reader' | 'going-away';

/** Milliseconds until a closed reader is cut off. The reason stands behind what it has not taken yet, so a slow one gets longer. */
export const graceOf = (reason: EndReason): number => (reason === 'slow-reader' ? 20_000 : 1000);

export interface LiveDeps {
  timeline: Timeline;
  feed: Feed;
  /** Of these sessions, those that have ended. */
  endedAmong: (sessions: string[]) => Promise<string[]>;
  log: Log;
  /** Milliseconds in which a reader must take what waits for it. */
  patience?: number;
}

interface Reader {
  tenant: string;
  session: string;
  outlet: Outlet;
  stop: () => void;
}

const pageSize = 200;
const mostBehind = 10_000; // entries: beyond that, loading again is cheaper than resuming
const mostWaiting = 1_000_000; // bytes
const accessCheck = 500; // ms: access that ends stops within a second

export function createLive({ timeline, feed, endedAmong, log, patience = 5000 }: LiveDeps) {
  const readers = new Set<Reader>();
  const pageOf = createSharedPages((tenant, after) => timeline.page(tenant, { after, limit: pageSize }));
  const timer = setInterval(() => void dropEnded(), accessCheck);

  /** Starts sending everything after `after`, then what comes. Returns a function that stops. */
  async function follow(tenant: string, session: string, after: number, outlet: Outlet): Promise<() => void> {
    let sent = after;
    let wanted: number | null = everything; // how far it must look; at least once
    let looking = true; // not before it is told where it stands
    let stopped = false;
    const reader: Reader = { tenant, session, outlet, stop };
    readers.add(reader);
    const unfollow = feed.follow(tenant, (last) => {
      wanted = Math.max(wanted ?? 0, last === 0 ? everything : last);
      void look();
    });

    function stop(): void {
      stopped = true;
      unfollow();
      readers.delete(reader);
    }

    async function look(): Promise<void> {
      if (looking || stopped) return;
      looking = true;
      try {
        while (wanted !== null && !stopped) {
          const upTo = wanted;
          wanted = null;
          await catchUp(upTo);
        }
      } catch (error) {
        log.warn('a live reader could not be served', { tenant, error: errorKind(error) });
        if (!stopped) outlet.close('going-away'); // it reconnects and resumes where it was
        stop();
      } finally {
        looking = false;
      }
    }

    async function catchUp(upTo: number): Promise<void> {
      for (let more = true; more && !stopped; ) {
        const page = await pageOf(tenant, sent, upTo);
        if (stopped) return;
        if (page.entries.length > 0 || page.reached > sent) outlet.entries(page.entries, page.reached);
        sent = Math.max(sent, page.reached);
        more = page.more;
        await drained();
      }
    }

    /** Lets the other side take what it was sent. One that does not is dropped; it resumes from what it has. */
    async function drained(): Promise<void> {
      const until = Date.now() + patience;
      while (outlet.waiting() > mostWaiting && !stopped) {
        if (Date.now() >= until) {
          stop();
          outlet.close('slow-reader');
        } else {
          await wait(Math.min(20, patience));
        }
      }
    }

    async function begin(): Promise<void> {
      const seq = await timeline.lastSeq(tenant);
      if (stopped) return;
      if (after > seq) {
        sent = seq;
        outlet.reset(seq, 'this log does not reach as far as you have read: load it again');
      } else if (seq - after > mostBehind) {
        sent = seq;
        outlet.reset(seq, 'too much has happened since: load the newest again');
      } else {
        outlet.ready(seq);
      }
    }

    try {
      await begin();
    } catch (error) {
      stop();
      throw error;
    }
    looking = false;
    void look(); // not awaited: the caller can stop it from the start
    return stop;
  }

  async function dropEnded(): Promise<void> {
    if (readers.size === 0) return;
    const sessions = [...new Set([...readers].map((reader) => reader.session))];
    const ended = new Set(await endedAmong(sessions).catch(() => []));
    for (const reader of [...readers]) {
      if (!ended.has(reader.session)) continue;
      reader.stop();
      reader.outlet.close('access-ended');
    }
  }

  return {
    follow,
    /** Passes a document's reading progress to its tenant's readers. */
    progress(tenant: string, documentId: string, done: number, total: number): void {
      for (const reader of readers) if (reader.tenant === tenant) reader.outlet.progress(documentId, done, total);
    },
    count: () => readers.size,
    stop(): void {
      clearInterval(timer);
      for (const reader of [...readers]) {
        reader.stop();
        reader.outlet.close('going-away');
      }
    },
  };
}
export type Live = ReturnType<typeof createLive>;
