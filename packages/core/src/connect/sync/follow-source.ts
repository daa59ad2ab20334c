// A source is followed to its end: what it tells is judged, batched and committed, and what a whole refresh lacks is deleted.
import type { ChosenStream } from '@vito/contracts/sync';
import type { Context } from '../../spine/context.js';
import type { EventStore } from '../../spine/event-store.js';
import { createBatch } from './batch.js';
import { columnsOf } from './columns.js';
import { heldPages, releaseHeld } from './held.js';
import { ending, type Judged, judge, type KeyedHash, type StreamNow } from './judge.js';
import type { Ledger } from './ledger.js';
import { noteSchema } from './note-schema.js';
import { createRefresh } from './refresh.js';
import { SourceProblem } from './source-problem.js';
import type { Json, Place, Told } from './source-told.js';
import { standingPages } from './standing.js';
import { writeBatch } from './write-batch.js';

export interface FollowOptions {
  store: EventStore;
  ctx: Context;
  ledger: Ledger;
  streams: ChosenStream[];
  hash: KeyedHash;
  signal: AbortSignal;
  /** Milliseconds between commits while a source tells on. */
  commitEvery: number;
  /** Records of a stream that are kept in mind. */
  mostSeen: number;
}

export async function followSource(options: FollowOptions, told: AsyncIterable<Told>): Promise<void> {
  const { store, ctx, ledger, hash, signal } = options;
  const { connectionId } = ledger.about;
  const batch = createBatch();
  const refresh = createRefresh(ledger, options.mostSeen);
  const streams = new Map(options.streams.map((chosen) => [chosen.name, asChosen(chosen)]));
  const described = new Map<string, string>();
  /** Of sources that say which records are all told, where they cannot tell of everything. */
  const toldKeys = new Set<string>();
  let bookmark: unknown;
  let committed = Date.now();

  async function flush(): Promise<void> {
    const next = isNew(bookmark) || !batch.isEmpty() ? bookmark : undefined;
    bookmark = undefined; // with the records before it or never: what is not committed is told again
    if (!batch.isEmpty() || next !== undefined) await writeBatch(ledger, batch.take(), next);
    else await ledger.look();
    committed = Date.now();
  }

  const isNew = (given: unknown) =>
    given !== undefined && JSON.stringify(given) !== JSON.stringify(ledger.run().state.bookmark);

  async function hear(one: Told): Promise<void> {
    if (one.kind === 'bookmark') bookmark = one.bookmark;
    if (one.kind === 'complete') refresh.completed(one.stream, one.generation, one.certain === true);
    if (one.kind === 'schema') await describe(one);
    if (one.kind === 'anew') {
      const now = streams.get(one.stream);
      if (now) await releaseHeld(ledger, now.chosen.id, one.whole);
    }
    if (one.kind === 'within') await endUntold(one);
    if (one.kind === 'record') {
      const now = streams.get(one.stream);
      const mark = now ? refresh.markFor(now, one.generation) : null;
      if (now) {
        const judged = await keep(now, one.data, mark, one.place);
        refresh.saw(now, mark, judged);
        if (one.remembered) toldKeys.add(`${now.chosen.id} ${judged.key}`);
      }
    }
    if (batch.isFull() || one.kind === 'quiet' || Date.now() - committed >= options.commitEvery) await flush();
  }

  async function endUntold({ stream, holds }: Extract<Told, { kind: 'within' }>): Promise<void> {
    const now = streams.get(stream);
    if (!now || now.drifted) return;
    await flush();
    for await (const page of standingPages(ledger, now.chosen.id))
      for (const { key, data } of page)
        if (holds(data) && !toldKeys.has(`${now.chosen.id} ${key}`)) await keep(now, { ...data, [ending]: '' }, null);
  }

  async function keep(now: StreamNow, data: Json, mark: string | null, place?: Place): Promise<Judged> {
    if (!batch.takes(now, mark)) await flush();
    return batch.add(now, mark, (given) => judge(hash, now, given, place), data);
  }

  /** Records that were held back because they did not fit are looked at again where they may fit now. */
  async function describe({ stream, schema, keys }: Extract<Told, { kind: 'schema' }>): Promise<void> {
    const before = streams.get(stream);
    const text = JSON.stringify([schema, keys]);
    if (!before || described.get(stream) === text) return;
    described.set(stream, text);
    const noted = await noteSchema(store, ctx, connectionId, before.chosen.id, { schema, keys });
    if (!noted) return;
    const { chosen, drifted } = noted;
    const own = chosen.keys.length > 0 ? chosen.keys : keys;
    const now: StreamNow = { chosen, keys: own, columns: columnsOf(chosen.schema), drifted };
    await flush(); // what waits was judged as things were
    streams.set(stream, now);
    if (drifted) return;
    for await (const page of heldPages(ledger, chosen.id)) {
      for (const data of page) if (judge(hash, now, data).what !== 'held') await keep(now, data, null);
      await flush();
    }
  }

  try {
    for await (const one of told) await hear(one);
    await flush();
  } catch (error) {
    if (error instanceof SourceProblem && !signal.aborted) await flush(); // what it told until then is true
    throw error;
  }
  await refresh.close(streams);
}

const asChosen = (chosen: ChosenStream): StreamNow => ({
  chosen,
  keys: chosen.keys,
  columns: columnsOf(chosen.schema),
  drifted: false,
});
