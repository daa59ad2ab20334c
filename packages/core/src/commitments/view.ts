// Commitments as people see them: told apart by side, in pages, by due date or by when they were said.
import { type CommitmentView, commitmentStatuses, type Side } from '@vito/contracts/commitment';
import { ModelProblem, ModelVerdict } from '@vito/contracts/model';
import type { Profile } from '@vito/contracts/tenant';
import { Failure } from '@vito/runtime/failure';
import { sql } from 'kysely';
import { DateTime } from 'luxon';
import type { Database, Reader } from '../platform/database.js';
import type { CommitmentRow } from '../platform/tables.js';
import type { Loaded } from '../spine/aggregate.js';
import { type Cursor, readCursor, writeCursor } from '../spine/cursor.js';
import type { EventStore } from '../spine/event-store.js';
import { loadAll } from '../spine/load-all.js';
import { commitment } from './commitment.js';
import { conditions, type Match, type Query, type Viewer } from './filter.js';
import type { Commitment } from './layers.js';
import { profileKeys } from './party-keys.js';
import { type Shown, type Threaded, threaded } from './sources.js';

export function viewerOf(profile: Profile | null, zone: string): Viewer {
  return { keys: profileKeys(profile), zone, idOf: () => null };
}

/** One page of commitments. `now` decides what is overdue, `match` whom `query.person` means. */
export async function listCommitments(
  reader: Reader,
  viewer: Viewer,
  query: Query,
  now: Date,
  match: Match | null = null,
) {
  const { order, way } = orders[query.sort];
  const after = query.cursor === undefined ? null : readCursor(query.cursor, query.sort, isInstant);
  let rows = commitmentRows(reader)
    .where('c.hidden', query.hidden ? 'is not' : 'is', null)
    .where((eb) => eb.and(conditions(viewer, query, now, match)));
  if (after) {
    const place = sql`(${after.at}::timestamptz, ${after.id}::text)`;
    const beyond = way === 'asc' ? sql`>` : sql`<`;
    rows = rows.where(sql<boolean>`(${order}, c.commitment_id) ${beyond} ${place}`);
  }
  const found = await rows
    .orderBy(order, way)
    .orderBy('c.commitment_id', way)
    .select(sql<string>`${order}::text`.as('position'))
    .limit(query.limit + 1)
    .execute();
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  const next: Cursor | null = found.length > query.limit && last ? { at: last.position, id: last.commitment_id } : null;
  return { items: await commitmentViews(reader, page, viewer), next: next && writeCursor(next, query.sort) };
}

// Each has an index over the same expression. Without a due: last. Without a time: last.
const orders = {
  due: { order: sql`coalesce(c.due_at, 'infinity'::timestamptz)`, way: 'asc' },
  said: { order: sql`coalesce(c.said_time, '-infinity'::timestamptz)`, way: 'desc' },
} as const;

/** A place in either order, as PostgreSQL writes it in UTC: a day that there is, or what stands for none. */
function isInstant(at: string): boolean {
  return /^-?infinity$/.test(at) || DateTime.fromSQL(at, { zone: 'UTC' }).isValid;
}

export function commitmentRows(reader: Reader) {
  return reader
    .selectFrom('commitment as c')
    .leftJoin('document as d', (join) =>
      join.onRef('d.tenant_id', '=', 'c.tenant_id').onRef('d.document_id', '=', 'c.document_id'),
    )
    .selectAll('c')
    .select(['d.name as document_name', 'd.model_check', 'd.checked_by as document_checked_by']);
}

export async function findCommitment(reader: Reader, viewer: Viewer, id: string): Promise<CommitmentView> {
  const row = await commitmentRows(reader).where('c.commitment_id', '=', id).executeTakeFirst();
  if (!row) throw new Failure('not-found', 'there is no such commitment');
  const [view] = await commitmentViews(reader, [row], viewer);
  return view as CommitmentView;
}

export async function commitmentViews(
  reader: Reader,
  rows: readonly Shown[],
  viewer: Viewer,
): Promise<CommitmentView[]> {
  const threads = await threaded(reader, rows);
  return rows.map((row) => commitmentView(row, viewer, threads.get(row.commitment_id) as Threaded));
}

function commitmentView(row: Shown, viewer: Viewer, thread: Threaded): CommitmentView {
  return {
    id: row.commitment_id,
    documentId: row.document_id,
    runId: row.run_id,
    documentName: row.document_name ?? '',
    quote: row.quote,
    start: row.from_offset,
    end: row.to_offset,
    page: row.page,
    debtor: row.debtor,
    creditor: row.creditor,
    debtorId: viewer.idOf(row.document_id, row.debtor_who),
    creditorId: viewer.idOf(row.document_id, row.creditor_who),
    action: row.action,
    due: row.due,
    precision: row.precision as CommitmentView['precision'],
    condition: row.condition,
    status: commitmentStatuses.find((status) => status === row.status) ?? 'proposed',
    confidence: row.confidence,
    rule: row.rule,
    ...checkOf(row),
    side: sideOf(row, viewer),
    saidAt: row.said_at,
    hidden: row.hidden as CommitmentView['hidden'],
    touched: row.touched,
    version: row.version,
    undoable: row.undoable,
    restates: row.restates,
    ...thread,
  };
}

/** A problem with the document is one with each of its commitments; of a look that went well, only what was said counts. */
function checkOf(row: Shown): Pick<CommitmentView, 'checked' | 'verdict' | 'checkedBy' | 'checkProblem'> {
  const problem = ModelProblem.safeParse(row.model_check).data ?? null;
  const verdict = ModelVerdict.safeParse(row.verdict).data ?? null;
  const checkedBy = row.checked_by ?? row.document_checked_by;
  if (verdict) return { checked: 'model', verdict, checkedBy, checkProblem: null };
  return { checked: problem ? 'model-failed' : 'rules', verdict, checkedBy, checkProblem: problem };
}

function sideOf(row: Pick<CommitmentRow, 'debtor_keys' | 'creditor_keys'>, viewer: Viewer): Side {
  const mine = new Set(viewer.keys);
  if (row.debtor_keys.some((key) => mine.has(key))) return 'i-owe';
  return row.creditor_keys.some((key) => mine.has(key)) ? 'owed-to-me' : 'between-others';
}

export interface HistoryDeps {
  database: Database;
  store: EventStore;
  /** What the one person of the company is called. */
  personName: (tenant: string) => Promise<string | null>;
}

/** Everything that happened to a commitment, oldest first, with the seq of each once it is sequenced. */
export async function commitmentHistory({ database, store, personName }: HistoryDeps, tenant: string, id: string) {
  const events = await store.readStream(tenant, id);
  if (events.length === 0) return [];
  const seqs = await database.read(tenant, (reader) =>
    reader
      .selectFrom('event_seq')
      .select(['event_id', 'seq'])
      .where(
        'event_id',
        'in',
        events.map((event) => event.id),
      )
      .execute(),
  );
  const person = await personName(tenant);
  const seqOf = new Map(seqs.map((row) => [row.event_id, row.seq]));
  return events.map((event) => ({
    seq: seqOf.get(event.id) ?? null,
    eventId: event.id,
    type: event.type,
    at: event.at,
    actor: { ...event.actor, name: event.actor.kind === 'person' ? person : null },
    note: event.secret && 'note' in event.secret ? (event.secret.note ?? null) : null,
  }));
}

/** All commitments of these documents, as their streams stand. */
export async function commitmentsIn(
  deps: { database: Database; store: EventStore },
  tenant: string,
  documentIds: string[],
): Promise<Loaded<Commitment>[]> {
  const rows = await deps.database.read(tenant, (reader) =>
    reader.selectFrom('commitment').select('commitment_id').where('document_id', 'in', documentIds).execute(),
  );
  return loadAll(
    deps,
    tenant,
    commitment,
    rows.map((row) => row.commitment_id),
  );
}

export const commitmentsOfDocument = (database: Database, tenant: string, documentId: string): Promise<string[]> =>
  commitmentsOfDocuments(database, tenant, [documentId]);

export async function commitmentsOfDocuments(database: Database, tenant: string, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await database.read(tenant, (reader) =>
    reader
      .selectFrom('commitment')
      .select('commitment_id')
      .where('document_id', 'in', ids)
      .orderBy('commitment_id')
      .execute(),
  );
  return rows.map((row) => row.commitment_id);
}

/** Open ones of which a message lets one think that they are done, soonest due first. */
export async function suggestedFulfilled(reader: Reader, viewer: Viewer, limit: number): Promise<CommitmentView[]> {
  const done = JSON.stringify([{ status: 'fulfilled', standing: 'suggested' }]);
  const rows = await commitmentRows(reader)
    .where('c.hidden', 'is', null)
    .where('c.open', '=', true)
    .where(sql<boolean>`c.heard @> ${done}::jsonb`)
    .orderBy(sql`coalesce(c.due_at, 'infinity'::timestamptz)`)
    .limit(limit)
    .execute();
  const views = await commitmentViews(reader, rows, viewer);
  return views.filter(({ suggestion }) => suggestion?.status === 'fulfilled');
}

const mostDues = 1000;

/** The open dues that concern "me" (everybody's while nobody said who "I" am), for the calendar: the latest thousand. */
export async function openDues(reader: Reader, viewer: Viewer): Promise<CommitmentView[]> {
  const mine = sql`${viewer.keys}::text[]`;
  let ids = reader
    .selectFrom('commitment as c')
    .select('c.commitment_id')
    .where('c.hidden', 'is', null)
    .where('c.open', '=', true)
    .where('c.due', 'is not', null)
    .orderBy('c.due_at', 'desc')
    .limit(mostDues);
  if (viewer.keys.length > 0) ids = ids.where(sql<boolean>`(c.debtor_keys && ${mine} or c.creditor_keys && ${mine})`);
  const rows = commitmentRows(reader).where('c.commitment_id', 'in', ids).orderBy('c.due_at', 'desc');
  return commitmentViews(reader, (await rows.execute()).reverse(), viewer);
}
