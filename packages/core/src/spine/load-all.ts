// Many streams of one kind as they stand, in one look.
import type { Database } from '../platform/database.js';
import type { Aggregate, Loaded } from './aggregate.js';
import type { EventStore } from './event-store.js';

/** In the order of their ids; one that never was is left out. */
export async function loadAll<S>(
  { database, store }: { database: Database; store: Pick<EventStore, 'open'> },
  tenant: string,
  aggregate: Aggregate<S>,
  streams: readonly string[],
): Promise<Loaded<S>[]> {
  if (streams.length === 0) return [];
  const rows = await database.read(tenant, (reader) =>
    reader
      .selectFrom('events')
      .selectAll()
      .where('stream', 'in', streams)
      .orderBy('stream')
      .orderBy('version')
      .execute(),
  );
  const loaded = new Map<string, Loaded<S>>();
  for (const event of await store.open(tenant, rows)) {
    const before = loaded.get(event.stream)?.state ?? aggregate.initial;
    const state = aggregate.fold(before, { ...event, tenant });
    loaded.set(event.stream, { stream: event.stream, version: event.version, state });
  }
  return [...loaded.values()];
}
