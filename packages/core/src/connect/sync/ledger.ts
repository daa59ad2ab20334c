// What a run commits: records and where the source goes on, together, for as long as the run is ours.
import type { StreamCounts } from '@vito/contracts/sync';
import type { Database, Reader } from '../../platform/database.js';
import type { Loaded } from '../../spine/aggregate.js';
import type { Context } from '../../spine/context.js';
import type { Draft } from '../../spine/event.js';
import { type EventStore, MovedOn, type Staged } from '../../spine/event-store.js';
import { records } from './record.js';
import { type SyncRun, syncRun } from './run.js';

/** Thrown when the run is no longer ours: cancelled, or taken up by another process. Nothing of it was committed. */
export class TakenOver extends Error {}

export interface StreamChange {
  id: string;
  drafts: Draft[];
  counts: StreamCounts;
}

export interface LedgerOptions {
  database: Database;
  store: EventStore;
  /** Without work: only the end of a run finishes that. */
  ctx: Context;
  run: Loaded<SyncRun>;
  /** Versions of the streams of records, by id. */
  heads: Map<string, number>;
}

export function createLedger({ database, store, ctx, run: begun, heads }: LedgerOptions) {
  let run = begun;
  const { connectionId } = begun.state;
  const key = { id: connectionId };

  /**
   * The run's own event goes on from the version that we know. Whoever takes a run up appends to it first, so that from
   * then on nothing of ours is committed: that is the fence.
   */
  async function advance(changes: StreamChange[], bookmark: unknown): Promise<void> {
    const secret = bookmark === undefined ? {} : { bookmark };
    const streams = changes.map(({ counts }) => counts);
    const own = store.stage(ctx, syncRun, run, [{ type: 'sync.advanced', data: { streams }, secret }], key);
    const staged: (Staged & { after: Loaded<unknown> })[] = [];
    for (const { id, drafts } of changes) {
      if (drafts.length === 0) continue;
      const loaded = { stream: id, version: heads.get(id) ?? 0, state: null };
      staged.push(store.stage(ctx, records, loaded, drafts, key));
    }
    try {
      await store.commit(ctx, [own, ...staged]);
    } catch (error) {
      throw error instanceof MovedOn ? new TakenOver('this sync is no longer ours') : error;
    }
    run = own.after;
    for (const { after } of staged) heads.set(after.stream, after.version);
  }

  /** Throws TakenOver when the run moved on without us. */
  async function look(): Promise<void> {
    const row = await read((reader) =>
      reader.selectFrom('sync_run').select('version').where('sync_id', '=', run.stream).executeTakeFirst(),
    );
    if (row?.version !== run.version) throw new TakenOver('this sync is no longer ours');
  }

  const read = <T>(work: (reader: Reader) => Promise<T>): Promise<T> => database.read(ctx.tenant, work);

  return {
    /** What each event of its records tells of where it comes from. */
    about: { connectionId, runId: begun.stream },
    read,
    advance,
    look,
    run: () => run,
  };
}
export type Ledger = ReturnType<typeof createLedger>;

/** How far the streams of records have come. */
export async function headsOf(database: Database, tenant: string, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await database.read(tenant, (reader) =>
    reader.selectFrom('stream_head').select(['stream', 'version']).where('stream', 'in', ids).execute(),
  );
  return new Map(rows.map(({ stream, version }) => [stream, version]));
}
