// Sending again: one, or all of an endpoint since a time; each keeps its id, and gets all its attempts anew.
import type { SendingState } from '@vito/contracts/endpoint';
import { Failure } from '@vito/runtime/failure';
import type { Database } from '../../platform/database.js';
import type { Context } from '../../spine/context.js';
import { type EventStore, MovedOn } from '../../spine/event-store.js';
import { loadAll } from '../../spine/load-all.js';
import { sending } from './sending.js';

interface Deps {
  database: Database;
  store: EventStore;
}

const page = 100;

/** Throws Failure('not-found'). */
export async function replaySending(deps: Deps, ctx: Context, id: string): Promise<void> {
  if ((await replayAll(deps, ctx, [id])) === 0) throw new Failure('not-found', 'there is no such sending');
}

/** Those that were planned since then, oldest first; returns how many. */
export async function replayEndpoint(
  deps: Deps,
  ctx: Context,
  endpointId: string,
  { since, only }: { since: string; only?: SendingState | undefined },
): Promise<number> {
  let replayed = 0;
  for (let after = ''; ; ) {
    const rows = await deps.database.read(ctx.tenant, (reader) => {
      let query = reader
        .selectFrom('sending')
        .select('sending_id')
        .where('endpoint_id', '=', endpointId)
        .where('sending_id', '>', after)
        .where('planned_at', '>=', new Date(since))
        .orderBy('sending_id')
        .limit(page);
      if (only) query = query.where('state', '=', only);
      return query.execute();
    });
    if (rows.length === 0) return replayed;
    const ids = rows.map((row) => row.sending_id);
    replayed += await replayAll(deps, ctx, ids);
    after = ids.at(-1) as string;
  }
}

/** One that is just being tried is seen to as well: whoever is second looks again. */
async function replayAll(deps: Deps, ctx: Context, ids: string[]): Promise<number> {
  for (;;) {
    const loaded = (await loadAll(deps, ctx.tenant, sending, ids)).filter(({ state }) => state.body !== null);
    const staged = loaded.map((one) =>
      deps.store.stage(ctx, sending, one, [{ type: 'sending.replayed', data: {}, secret: {} }], { id: one.stream }),
    );
    try {
      await deps.store.commit(ctx, staged);
      return loaded.length;
    } catch (error) {
      if (!(error instanceof MovedOn)) throw error;
    }
  }
}
