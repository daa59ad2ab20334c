// Saying what the records of a stream become, and wanting all of them mapped again.
import { Failure } from '@vito/runtime/failure';
import { change } from '../../../spine/change.js';
import type { Context } from '../../../spine/context.js';
import type { Draft } from '../../../spine/event.js';
import { MovedOn } from '../../../spine/event-store.js';
import { loadConnection } from '../change-connection.js';
import { type Connection, connection, noConnection } from '../connection.js';
import { headsOf } from '../ledger.js';
import { mappingOf, recordMapping } from './record-mapping.js';
import { headOf, progressOf, type TargetDeps } from './target.js';

/** From the next batch on. What is there already is mapped by `replayMapping`. Throws Failure('not-found' | 'invalid'). */
export async function setMapping(
  { database, store }: TargetDeps,
  ctx: Context,
  id: string,
  { stream, mapping }: { stream: string; mapping: string | null },
): Promise<void> {
  const { id: recordsId } = chosenOf(await loadConnection(store, ctx, id), stream);
  const from = (await headsOf(database, ctx.tenant, [recordsId])).get(recordsId) ?? 0;
  await change(store, ctx, {
    aggregate: connection,
    stream: id,
    keyOf: () => id,
    decide({ state }) {
      if (state.state === 'none' || state.state === 'removed') throw noConnection();
      return mappingDrafts(state, recordsId, mapping, from);
    },
  });
}

/** A mapping in place of another one goes on where that one was. */
export function mappingDrafts(
  { mappings }: Connection,
  recordsId: string,
  mapping: string | null,
  from: number,
): Draft[] {
  const before = mappings[recordsId];
  if ((before?.mapping ?? null) === mapping) return [];
  const since = before && before.mapping !== null ? before.from : from;
  return [{ type: 'connection.mapping-set', data: { id: recordsId, from: since }, secret: { mapping } }];
}

const tries = 6;

/** Returns the names of the streams. Throws Failure('not-found' | 'invalid' | 'conflict'). */
export async function replayMapping(
  { database, store }: TargetDeps,
  ctx: Context,
  id: string,
  { stream, only }: { stream?: string | undefined; only?: 'unmapped' | undefined },
): Promise<string[]> {
  const state = await loadConnection(store, ctx, id);
  const chosen = stream === undefined ? state.streams : [chosenOf(state, stream)];
  const wanted = chosen.flatMap(({ id: recordsId, name }) => {
    const set = state.mappings[recordsId];
    return set && set.mapping !== null ? { recordsId, name, set } : [];
  });
  if (wanted.length === 0) throw new Failure('conflict', 'there is no mapping yet: set one first');
  for (const { recordsId, set } of wanted) {
    for (let attempt = 1; ; attempt++) {
      const head = await database.read(ctx.tenant, (reader) => headOf(reader, recordsId));
      const loaded = { stream: mappingOf(recordsId), version: head?.version ?? 0, state: null };
      const replay = { by: loaded.version + 1, after: '' };
      const { upTo } = progressOf(head, set.from);
      const data = { connectionId: id, recordsId, set: set.set, upTo, replay, only: only ?? null };
      const draft: Draft = { type: 'mapping.replayed', data, secret: {} };
      try {
        await store.commit(ctx, [store.stage(ctx, recordMapping, loaded, [draft], { id })]);
        break;
      } catch (error) {
        if (!(error instanceof MovedOn) || attempt >= tries) throw error;
      }
    }
  }
  return wanted.map(({ name }) => name);
}

function chosenOf({ streams }: Connection, name: string) {
  const chosen = streams.find((one) => one.name === name);
  if (!chosen) throw new Failure('invalid', `stream: ${name} is not chosen`);
  return chosen;
}
