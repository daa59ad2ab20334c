// Many streams that begin with one event each, from many callers at once: those whose key is new are appended, in one commit
// for as many as wait; a repeated one refuses nothing and hears which stream has its key.
import type pg from 'pg';
import { eventRow } from './event-row.js';
import type { Staged } from './event-store.js';
import { createLanes, type Waiting } from './lanes.js';
import type { DataKey, Vault } from './vault.js';

export interface NewStream {
  /** What may come only once in a tenant's life. */
  key: string;
  /** One event on version 0, with one row of one table. */
  staged: Staged;
  /** What its secret is sealed with: stored already (see `Vault.keep`). */
  dataKey: DataKey;
}

export interface NewStreamsOptions {
  pool: Pick<pg.Pool, 'query'>;
  vault: Vault;
  /** The table of the rows. */
  table: string;
  /** Rung after each commit. */
  committed: () => void;
}

const mostTogether = 100; // streams in a call

export function createNewStreams({ pool, vault, table, committed }: NewStreamsOptions) {
  const lanes = createLanes<NewStream, string>({ lanes: 2, most: mostTogether, send });

  async function send(group: Waiting<NewStream, string>[]): Promise<void> {
    try {
      const taken = await append(group.map(({ item }) => item));
      for (const { item, done } of group) done(taken.get(item.key) ?? item.staged.stream);
    } catch (error) {
      for (const { failed } of group) failed(error);
    }
  }

  /** Returns, by key, the streams that were there before. */
  async function append(streams: NewStream[]): Promise<Map<string, string>> {
    const { rows } = await pool.query<{ key: string; stream: string }>({
      name: 'append-new',
      text: 'select key, stream from vito.append_new($1::jsonb)',
      values: [newStreamsRequest(vault, table, streams)],
    });
    if (rows.length < streams.length) committed();
    return new Map(rows.map(({ key, stream }) => [key, stream]));
  }

  return {
    /** The stream that has the key: this one, or the one that came before. On the disk when it resolves. */
    add: (tenant: string, one: NewStream): Promise<string> => lanes.add(tenant, one),
    waiting: lanes.waiting,
  };
}
/** What `vito.append_new` takes. `owned`: their keys were taken before, by the door. */
export function newStreamsRequest(
  vault: Vault,
  table: string,
  streams: readonly NewStream[],
  { owned = false } = {},
): string {
  const tenant = streams[0]?.staged.events[0]?.event.tenant;
  const items = streams.map(({ key, staged, dataKey }) => {
    const [one] = staged.events as [Staged['events'][number]];
    const { cause: _, version: __, ...event } = eventRow(vault, one, dataKey);
    return { key, ...event, row: staged.rows[table]?.[0] };
  });
  return JSON.stringify({ tenant, shard: 0, table, owned, items });
}
export type NewStreams = ReturnType<typeof createNewStreams>;
