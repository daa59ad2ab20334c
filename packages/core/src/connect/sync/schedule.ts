// Connections that run by themselves: whatever has come due is asked for, once, by whichever process looks first.
import { Failure } from '@vito/runtime/failure';
import { errorKind, type Log } from '@vito/runtime/log';
import { wait } from '@vito/runtime/wait';
import type { Database } from '../../platform/database.js';
import { systemActor } from '../../spine/context.js';
import { DoneBefore, type EventStore } from '../../spine/event-store.js';
import { requestSync } from './request-sync.js';

export interface ScheduleDeps {
  database: Database;
  store: EventStore;
  log: Log;
  /** Milliseconds between looks. */
  every: number;
}

interface Scheduled {
  tenant_id: string;
  connection_id: string;
  /** The latest time by its schedule, by the database's clock. */
  due: Date;
}

export function createSchedule(deps: ScheduleDeps) {
  /** By connection, the time that is seen to: asked for here or elsewhere. */
  const seenTo = new Map<string, string>();

  /** Runs until the signal aborts. */
  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await look().catch((error) => deps.log.warn('looking for due syncs failed', { error: errorKind(error) }));
      await wait(deps.every, signal);
    }
  }

  async function look(): Promise<void> {
    const { rows } = await deps.database.dispatch.query<Scheduled>(
      `select tenant_id, connection_id,
              since + make_interval(mins => (floor(extract(epoch from now() - since) / (minutes * 60)) * minutes)::integer) as due
       from vito.sync_schedule where minutes is not null and since <= now()`,
    );
    const living = new Set(rows.map(({ connection_id }) => connection_id));
    for (const id of seenTo.keys()) if (!living.has(id)) seenTo.delete(id);
    for (const { tenant_id: tenant, connection_id: id, due } of rows) {
      const dueAt = due.toISOString();
      if (seenTo.get(id) !== dueAt && (await ask(tenant, id, dueAt))) seenTo.set(id, dueAt);
    }
  }

  /** False where the last one still runs: then this one follows it. */
  async function ask(tenant: string, id: string, dueAt: string): Promise<boolean> {
    const ctx = { tenant, actor: systemActor('schedule') };
    try {
      await requestSync(deps, ctx, id, { fresh: false, dueAt });
    } catch (error) {
      if (error instanceof DoneBefore) return true;
      if (!(error instanceof Failure)) throw error;
      return error.retry === 'never'; // paused or removed meanwhile
    }
    return true;
  }

  return { run, look };
}
export type Schedule = ReturnType<typeof createSchedule>;
