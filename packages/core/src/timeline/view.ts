// The timeline as people see it: pages of the log by seq, each event with its document and commitment as they stand now.
import type { CommitmentView } from '@vito/contracts/commitment';
import type { DocumentSummary } from '@vito/contracts/document';
import type { TimelineEntry } from '@vito/contracts/timeline';
import type { FactView } from '@vito/contracts/webhook';
import { sql } from 'kysely';
import type { Database, Reader } from '../platform/database.js';
import type { EventRow } from '../platform/tables.js';
import type { OpenEvent } from '../spine/event.js';
import type { EventStore } from '../spine/event-store.js';
import { describe, type RunName, type Subjects, shownTypes, subjectIds } from './describe.js';

export interface TimelineDeps {
  database: Database;
  store: EventStore;
  /** Handed in by app.ts, since modules never import each other. */
  documentsById: (tenant: string, ids: string[]) => Promise<DocumentSummary[]>;
  commitmentsById: (tenant: string, ids: string[]) => Promise<CommitmentView[]>;
  factsById: (tenant: string, ids: string[]) => Promise<FactView[]>;
  runNames?: (tenant: string, ids: string[]) => Promise<RunName[]>;
  /** The name behind an actor's id. */
  actorName: (tenant: string, id: string) => Promise<string | null>;
}

export interface TimelinePage {
  entries: TimelineEntry[];
  /** How far the tenant's sequence reaches. */
  seq: number;
  more: boolean;
  /** The seq up to which this page has looked: where to go on from. */
  reached: number;
}

export function createTimeline(deps: TimelineDeps) {
  /**
   * Entries after a seq, oldest first, or before one, newest first; without either, the newest. One read after the other,
   * never one inside another: readers that each hold a connection and wait for a second one would wait for ever.
   */
  async function page(
    tenant: string,
    query: { after?: number; before?: number; limit: number },
  ): Promise<TimelinePage> {
    const { seq, rows } = await deps.database.read(tenant, async (reader) => ({
      seq: await lastSeq(reader),
      rows: await eventRows(reader, query),
    }));
    const wanted = rows.slice(0, query.limit);
    const more = rows.length > query.limit;
    const entries = await entriesOf(tenant, wanted);
    const last = wanted.at(-1)?.seq ?? 0;
    // The rows were read after the seq and may reach further.
    const reached = query.after === undefined || more ? last : Math.max(seq, query.after, last);
    return { entries, seq: Math.max(seq, rows[0]?.seq ?? 0, last), more, reached };
  }

  async function entriesOf(tenant: string, sequenced: Sequenced[]): Promise<TimelineEntry[]> {
    const rows = await withPutAway(deps.store, tenant, sequenced);
    const opened = await deps.store.open(tenant, rows);
    const events = opened.map((event, index) => ({ event, seq: rows[index]?.seq ?? 0 }));
    const subjects = await subjectsOf(
      tenant,
      events.map(({ event }) => event),
    );
    const names = new Map<string, string | null>();
    for (const { event } of events) {
      if (event.actor.kind === 'person' && !names.has(event.actor.id)) {
        names.set(event.actor.id, await deps.actorName(tenant, event.actor.id));
      }
    }
    return events.map(({ event, seq }) => describe(event, seq, subjects, (id) => names.get(id) ?? null));
  }

  async function subjectsOf(tenant: string, events: OpenEvent[]): Promise<Subjects> {
    const ids = events.map(subjectIds);
    const commitmentIds = [...new Set(ids.flatMap((id) => id.commitmentId ?? []))];
    const commitments = commitmentIds.length ? await deps.commitmentsById(tenant, commitmentIds) : [];
    const documentIds = [
      ...new Set([
        ...ids.flatMap((id) => id.documentId ?? []),
        ...commitments.flatMap((commitment) => commitment.documentId ?? []),
      ]),
    ];
    const factIds = [...new Set(events.flatMap(({ stream }) => (stream.startsWith('fct_') ? stream : [])))];
    const documents = documentIds.length ? await deps.documentsById(tenant, documentIds) : [];
    const runIds = [...new Set(events.flatMap(({ stream }) => (stream.startsWith('run_') ? stream : [])))];
    const runs = runIds.length && deps.runNames ? await deps.runNames(tenant, runIds) : [];
    return {
      runs: new Map(runs.map((run) => [run.id, run])),
      facts: new Map((factIds.length ? await deps.factsById(tenant, factIds) : []).map((fact) => [fact.id, fact])),
      documents: new Map(documents.map((document) => [document.id, document])),
      commitments: new Map(commitments.map((commitment) => [commitment.id, commitment])),
    };
  }

  /** Events as entries, in their order; those that people do not see are left out. */
  async function entriesById(tenant: string, eventIds: string[]): Promise<TimelineEntry[]> {
    const rows = await deps.database.read(tenant, (reader) =>
      shownRows(reader).where('s.event_id', 'in', eventIds).orderBy('s.seq', 'asc').execute(),
    );
    return entriesOf(tenant, rows);
  }

  return { page, entriesById, lastSeq: (tenant: string) => deps.database.read(tenant, lastSeq) };
}
export type Timeline = ReturnType<typeof createTimeline>;

async function lastSeq(reader: Reader): Promise<number> {
  return (await reader.selectFrom('tenant_seq').select('last').executeTakeFirst())?.last ?? 0;
}

function eventRows(reader: Reader, query: { after?: number; before?: number; limit: number }) {
  let rows = shownRows(reader).limit(query.limit + 1);
  if (query.after !== undefined) rows = rows.where('s.seq', '>', query.after).orderBy('s.seq', 'asc');
  else rows = rows.orderBy('s.seq', 'desc');
  if (query.before !== undefined) rows = rows.where('s.seq', '<', query.before);
  return rows.execute();
}

/** A place in the sequence with its event; one that is put away has only its name here. */
type Sequenced = { [column in keyof EventRow]: EventRow[column] | null } & { seq: number; place: string; nth: number };

/** Sequenced events that people see. */
function shownRows(reader: Reader) {
  // The offset keeps the planner from turning this round: one look-up for each row of the page, never the whole log.
  return reader
    .selectFrom('event_seq as s')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('events')
          .selectAll()
          .whereRef('events.tenant_id', '=', 's.tenant_id')
          .whereRef('events.stream', '=', 's.stream')
          .whereRef('events.version', '=', 's.version')
          .whereRef('events.recorded_at', '=', 's.recorded_at')
          .offset(0)
          .as('e'),
      (join) => join.onTrue(),
    )
    .selectAll('e')
    .select(['s.seq', 's.stream as place', 's.version as nth'])
    .where('s.type', 'in', shownTypes)
    .where(sql<boolean>`(e.event_id is null or ${seen})`);
}

// What goes with a deleted document is told by the document's own entry. A message's word that changes nothing people see is
// in the commitment's own history.
const seen = sql<boolean>`(s.type <> 'commitment.withdrawn' or e.data ->> 'reason' <> 'document-deleted')
  and (s.type <> 'commitment.followed' or e.data ->> 'from' <> e.data ->> 'status'
    or e.data ->> 'fromDue' is distinct from e.data ->> 'due' or e.data ->> 'suggests' is not null)`;

/** As `seen`, of an event that is put away. */
function isSeen({ type, data }: EventRow): boolean {
  if (type === 'commitment.withdrawn') return data.reason !== 'document-deleted';
  if (type !== 'commitment.followed') return true;
  const text = (value: unknown) => JSON.stringify(value ?? null);
  return data.from !== data.status || text(data.fromDue) !== text(data.due) || (data.suggests ?? null) !== null;
}

/** All rows with their events: those that are put away come from there, and one that people do not see is left out. */
async function withPutAway(
  store: EventStore,
  tenant: string,
  rows: Sequenced[],
): Promise<(EventRow & { seq: number })[]> {
  const away = rows
    .filter(({ event_id: id }) => id === null)
    .map(({ place, nth }) => ({ stream: place, version: nth }));
  if (away.length === 0) return rows as (EventRow & { seq: number })[];
  const found = new Map((await store.events(tenant, away)).map((row) => [`${row.stream} ${row.version}`, row]));
  return rows.flatMap((row) => {
    if (row.event_id !== null) return row as EventRow & { seq: number };
    const event = found.get(`${row.place} ${row.nth}`);
    return event && isSeen(event) ? { ...event, seq: row.seq } : [];
  });
}
