// Work as a handler gets it: what may be done together, and the events that it is about.
import { sql } from 'kysely';
import type { Database } from '../platform/database.js';
import type { EventRow, WorkRow } from '../platform/tables.js';
import type { OpenEvent } from './event.js';
import { type EventStore, LeaseLost } from './event-store.js';

interface EventDeps {
  database: Database;
  store: Pick<EventStore, 'open' | 'events'>;
}

/** What may be done together: work of one tenant that did not fail before. */
export function groupsOf(rows: WorkRow[], most: number): WorkRow[][] {
  const groups: WorkRow[][] = [];
  const open = new Map<string, WorkRow[]>();
  for (const row of rows) {
    let group = row.attempts > 1 ? undefined : open.get(row.tenant_id);
    if (!group || group.length >= most) {
      group = [];
      groups.push(group);
      if (row.attempts <= 1) open.set(row.tenant_id, group);
    }
    group.push(row);
  }
  return groups;
}

/** The events of work of one tenant, in its order. Throws LeaseLost where one was done meanwhile. */
export async function eventsOfWork({ database, store }: EventDeps, rows: WorkRow[]): Promise<OpenEvent[]> {
  const [first] = rows as [WorkRow];
  const stored = await database.read(first.tenant_id, (reader) =>
    reader
      .selectFrom('work as w')
      .leftJoinLateral(
        (eb) =>
          eb
            .selectFrom('events')
            .selectAll()
            .whereRef('events.tenant_id', '=', 'w.tenant_id')
            .whereRef('events.stream', '=', 'w.stream')
            .whereRef('events.version', '=', 'w.version')
            .where(ownPartition)
            .offset(0)
            .as('e'),
        (join) => join.onTrue(),
      )
      .selectAll('e')
      .select(['w.stream as place', 'w.version as nth'])
      .where('w.subscription', '=', first.subscription)
      .where(
        'w.event_id',
        'in',
        rows.map((row) => row.event_id),
      )
      .execute(),
  );
  const here = stored.filter(({ event_id: id }) => id !== null) as EventRow[];
  const away = stored
    .filter(({ event_id: id }) => id === null)
    .map(({ place, nth }) => ({ stream: place, version: nth }));
  const events = [...here, ...(away.length === 0 ? [] : await store.events(first.tenant_id, away))];
  const opened = new Map((await store.open(first.tenant_id, events)).map((event) => [event.id, event]));
  return rows.map((row) => {
    const event = opened.get(row.event_id);
    if (!event) throw new LeaseLost('this work was done by somebody else meanwhile');
    return event;
  });
}

/** Only the event's own partition is looked at; to the millisecond, as a time that went through JavaScript is. */
const ownPartition = sql<boolean>`events.recorded_at between w.recorded_at - interval '1 ms' and w.recorded_at + interval '1 ms'`;
