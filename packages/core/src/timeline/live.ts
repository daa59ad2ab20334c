// Live readers of the timeline: each resumes by seq, follows the feed, and is dropped when it is slow or may no longer look.
import type { TimelineEntry } from '@vito/contracts/timeline';
import { errorKind, type Log } from '@vito/runtime/log';
import type { Feed } from '../spine/feed.js';
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
  close(reason: 'access-ended' | 'slow-reader' | 'going-away'): void;
}

export interface LiveDeps {
  timeline: Timeline;
  feed: Feed;
  /** Of these sessions, those that have ended. */
  endedAmong: (sessions: string[]) => Promise<string[]>;
  log: Log;
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

export function createLive({ timeline, feed, endedAmong, log }: LiveDeps) {
  const readers = new Set<Reader>();
  const timer = setInterval(() => void dropEnded(), accessCheck);

  /** Starts sending everything after `after`, then what comes. Returns a function that stops. */
  async function follow(tenant: string, session: string, after: number, outlet: Outlet): Promise<() => void> {
    let sent = after;
    let wanted = true; // look at least once
    let looking = false;
    let stopped = false;
    const reader: Reader = { tenant, session, outlet, stop };
    readers.add(reader);
    const unfollow = feed.follow(tenant, () => {
      wanted = true;
      void look();
    });

    function stop(): void {
      stopped = true;
      unfollow();
      readers.delete(reader);
    }

    async function look(): Promise<void> {
      if (looking) return;
      looking = true;
      try {
        while (wanted && !stopped) {
          wanted = false;
          await catchUp();
        }
      } catch (error) {
        log.warn('a live reader could not be served', { tenant, error: errorKind(error) });
        if (!stopped) outlet.close('going-away'); // it reconnects and resumes where it was
        stop();
      } finally {
        looking = false;
      }
    }

    async function catchUp(): Promise<void> {
      for (let more = true; more && !stopped; ) {
        const page = await timeline.page(tenant, { after: sent, limit: pageSize });
        if (stopped) return;
        if (page.entries.length > 0 || page.reached > sent) outlet.entries(page.entries, page.reached);
        sent = Math.max(sent, page.reached);
        more = page.more;
        if (outlet.waiting() > mostWaiting) {
          outlet.close('slow-reader');
          stop();
        }
      }
    }

    const seq = await timeline.lastSeq(tenant);
    if (after > seq) {
      sent = seq;
      outlet.reset(seq, 'this log does not reach as far as you have read: load it again');
    } else if (seq - after > mostBehind) {
      sent = seq;
      outlet.reset(seq, 'too much has happened since: load the newest again');
    } else {
      outlet.ready(seq);
    }
    await look();
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
