// The live timeline: loads the newest entries, follows the socket, loads older ones, and tells whoever listens.
import type { TimelineEntry } from '@vito/contracts/timeline';
import { createStore } from '../data/store.js';
import { emptyLog, type Log, replaced, withEntries, withOlder, withProgress } from './log.js';
import { createLiveSocket, type LinkState, type SocketLike } from './socket.js';

interface TimelinePage {
  entries: TimelineEntry[];
  seq: number;
  more: boolean;
}

export interface Timeline extends Log {
  phase: 'loading' | 'ready' | 'failed';
  /** Why loading failed, while the phase is `failed`. */
  error: unknown;
  link: LinkState;
  older: 'idle' | 'loading' | 'failed';
  /** When each entry came over the socket (milliseconds), for those that did. */
  arrived: ReadonlyMap<number, number>;
}

export interface LiveTimelineOptions {
  /** The newest page, or the one before a seq. */
  load(before: number | null): Promise<TimelinePage>;
  open(): SocketLike;
  /** Entries that came over the socket, for other stores to follow. */
  onEntries(entries: readonly TimelineEntry[]): void;
  /** Loaded anew after a `reset`: whatever was kept from before may be stale. */
  onReset(): void;
  /** The connection was lost: maybe the server is away, maybe the sign-in is over without a word. */
  onLost(): void;
  /** The sign-in is over. */
  onEnded(): void;
  pause?(attempt: number): number;
}

export function createLiveTimeline(options: LiveTimelineOptions) {
  const store = createStore<Timeline>({
    ...emptyLog,
    phase: 'loading',
    error: null,
    link: 'connecting',
    older: 'idle',
    arrived: new Map(),
  });
  /** Counts starts and stops, so that a load that was overtaken does nothing. */
  let run = 0;
  const socket = createLiveSocket({
    open: options.open,
    after: () => store.get().seq,
    onFrame(frame) {
      if (frame.type === 'entries') arrive(frame.entries, frame.seq);
      if (frame.type === 'progress') set(withProgress(store.get(), frame.documentId, frame.done, frame.total));
    },
    async onReset() {
      set({ ...replaced(await options.load(null)), phase: 'ready', older: 'idle', arrived: new Map() });
      options.onReset();
    },
    onState(link) {
      set({ link });
      if (link === 'waiting') options.onLost();
      if (link === 'ended') options.onEnded();
    },
    ...(options.pause ? { pause: options.pause } : {}),
  });

  async function start(): Promise<void> {
    const mine = ++run;
    set({ phase: store.get().entries.length > 0 ? 'ready' : 'loading' });
    try {
      const page = await options.load(null);
      if (mine !== run) return;
      set({ ...replaced(page), phase: 'ready' });
      socket.start();
    } catch (error) {
      if (mine === run) set({ phase: 'failed', error });
    }
  }

  function stop(): void {
    run += 1;
    socket.stop();
  }

  async function loadOlder(): Promise<void> {
    const last = store.get().entries.at(-1);
    if (!last || !store.get().more || store.get().older === 'loading') return;
    set({ older: 'loading' });
    try {
      const page = await options.load(last.seq);
      set({ ...withOlder(store.get(), page), older: 'idle' });
    } catch {
      set({ older: 'failed' });
    }
  }

  function arrive(entries: readonly TimelineEntry[], seq: number): void {
    const arrived = new Map(store.get().arrived);
    for (const entry of entries) arrived.set(entry.seq, Date.now());
    set({ ...withEntries(store.get(), entries, seq), arrived });
    options.onEntries(entries);
  }

  function set(change: Partial<Timeline>): void {
    store.set({ ...store.get(), ...change });
  }

  return {
    start,
    stop,
    nudge: socket.nudge,
    loadOlder,
    /** Changes the log from outside, for what is shown before the server confirms it. */
    edit: (change: (log: Log) => Log) => set(change(store.get())),
    get: store.get,
    subscribe: store.subscribe,
  };
}
export type LiveTimeline = ReturnType<typeof createLiveTimeline>;
