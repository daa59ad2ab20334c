// Events wherever they are, in the database or put away: whole streams, from the first to the last, and single ones.
import { Failure } from '@vito/runtime/failure';
import type { Database } from '../platform/database.js';
import type { EventRow } from '../platform/tables.js';
import type { Archive, Place } from './archive/archive.js';
import type { PutAway } from './archive/part.js';

interface Deps {
  database: Database;
  archive: Archive;
}

/** A month may be put away, or brought back, between two looks. */
const looks = 3;

/**
 * Events by stream and version; a stream that never was has none. `heads`: the versions that the streams stand at, where the
 * caller knows them. Throws Failure('unavailable') rather than give a stream with a hole.
 */
export async function wholeStreams(
  { database, archive }: Deps,
  tenant: string,
  streams: readonly string[],
  heads?: ReadonlyMap<string, number>,
): Promise<(EventRow | PutAway)[]> {
  if (streams.length === 0) return [];
  let known = heads;
  for (let look = 1; ; look++) {
    const rows = await liveRows(database, tenant, streams);
    const first = new Map<string, number>();
    for (const { stream, version } of rows) if (!first.has(stream)) first.set(stream, version);
    const cut = streams.filter((stream) => first.get(stream) !== 1);
    if (cut.length === 0) return rows;
    const away = await archive.ofStreams(tenant, cut);
    const before = away.filter(({ stream, version }) => version < (first.get(stream) ?? Number.POSITIVE_INFINITY));
    const whole = [...before, ...rows].sort(inOrder);
    known ??= await headsOf(database, tenant, streams); // read before the next look, which must reach them
    const short = withHoles(cut, whole, known);
    if (short.length === 0) return whole;
    if (look === looks) throw missing(short);
  }
}

async function liveRows({ app }: Database, tenant: string, streams: readonly string[]): Promise<PutAway[]> {
  const { rows } = await app.query<PutAway>({
    name: 'read-streams',
    text: 'select * from vito.read_streams($1, $2)',
    values: [tenant, streams],
  });
  return rows;
}

/** The events at these places, in no order, each once. Throws Failure('unavailable') where one is nowhere. */
export async function eventsAt(
  { database, archive }: Deps,
  tenant: string,
  places: readonly Place[],
): Promise<(EventRow | PutAway)[]> {
  const found = new Map<string, EventRow | PutAway>();
  for (let look = 1; look <= looks; look++) {
    const open = places.filter((place) => !found.has(placeKey(place)));
    if (open.length === 0) break;
    // What left the one between two looks is in the other.
    for (const row of look % 2 === 1 ? await archive.at(tenant, open) : await liveAt(database, tenant, open))
      found.set(placeKey(row), row);
  }
  const lost = places.find((place) => !found.has(placeKey(place)));
  if (lost) throw missing([lost.stream]);
  return [...found.values()];
}

const placeKey = ({ stream, version }: Place) => `${stream} ${version}`;

async function liveAt(database: Database, tenant: string, places: readonly Place[]): Promise<EventRow[]> {
  const rows = await database.read(tenant, (reader) =>
    reader
      .selectFrom('events')
      .selectAll()
      .where(
        'stream',
        'in',
        places.map(({ stream }) => stream),
      )
      .where(
        'version',
        'in',
        places.map(({ version }) => version),
      )
      .execute(),
  );
  const wanted = new Set(places.map(placeKey));
  return rows.filter((row) => wanted.has(placeKey(row)));
}

const inOrder = (a: EventRow, b: EventRow) =>
  a.stream === b.stream ? a.version - b.version : a.stream < b.stream ? -1 : 1;

/** Those of which an event is missing: in between, or up to where they stand. */
function withHoles(
  streams: readonly string[],
  whole: readonly EventRow[],
  heads: ReadonlyMap<string, number>,
): string[] {
  const counted = new Map<string, { events: number; last: number }>();
  for (const { stream, version } of whole)
    counted.set(stream, { events: (counted.get(stream)?.events ?? 0) + 1, last: version });
  return streams.filter((stream) => {
    const { events, last } = counted.get(stream) ?? { events: 0, last: 0 };
    return events < last || last < (heads.get(stream) ?? 0);
  });
}

async function headsOf(database: Database, tenant: string, streams: readonly string[]): Promise<Map<string, number>> {
  const rows = await database.read(tenant, (reader) =>
    reader.selectFrom('stream_head').select(['stream', 'version']).where('stream', 'in', streams).execute(),
  );
  return new Map(rows.map(({ stream, version }) => [stream, version]));
}

const missing = ([stream]: string[]) =>
  new Failure(
    'unavailable',
    `events of ${stream} are neither in the database nor in what was put away: restore them from a backup`,
    { retry: 'never' },
  );
