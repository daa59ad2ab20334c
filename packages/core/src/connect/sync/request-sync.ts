// A run is wanted, now or by the schedule: one after the other for each connection, and each goes on where the last one ended.
import { newId } from '@vito/contracts/ids';
import { Failure } from '@vito/runtime/failure';
import type { Database, Reader } from '../../platform/database.js';
import { change } from '../../spine/change.js';
import type { Context } from '../../spine/context.js';
import { DoneBefore, type EventStore } from '../../spine/event-store.js';
import { loadConnection } from './change-connection.js';
import { isOver, noRun, syncRun } from './run.js';

export interface RequestDeps {
  database: Database;
  store: EventStore;
}

export interface SyncRequest {
  /** From the beginning. */
  fresh: boolean;
  /** The time by the schedule: it is run once for it, whoever asks. */
  dueAt: string | null;
}

/** Returns its id. Throws Failure('conflict') while another is under way, and DoneBefore for a time that was run before. */
export async function requestSync(
  { database, store }: RequestDeps,
  ctx: Context,
  connectionId: string,
  { fresh, dueAt }: SyncRequest,
): Promise<string> {
  const { state, streams } = await loadConnection(store, ctx, connectionId);
  if (state === 'paused') throw new Failure('conflict', 'this connection is paused: resume it first');
  if (streams.length === 0) throw new Failure('conflict', 'choose what is fetched first');
  if (dueAt !== null && (await store.onceTaken(ctx.tenant, dueKey(connectionId, dueAt)))) throw new DoneBefore();
  const last = await database.read(ctx.tenant, (reader) => lastRun(reader, connectionId));
  if (last && !isOver(last)) throw underWay();
  const before = last ? (await store.load(ctx, syncRun, last.sync_id)).state.bookmark : null;
  const id = newId('sync');
  const staged = store.stage(
    ctx,
    syncRun,
    { stream: id, version: 0, state: syncRun.initial },
    [{ type: 'sync.requested', data: { connectionId, dueAt }, secret: { bookmark: fresh ? null : before } }],
    { id: connectionId },
  );
  // Runs of a connection are a chain: of two that want to follow the same one, one is refused.
  const follows = { key: `sync ${connectionId} after ${last?.sync_id ?? 'none'}`, stream: id };
  const due = dueAt === null ? [] : [{ key: dueKey(connectionId, dueAt), stream: id }];
  try {
    await store.commit(ctx, [staged], { once: [follows, ...due] });
  } catch (error) {
    throw error instanceof DoneBefore ? underWay() : error;
  }
  return id;
}

/** Ends what is under way; what is committed stays. Returns its id. */
export async function cancelSync(
  { database, store }: RequestDeps,
  ctx: Context,
  connectionId: string,
): Promise<string> {
  const last = await database.read(ctx.tenant, (reader) => lastRun(reader, connectionId));
  if (!last || isOver(last)) throw new Failure('conflict', 'no sync of this connection is under way');
  await change(store, ctx, {
    aggregate: syncRun,
    stream: last.sync_id,
    keyOf: () => connectionId,
    decide: ({ state }) => {
      if (state.state === 'none') throw noRun();
      return isOver(state) ? [] : [{ type: 'sync.cancelled', data: {}, secret: {} }];
    },
  });
  return last.sync_id;
}

const dueKey = (connectionId: string, dueAt: string): string => `sync ${connectionId} due ${dueAt}`;

const underWay = () => new Failure('conflict', 'a sync of this connection is under way', { retry: 'later' });

export function lastRun(reader: Reader, connectionId: string) {
  return reader
    .selectFrom('sync_run')
    .selectAll()
    .where('connection_id', '=', connectionId)
    .orderBy('sync_id', 'desc')
    .limit(1)
    .executeTakeFirst();
}
