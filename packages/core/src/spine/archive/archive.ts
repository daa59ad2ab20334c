// The archive as readers see it: events of months that were put away, found by their streams.
import type { Blobs } from '../../platform/blobs.js';
import type { Database, Reader } from '../../platform/database.js';
import type { PutAway } from './part.js';
import { createParts } from './parts.js';

export interface Place {
  stream: string;
  version: number;
}

/** Opens parts as they are asked for, and keeps the latest. */
export function createArchive({ database, blobs }: { database: Database; blobs: Pick<Blobs, 'get'> }) {
  const parts = createParts(blobs);

  /** All events of these streams that are put away, in no order. */
  async function ofStreams(tenant: string, streams: readonly string[]): Promise<PutAway[]> {
    if (streams.length === 0) return [];
    const stretches = await database.read(tenant, (reader) => stretchesOf(reader, streams));
    const wanted = new Set(streams);
    return eventsOf(tenant, stretches, ({ stream }) => wanted.has(stream));
  }

  /** The events at these places that are put away, in no order. */
  async function at(tenant: string, places: readonly Place[]): Promise<PutAway[]> {
    if (places.length === 0) return [];
    const wanted = new Map<string, Set<number>>();
    for (const { stream, version } of places) wanted.set(stream, (wanted.get(stream) ?? new Set()).add(version));
    const all = await database.read(tenant, (reader) => stretchesOf(reader, [...wanted.keys()]));
    const isWanted = ({ stream, version }: Place) => wanted.get(stream)?.has(version) ?? false;
    const stretches = all.filter(({ stream, from_version: from, to_version: to }) =>
      [...(wanted.get(stream) ?? [])].some((version) => from <= version && version <= to),
    );
    return eventsOf(tenant, stretches, isWanted);
  }

  async function eventsOf(
    tenant: string,
    stretches: { address: string }[],
    isWanted: (place: Place) => boolean,
  ): Promise<PutAway[]> {
    const events: PutAway[] = [];
    for (const address of new Set(stretches.map((one) => one.address)))
      events.push(...(await parts.events(tenant, address, isWanted)));
    return events;
  }

  return { ofStreams, at };
}
export type Archive = ReturnType<typeof createArchive>;

function stretchesOf(reader: Reader, streams: readonly string[]) {
  return reader
    .selectFrom('log_archive_stretch as s')
    .innerJoin('log_archive as a', (join) =>
      join.onRef('a.tenant_id', '=', 's.tenant_id').onRef('a.month', '=', 's.month').onRef('a.part', '=', 's.part'),
    )
    .select(['s.stream', 's.from_version', 's.to_version', 'a.address'])
    .where('s.stream', 'in', streams)
    .execute();
}

/** Where nothing was ever put away. */
export const noArchive: Archive = { ofStreams: async () => [], at: async () => [] };
