// The event store: load a stream, stage a change, commit it. One database call a commit, whatever it holds.
import { newId } from '@vito/contracts/ids';
import { Failure } from '@vito/runtime/failure';
import type { Database } from '../platform/database.js';
import { type Aggregate, type Loaded, lastWins, mergeRows, type Recorded, type Rows } from './aggregate.js';
import { type AppendRequest, createAppender } from './appender.js';
import type { Archive, Place } from './archive/archive.js';
import type { Context, Lease } from './context.js';
import { checkDraft, type Draft, type OpenEvent } from './event.js';
import { eventRow, hasSecret } from './event-row.js';
import { createOpener } from './open-events.js';
import { storable } from './storable.js';
import type { DataKey, Vault } from './vault.js';
import { eventsAt, wholeStreams } from './whole-streams.js';

/** A change decided but not yet committed. */
export interface Staged {
  stream: string;
  expected: number;
  keyId: string;
  /** True where the key cannot exist yet: a subject just born. */
  newKey: boolean;
  events: { event: Recorded; draft: Draft }[];
  rows: Rows;
}

/** Something that may happen only once in a tenant's life, e.g. the same bytes received. */
export interface Once {
  key: string;
  stream: string;
}

export interface CommitOptions {
  once?: Once[];
  keep?: string[];
  again?: number;
  /** Runs that begin, go on, wait, end or are told something by this commit. */
  slots?: SlotMove[];
  budgets?: object[];
}

/** What a commit makes of a run's slot (`vito.move_slots`). */
export type SlotMove = { run: string } & (
  | {
      op: 'new';
      wake?: string | null;
      priority: number;
      queue?: string | null;
      at_once?: number | null;
      per_minute?: number | null;
    }
  | { op: 'ring' }
  | { op: 'hold'; fence: string; moved: boolean }
  | { op: 'park'; fence: string; wake: string | null }
  | { op: 'end'; fence: string }
);

/** Thrown when a `Once` key is taken; the caller answers with what it finds there. */
export class DoneBefore extends Error {}
/** Thrown when a stream moved on meanwhile; the caller loads again or answers 409. */
export class MovedOn extends Error {}
/** Thrown when the lease on the work, or on a run, is lost: somebody else has it; stop without a trace. */
export class LeaseLost extends Error {}
/** Thrown when a budget does not hold what is to be set aside. */
export class BudgetSpent extends Error {
  /** Whose limit it is: `day` or `month`. */
  constructor(readonly scope: string) {
    super('the budget does not hold it');
  }
}

export interface EventStoreOptions {
  database: Database;
  vault: Vault;
  archive: Archive;
  /** Rung after each commit, so that the sequencer looks. */
  committed: () => void;
  clock: () => Date;
}

export function createEventStore({ database, vault, archive, committed, clock }: EventStoreOptions) {
  const append = createAppender(database.app);
  const open = createOpener({ database, vault, archive });

  async function load<S>(ctx: Context, aggregate: Aggregate<S>, stream: string): Promise<Loaded<S>> {
    const events = await readStream(ctx.tenant, stream);
    let state = aggregate.initial;
    for (const event of events) state = aggregate.fold(state, { ...event, tenant: ctx.tenant });
    return { stream, version: events.at(-1)?.version ?? 0, state };
  }

  /** All events of a stream, opened and current. */
  async function readStream(tenant: string, stream: string): Promise<OpenEvent[]> {
    return readStreams(tenant, [stream]);
  }

  /** As `wholeStreams`, opened and current. */
  async function readStreams(
    tenant: string,
    streams: readonly string[],
    heads?: ReadonlyMap<string, number>,
  ): Promise<OpenEvent[]> {
    return open(tenant, await wholeStreams({ database, archive }, tenant, streams, heads));
  }

  /** As `eventsAt`. */
  const events = (tenant: string, places: readonly Place[]) => eventsAt({ database, archive }, tenant, places);

  /** Folds drafts onto a loaded stream: the events to store and the rows they make. Pure but for ids and the clock. */
  function stage<S>(
    ctx: Context,
    aggregate: Aggregate<S>,
    loaded: Loaded<S>,
    drafts: Draft[],
    key: { id: string; isNew?: boolean },
  ): Staged & { after: Loaded<S> } {
    const at = (ctx.at ?? clock()).toISOString();
    const staged: Staged = {
      stream: loaded.stream,
      expected: loaded.version,
      keyId: key.id,
      newKey: key.isNew ?? false,
      events: [],
      rows: {},
    };
    let state = loaded.state;
    for (const [index, given] of drafts.entries()) {
      const draft = storable(given);
      checkDraft(draft);
      const event = {
        ...draft,
        tenant: ctx.tenant,
        stream: loaded.stream,
        version: loaded.version + index + 1,
        id: newId('event', clock().getTime()),
        actor: ctx.actor,
        cause: ctx.cause ?? null,
        at,
      } as Recorded;
      state = aggregate.fold(state, event);
      const rows = aggregate.rows(state, event);
      staged.rows = index === 0 ? rows : lastWins(staged.rows, rows);
      staged.events.push({ event, draft });
    }
    return { ...staged, after: { stream: loaded.stream, version: loaded.version + drafts.length, state } };
  }

  /**
   * Commits staged changes in one call: all of it or nothing. Each stream may be staged once. A key can be taken alone.
   * `again`: the work of `ctx` is not over, but due again after so many seconds. Throws DoneBefore, MovedOn or LeaseLost.
   */
  async function commit(ctx: Context, staged: Staged[], options: CommitOptions = {}): Promise<void> {
    const changes = staged.filter((change) => change.events.length > 0);
    const works = (ctx.work ?? []).map((lease) => workOf(lease, options.again));
    const { slots = [], budgets = [] } = options;
    if (changes.length === 0 && !options.once?.length && works.length === 0 && slots.length === 0) return;
    const alone = !options.once?.length && options.again === undefined && slots.length === 0;
    if (changes.length === 0 && works.length === 1 && alone) return finish(ctx.tenant, ctx.work?.[0] as Lease);
    const keys = await keysOf(ctx.tenant, changes, options.keep ?? []);
    const request = { ...requestOf(ctx.tenant, changes, keys, options.once ?? [], works), slots, budgets };
    try {
      await append(request);
    } catch (error) {
      throw refusal(error);
    }
    for (const key of keys.values()) if (key.fresh) vault.remember(ctx.tenant, key.id, key.key);
    if (changes.length > 0) committed();
  }

  async function keysOf(tenant: string, changes: Staged[], keep: string[]): Promise<Map<string, DataKey>> {
    const keys = new Map<string, DataKey>();
    for (const { keyId, newKey, events } of changes) {
      // What has no secret needs no key: a document's end can be told after its key was destroyed.
      if (!newKey && !events.some(({ draft }) => hasSecret(draft))) continue;
      if (!keys.has(keyId)) keys.set(keyId, await vault.keyFor(tenant, keyId, newKey));
    }
    for (const id of keep) if (!keys.has(id)) keys.set(id, await vault.keyFor(tenant, id));
    return keys;
  }

  function requestOf(
    tenant: string,
    changes: Staged[],
    keys: Map<string, DataKey>,
    once: Once[],
    work: AppendRequest['work'],
  ): Omit<AppendRequest, 'slots' | 'budgets'> {
    const eventRows: AppendRequest['events'] = [];
    const rows: Rows = {};
    for (const change of changes) {
      mergeRows(rows, change.rows);
      for (const one of change.events) eventRows.push(eventRow(vault, one, keys.get(change.keyId)));
    }
    const fresh = [...keys.values()].flatMap((key) => (key.fresh ? { key_id: key.id, ...key.fresh } : []));
    return {
      tenant,
      shard: 0,
      streams: changes.map((c) => ({ stream: c.stream, expected: c.expected, version: c.expected + c.events.length })),
      keys: once.map(({ key, stream }) => ({ key, stream, version: 1 })),
      datakeys: fresh,
      events: eventRows,
      rows,
      work,
    };
  }

  /** Nothing to say: the work is done all the same. */
  async function finish(tenant: string, { subscription, eventId, lease }: Lease): Promise<void> {
    const { rows } = await database.app.query<{ done: boolean }>('select vito.finish($1::uuid, $2, $3, $4) as done', [
      tenant,
      subscription,
      eventId,
      lease,
    ]);
    if (!rows[0]?.done) throw new LeaseLost('the lease on this work is lost');
  }

  /** The stream that a once-key names, or null. */
  async function onceTaken(tenant: string, key: string): Promise<string | null> {
    const row = await database.read(tenant, (reader) =>
      reader.selectFrom('event_key').select('stream').where('key', '=', key).executeTakeFirst(),
    );
    return row?.stream ?? null;
  }

  return { load, readStream, readStreams, events, open, stage, commit, onceTaken };
}
export type EventStore = ReturnType<typeof createEventStore>;

const workOf = (work: Lease, again: number | undefined) => ({
  subscription: work.subscription,
  event_id: work.eventId,
  lease: work.lease,
  ...(again === undefined ? {} : { again }),
});

/** Turns the database's refusal into ours; anything else passes. */
function refusal(error: unknown): unknown {
  switch ((error as { code?: string }).code) {
    case 'VT001':
      return new DoneBefore('this was done before');
    case 'VT002':
    case '23505': // another process made the same data key at the same moment
      return new MovedOn('this changed meanwhile');
    case 'VT003':
      return new LeaseLost('the lease on this work is lost');
    case 'VT004':
      return new BudgetSpent((error as { detail?: string }).detail ?? 'day');
    default:
      return error;
  }
}

/** For a verb that lost a race it may not repeat: the 409 for people. */
export const movedOn = () =>
  new Failure('conflict', 'this was changed by somebody else meanwhile: load it again and repeat your change');
