// Many streams of one kind as they stand, in one look.
import type { Aggregate, Loaded } from './aggregate.js';
import type { EventStore } from './event-store.js';

/** In the order of their ids; one that never was is left out. */
export async function loadAll<S>(
  { store }: { store: Pick<EventStore, 'readStreams'> },
  tenant: string,
  aggregate: Aggregate<S>,
  streams: readonly string[],
): Promise<Loaded<S>[]> {
  const loaded = new Map<string, Loaded<S>>();
  for (const event of await store.readStreams(tenant, streams)) {
    const before = loaded.get(event.stream)?.state ?? aggregate.initial;
    const state = aggregate.fold(before, { ...event, tenant });
    loaded.set(event.stream, { stream: event.stream, version: event.version, state });
  }
  return [...loaded.values()];
}
