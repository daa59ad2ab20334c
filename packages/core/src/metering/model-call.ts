// Calls of a model: what each took and cost. A stream of one event a call, so that calls never wait for each other.
import type { EventData } from '@vito/contracts/event';
import { newId } from '@vito/contracts/ids';
import { sql } from 'kysely';
import type { Database, Reader } from '../platform/database.js';
import type { Aggregate } from '../spine/aggregate.js';
import type { Context } from '../spine/context.js';
import type { EventStore, Staged } from '../spine/event-store.js';

type Called = EventData<'model.called'>;

export const modelCall: Aggregate<Called | null> = {
  kind: 'mdl',
  tables: ['model_call'],
  initial: null,
  fold: (state, event) => (event.type === 'model.called' ? event.data : state),
  rows(state, event) {
    const call = state as Called;
    const row = {
      tenant_id: event.tenant,
      call_id: event.stream,
      document_id: call.documentId,
      model: call.model,
      fingerprint: call.fingerprint,
      outcome: call.outcome,
      tokens_in: call.tokensIn,
      tokens_out: call.tokensOut,
      cost_micros: call.costMicros,
      ms: call.ms,
      at: event.at,
    };
    return { model_call: [row] };
  },
};

/** A call as it will be recorded. The answer is sealed under its document's key, and goes with it. */
export function stageCall(store: EventStore, ctx: Context, call: Called, answer: string | null): Staged {
  const loaded = { stream: newId('modelCall'), version: 0, state: modelCall.initial };
  const secret = answer === null ? {} : { answer };
  return store.stage(ctx, modelCall, loaded, [{ type: 'model.called', data: call, secret }], { id: call.documentId });
}

/** What was answered to the same question before; null for nothing, or nothing that is still there. */
export async function answerBefore(
  { database, store }: { database: Database; store: EventStore },
  tenant: string,
  fingerprint: string,
): Promise<string | null> {
  const row = await database.read(tenant, (reader) =>
    reader
      .selectFrom('model_call')
      .select('call_id')
      .where('fingerprint', '=', fingerprint)
      .where('outcome', '=', 'answered')
      .orderBy('call_id', 'desc')
      .executeTakeFirst(),
  );
  const [event] = row ? await store.readStream(tenant, row.call_id) : [];
  return event?.type === 'model.called' ? (event.secret?.answer ?? null) : null;
}

/** All calls of a company together. A call whose price is not known is counted, but for those that were never answered. */
export async function modelUse(reader: Reader) {
  const sum = (column: 'tokens_in' | 'tokens_out' | 'cost_micros') =>
    sql<number>`coalesce(sum(${sql.ref(column)}), 0)::float8`;
  return reader
    .selectFrom('model_call')
    .select([
      sql<number>`count(*)`.as('calls'),
      sql<number>`count(*) filter (where outcome <> 'answered')`.as('failed'),
      sum('tokens_in').as('tokensIn'),
      sum('tokens_out').as('tokensOut'),
      sum('cost_micros').as('costMicros'),
      sql<number>`count(*) filter (where cost_micros is null and outcome not in ('down', 'busy', 'rejected'))`.as(
        'costUnknown',
      ),
    ])
    .executeTakeFirstOrThrow();
}
