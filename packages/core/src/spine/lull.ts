// A lull: none of the work that people wait for is left. What nobody waits for begins then.
import { wait } from '@vito/runtime/wait';
import type { Database } from '../platform/database.js';

/** Milliseconds between looks. */
const calm = 250;

export function createLull(database: Database, subscriptions: readonly string[]) {
  const looks = new Map<string, Promise<boolean>>();

  /** One look serves all who wait for the same tenant. */
  function isBusy(tenant: string): Promise<boolean> {
    const held = looks.get(tenant);
    if (held) return held;
    const look = anyDue(database, tenant, subscriptions).finally(() => {
      setTimeout(() => looks.delete(tenant), calm / 2).unref();
    });
    looks.set(tenant, look);
    return look;
  }

  /** Resolves when no such work of the tenant is due, after `patience` milliseconds, or when the signal aborts. */
  async function lull(tenant: string, patience: number, signal: AbortSignal): Promise<void> {
    for (const end = performance.now() + patience; performance.now() < end && !signal.aborted; )
      if (await isBusy(tenant)) await wait(calm, signal);
      else return;
  }

  return lull;
}
export type Lull = ReturnType<typeof createLull>;

const anyDue = (database: Database, tenant: string, subscriptions: readonly string[]): Promise<boolean> =>
  database.read(tenant, async (reader) => {
    const row = await reader
      .selectFrom('work')
      .select('event_id')
      .where('subscription', 'in', subscriptions)
      .where('dead_at', 'is', null)
      .where('due_at', '<=', new Date())
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  });
