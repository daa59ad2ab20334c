// Notices between processes over LISTEN/NOTIFY: hints that something is worth a look. Losing one costs time, never data.
import { errorKind, type Log } from '@vito/runtime/log';
import { wait } from '@vito/runtime/wait';
import pg from 'pg';
import type { DatabaseAccess } from './database.js';

export interface Notices {
  /** Called with the payload of each notice. Register before `start`. */
  on(channel: string, hear: (payload: string) => void): void;
  /** Called after a connection was lost and found again: anything may have been missed. */
  onGap(look: () => void): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** `access` must be a direct or session-mode connection: a transaction pooler drops LISTEN. */
export function createNotices(access: DatabaseAccess, log: Log): Notices {
  const channels = new Map<string, ((payload: string) => void)[]>();
  const gaps: (() => void)[] = [];
  const stopping = new AbortController();
  let client: pg.Client | null = null;
  let trying: Promise<void> = Promise.resolve();

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: access.url,
      connectionTimeoutMillis: 5000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      ...(access.role ? { options: `-c role=${access.role}` } : {}),
    });
    next.on('error', () => {});
    next.on('notification', ({ channel, payload }) => {
      for (const hear of channels.get(channel) ?? []) hear(payload ?? '');
    });
    try {
      await next.connect();
      for (const channel of channels.keys()) await next.query(`listen ${pg.escapeIdentifier(channel)}`);
      if (stopping.signal.aborted) throw new Error('stopped meanwhile');
    } catch (error) {
      await next.end().catch(() => {});
      throw error;
    }
    // Only from here on: a client ends as well when it could not connect, and whoever tried knows that already.
    client = next;
    next.once('end', () => {
      trying = again();
    });
  }

  async function again(): Promise<void> {
    client = null;
    for (let tries = 1; !stopping.signal.aborted; tries++) {
      await wait(Math.min(100 * tries, 2000), stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        await connect();
        for (const look of gaps) look();
        return;
      } catch (error) {
        if (tries === 1) log.warn('the notice connection was lost', { error: errorKind(error) });
      }
    }
  }

  return {
    on(channel, hear) {
      channels.set(channel, [...(channels.get(channel) ?? []), hear]);
    },
    onGap: (look) => void gaps.push(look),
    start() {
      trying = connect();
      return trying;
    },
    async stop() {
      stopping.abort();
      await client?.end();
      await trying.catch(() => {}); // an attempt under way ends its connection itself
    },
  };
}

/** Sends at most one notice per channel every `every` ms, however often it is called. */
export function createNotifier(pool: pg.Pool, channel: string, every: number) {
  let timer: NodeJS.Timeout | null = null;
  return {
    notify(): void {
      timer ??= setTimeout(() => {
        timer = null;
        pool.query('select pg_notify($1, $2)', [channel, '']).catch(() => {}); // the poll finds what a lost notice hid
      }, every);
    },
    stop(): void {
      if (timer) clearTimeout(timer);
    },
  };
}
