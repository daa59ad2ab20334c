// The budget of a company for calls of models: its limits are one stream, what was set aside and spent are sums in the database.
import type { BudgetLimits, BudgetView } from '@vito/contracts/budget';
import { sql } from 'kysely';
import type { Database } from '../platform/database.js';
import type { Aggregate } from '../spine/aggregate.js';
import { change } from '../spine/change.js';
import type { Context } from '../spine/context.js';
import type { EventStore } from '../spine/event-store.js';
import { rootKey } from '../spine/vault.js';

export const budgetStream = 'budget';

export const budgetLimit: Aggregate<BudgetLimits> = {
  kind: budgetStream,
  tables: ['budget_limit'],
  initial: { dayMicros: null, monthMicros: null },
  fold: (state, event) => (event.type === 'budget.set' ? event.data : state),
  rows: ({ dayMicros, monthMicros }, { tenant, version }) => ({
    budget_limit: [{ tenant_id: tenant, day_micros: dayMicros, month_micros: monthMicros, version }],
  }),
};

/** Saying what holds already is no event. */
export async function setBudget(store: EventStore, ctx: Context, limits: BudgetLimits): Promise<void> {
  await change(store, ctx, {
    aggregate: budgetLimit,
    stream: budgetStream,
    keyOf: () => rootKey,
    decide: ({ state }) =>
      state.dayMicros === limits.dayMicros && state.monthMicros === limits.monthMicros
        ? []
        : [{ type: 'budget.set', data: limits, secret: {} }],
  });
}

export async function viewBudget(database: Database, tenant: string, now: Date): Promise<BudgetView> {
  const today = now.toISOString().slice(0, 10);
  const from = { day: today, month: `${today.slice(0, 8)}01` };
  return database.read(tenant, async (reader) => {
    const limits = await reader.selectFrom('budget_limit').selectAll().executeTakeFirst();
    const sums = await reader
      .selectFrom('budget')
      .select(['scope', 'reserved', 'spent'])
      .where(sql<boolean>`(scope, day) in (('day', ${from.day}::date), ('month', ${from.month}::date))`)
      .execute();
    const used = (scope: 'day' | 'month', limit: string | null | undefined) => {
      const sum = sums.find((one) => one.scope === scope);
      return {
        from: from[scope],
        limitMicros: limit == null ? null : Number(limit),
        reservedMicros: Number(sum?.reserved ?? 0),
        spentMicros: Number(sum?.spent ?? 0),
      };
    };
    return { day: used('day', limits?.day_micros), month: used('month', limits?.month_micros) };
  });
}
