// The worker: for each subscription a loop that claims due work, runs its handler under a renewed lease, and records how it went.
import { randomUUID } from 'node:crypto';
import type { EventType } from '@vito/contracts/event';
import { Failure } from '@vito/runtime/failure';
import { errorKind, type Log } from '@vito/runtime/log';
import { type Bell, createBell, wait } from '@vito/runtime/wait';
import type pg from 'pg';
import type { Database } from '../platform/database.js';
import type { WorkRow } from '../platform/tables.js';
import { type Context, systemActor } from './context.js';
import type { OpenEvent } from './event.js';
import { type EventStore, LeaseLost } from './event-store.js';
import { claim, fail, leaseSeconds, mostDeaths, release, renew } from './work.js';
import { eventsOfWork, groupsOf } from './work-events.js';

/** An imperative: what happens when one of `on` has happened. `run` commits its effect with `ctx`, which finishes the work. */
export interface Subscription {
  name: string;
  on: readonly EventType[];
  /** How many at once in one process. */
  concurrency: number;
  /** Only for companies with an endpoint that events are sent to. */
  watched?: true;
  /** How often it is tried before it is dead, if otherwise than usual; below 25. */
  attempts?: number;
  run: (ctx: Context, event: OpenEvent, signal: AbortSignal) => Promise<void>;
  /** Of one tenant, up to `most` pieces of work are done in one commit of `ctx`. If that fails, each goes by itself. */
  together?: { most: number; run: (ctx: Context, events: OpenEvent[], signal: AbortSignal) => Promise<void> };
}

export interface WorkerOptions {
  database: Database;
  store: EventStore;
  subscriptions: readonly Subscription[];
  log: Log;
  /** Called when work is buried. */
  onDead?: (subscription: string) => void;
}

interface Running {
  lease: string;
  /** "lease event" of all that it holds. */
  held: string[];
  abort: AbortController;
  task: Promise<void>;
}

const sweep = 1000; // ms between looks for retries that came due and wake-ups that were lost

export function createWorker({ database, store, subscriptions, log, onDead }: WorkerOptions) {
  const pool: pg.Pool = database.dispatch;
  const bells = new Map<string, Bell>(subscriptions.map((subscription) => [subscription.name, createBell()]));

  /** Runs until the signal aborts, then gives back what it holds. */
  async function run(signal: AbortSignal): Promise<void> {
    await Promise.all(subscriptions.map((subscription) => runOne(subscription, signal)));
  }

  async function runOne(subscription: Subscription, signal: AbortSignal): Promise<void> {
    const bell = bells.get(subscription.name) as Bell;
    const running = new Set<Running>();
    const most = subscription.together?.most ?? 1;
    const renewing = keepLeases(subscription.name, running, signal);
    // By hand: what AbortSignal.any makes is kept, in Node 20, for as long as the signal that outlives it.
    const abortAll = () => {
      for (const { abort } of running) abort.abort();
    };
    signal.addEventListener('abort', abortAll, { once: true });
    while (!signal.aborted) {
      const free = (subscription.concurrency - running.size) * most;
      const lease = randomUUID(); // one a claim, so that work claimed again is never taken for the claim before
      const rows = free > 0 ? await claimCalmly(subscription.name, free, lease) : [];
      for (const group of groupsOf(rows, most)) {
        const abort = new AbortController();
        if (signal.aborted) abort.abort();
        const one: Running = {
          lease,
          held: group.map((row) => `${lease} ${row.event_id}`),
          abort,
          task: workOn(subscription, group, lease, abort.signal).finally(() => {
            running.delete(one);
            bell.ring();
          }),
        };
        running.add(one);
      }
      if (rows.length < free || free <= 0) await bell.heard(sweep, signal);
    }
    const held = [...running];
    await Promise.all(held.map((one) => one.task));
    await renewing;
    await release(
      pool,
      subscription.name,
      held.map((one) => one.lease),
    ).catch(() => {});
  }

  async function claimCalmly(name: string, free: number, lease: string): Promise<WorkRow[]> {
    try {
      return await claim(pool, name, free, lease);
    } catch (error) {
      log.warn('claiming work failed, trying again', { subscription: name, error: errorKind(error) });
      return [];
    }
  }

  /** Renews the leases at a third of their time; work whose lease is lost is aborted at once. */
  async function keepLeases(name: string, running: Set<Running>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await wait((leaseSeconds * 1000) / 3, signal);
      if (running.size === 0) continue;
      const before = [...running];
      const held = await renew(
        pool,
        name,
        before.map((one) => one.lease),
      ).catch(() => null);
      if (held) for (const one of before) if (!one.held.some((key) => held.has(key))) one.abort.abort();
    }
  }

  async function workOn(
    subscription: Subscription,
    rows: WorkRow[],
    lease: string,
    signal: AbortSignal,
  ): Promise<void> {
    if (rows.length > 1 && (await workTogether(subscription, rows, lease, signal))) return;
    for (const row of rows) await workAlone(subscription, row, lease, signal);
  }

  /** False when it did not come to its commit: nothing was done. */
  async function workTogether(
    { name, together }: Subscription,
    rows: WorkRow[],
    lease: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    try {
      const [first] = rows as [WorkRow];
      const ctx: Context = {
        tenant: first.tenant_id,
        actor: systemActor(name),
        work: rows.map((row) => ({ subscription: name, eventId: row.event_id, lease })),
      };
      await together?.run(ctx, await eventsOfWork({ database, store }, rows), signal);
      return true;
    } catch (error) {
      if (!signal.aborted) log.info('work was not done together, but one by one', { error: errorKind(error) });
      return signal.aborted;
    }
  }

  async function workAlone(
    subscription: Subscription,
    row: WorkRow,
    lease: string,
    signal: AbortSignal,
  ): Promise<void> {
    const ctx: Context = {
      tenant: row.tenant_id,
      actor: systemActor(subscription.name),
      cause: row.event_id,
      work: [{ subscription: subscription.name, eventId: row.event_id, lease }],
    };
    const fields = {
      subscription: subscription.name,
      tenant: row.tenant_id,
      event: row.event_id,
      attempts: row.attempts,
    };
    try {
      if (row.attempts > mostDeaths) throw worn(row.attempts - 1);
      const [event] = (await eventsOfWork({ database, store }, [row])) as [OpenEvent];
      await subscription.run(ctx, event, signal);
      if (!signal.aborted) await finished(ctx);
    } catch (error) {
      if (error instanceof LeaseLost || signal.aborted) return;
      const outcome = await fail(pool, row, lease, error, subscription.attempts).catch(() => 'later' as const);
      if (outcome === 'dead') onDead?.(subscription.name);
      log[outcome === 'dead' ? 'error' : 'warn'](
        outcome === 'dead' ? 'work is dead' : 'work failed, will be tried again',
        {
          ...fields,
          error: errorKind(error),
        },
      );
    }
  }

  /** A handler's commit has finished its work; one that had nothing to say may have left that out. */
  async function finished(ctx: Context): Promise<void> {
    await store.commit(ctx, []).catch((error) => {
      if (!(error instanceof LeaseLost)) throw error;
    });
  }

  return {
    run,
    /** Looks for work of a subscription now. */
    wake(name: string): void {
      bells.get(name)?.ring();
    },
  };
}

const worn = (attempts: number) =>
  new Failure('unavailable', `begun ${attempts} times and never ended: it may kill the process that works on it`, {
    retry: 'never',
  });
