// A source describes a stream: what differs from what was chosen is noted on its connection, once.
import type { ChosenStream } from '@vito/contracts/sync';
import { change } from '../../spine/change.js';
import type { Context } from '../../spine/context.js';
import type { Draft } from '../../spine/event.js';
import type { EventStore } from '../../spine/event-store.js';
import { type Difference, difference } from './columns.js';
import { connection } from './connection.js';
import type { Json } from './source-told.js';

export interface Noted {
  chosen: ChosenStream;
  drifted: boolean;
}

/** Returns the stream as it is chosen now; null where it is chosen no more. */
export async function noteSchema(
  store: EventStore,
  ctx: Context,
  connectionId: string,
  id: string,
  now: { schema: Json; keys: string[][] },
): Promise<Noted | null> {
  let drifted = false;
  const { state } = await change(store, ctx, {
    aggregate: connection,
    stream: connectionId,
    keyOf: () => connectionId,
    decide({ state: { streams, drift, state: stands } }) {
      const chosen = streams.find((one) => one.id === id);
      if (!chosen || stands === 'removed') return [];
      const differs = difference(chosen.schema, now.schema, { chosen: chosen.offeredKeys, now: now.keys });
      drifted = differs.drift.length > 0;
      return draftsOf(id, chosen.schema, now.schema, differs, drift[id] ?? null);
    },
  });
  const chosen = state.streams.find((one) => one.id === id);
  return chosen ? { chosen, drifted } : null;
}

function draftsOf(
  id: string,
  chosen: Json,
  now: Json,
  { added, drift }: Difference,
  noted: Difference['drift'] | null,
): Draft[] {
  if (drift.length > 0) {
    if (JSON.stringify(noted) === JSON.stringify(drift)) return [];
    const kinds = [...new Set(drift.map(({ kind }) => kind))];
    return [{ type: 'connection.drifted', data: { id, kinds }, secret: { columns: drift } }];
  }
  const drafts: Draft[] = noted ? [{ type: 'connection.drift-ended', data: { id }, secret: {} }] : [];
  if (added.length === 0) return drafts;
  const given = now.properties as Json;
  const more = Object.fromEntries(added.map((name) => [name, given[name]]));
  const schema = { ...chosen, properties: { ...(chosen.properties as Json | undefined), ...more } };
  const data = { id, columns: added.length };
  return [...drafts, { type: 'connection.columns-added', data, secret: { columns: added, schema } }];
}
