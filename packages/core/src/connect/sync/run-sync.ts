// The work of a requested sync: its source is read, what it tells is committed, and the run ends. Ended anywhere, it is taken up
// again and goes on from what is committed.
import type { SyncProblem } from '@vito/contracts/sync';
import { Failure } from '@vito/runtime/failure';
import { errorKind, type Log } from '@vito/runtime/log';
import { type Database, isAway } from '../../platform/database.js';
import type { Loaded } from '../../spine/aggregate.js';
import { change } from '../../spine/change.js';
import type { Context } from '../../spine/context.js';
import type { Draft, OpenEvent } from '../../spine/event.js';
import { type EventStore, LeaseLost, MovedOn } from '../../spine/event-store.js';
import { type Connection, connection } from './connection.js';
import { createLedger, headsOf, TakenOver } from './ledger.js';
import type { Reading } from './reading.js';
import { isOver, type SyncRun, syncRun } from './run.js';
import { SourceProblem } from './source-problem.js';
import { createTail, type Tail } from './tail.js';

export interface RunDeps {
  database: Database;
  store: EventStore;
  log: Log;
  reading: Reading;
}

const mostAttempts = 20; // below that of the worker, which would leave the run without an end

/** Work on `sync.requested`. */
export async function runSync(deps: RunDeps, ctx: Context, event: OpenEvent, signal: AbortSignal): Promise<void> {
  const { work: _, ...plain } = ctx;
  if (!(await isOurs(deps, plain, event))) return deps.store.commit(ctx, []);
  const log = createTail();
  const begun = await begin(deps.store, plain, event.stream);
  if (isOver(begun.state)) return deps.store.commit(ctx, []);
  const { state: from } = await deps.store.load(plain, connection, begun.state.connectionId);
  const ledger = createLedger({
    ...deps,
    ctx: plain,
    run: begun,
    heads: await headsOf(
      deps.database,
      ctx.tenant,
      from.streams.map(({ id }) => id),
    ),
  });
  let end: Draft | null;
  try {
    end = await attempt(deps, plain, from, ledger, log, signal);
  } catch (error) {
    if (signal.aborted) return; // the lease is lost, or this process stops: another goes on
    end = endAfter(deps.log, error, log);
  }
  if (signal.aborted) return;
  if (end === null) return leave(deps.store, ctx, event.stream);
  await finish(deps.store, ctx, ledger.run(), end);
}

/** Each kind of reading has work of its own, and of each run one of them has something to do. */
async function isOurs({ store, reading }: RunDeps, ctx: Context, event: OpenEvent): Promise<boolean> {
  if (event.type !== 'sync.requested') return false;
  const { state } = await store.load(ctx, connection, event.data.connectionId);
  return reading.reads(state.dialect);
}

/** Takes the run up: from here on nobody who had it before commits anything. */
async function begin(store: EventStore, ctx: Context, id: string): Promise<Loaded<SyncRun>> {
  return change(store, ctx, {
    aggregate: syncRun,
    stream: id,
    keyOf: ({ connectionId }) => connectionId,
    decide: ({ state }) =>
      isOver(state) ? [] : [{ type: 'sync.started', data: { attempt: state.attempts + 1 }, secret: {} }],
  });
}

async function attempt(
  { reading }: RunDeps,
  ctx: Context,
  from: Connection,
  ledger: ReturnType<typeof createLedger>,
  log: Tail,
  signal: AbortSignal,
): Promise<Draft> {
  const { attempts } = ledger.run().state;
  if (from.state === 'removed') return { type: 'sync.cancelled', data: {}, secret: {} };
  if (attempts > mostAttempts)
    throw new SourceProblem('interrupted', `it was begun ${mostAttempts} times and never came to its end`);
  await reading.follow({ ctx, from, ledger, log, signal });
  return { type: 'sync.finished', data: {}, secret: { log: log.lines() } };
}

/** How the run ends after an error; null: it is not ours to end. Throws what trying again can help. */
function endAfter(log: Log, error: unknown, tail: Tail): Draft | null {
  if (error instanceof TakenOver) return null;
  if (error instanceof LeaseLost || isAway(error)) throw error;
  if (error instanceof SourceProblem) return failed(error.reason, error.message, tail);
  if (error instanceof Failure)
    return failed(error.code === 'forbidden' ? 'not-allowed' : 'broken', error.message, tail);
  log.error('a sync broke', { error: errorKind(error) });
  return failed('broken', `a fault of ViTo: ${errorKind(error)}`, tail);
}

const failed = (reason: SyncProblem, problem: string, tail: Tail): Draft => ({
  type: 'sync.failed',
  data: { reason },
  secret: { problem, log: tail.lines() },
});

async function finish(store: EventStore, ctx: Context, run: Loaded<SyncRun>, end: Draft): Promise<void> {
  try {
    await store.commit(ctx, [store.stage(ctx, syncRun, run, [end], { id: run.state.connectionId })]);
  } catch (error) {
    if (!(error instanceof MovedOn || error instanceof Failure)) throw error; // or its connection was erased
    await leave(store, ctx, run.stream);
  }
}

/** The run moved on without us: where it is over there is nothing left to do, else another process has it. */
async function leave(store: EventStore, ctx: Context, id: string): Promise<void> {
  const { state } = await store.load(ctx, syncRun, id);
  if (!isOver(state)) throw new LeaseLost('this sync was taken up by somebody else');
  await store.commit(ctx, []);
}
