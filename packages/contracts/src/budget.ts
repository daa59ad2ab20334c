// What calls of models may cost, a day and a month; days are those of UTC.
import { z } from 'zod';

/** Millionths of a US dollar. */
const micros = z.number().int().min(0).max(1_000_000_000_000);

/** Null: no limit. */
export const BudgetLimits = z.strictObject({ dayMicros: micros.nullable(), monthMicros: micros.nullable() });
export type BudgetLimits = z.infer<typeof BudgetLimits>;

const used = z.object({
  /** The day, or the first one of the month. */
  from: z.iso.date(),
  limitMicros: micros.nullable(),
  /** Set aside for calls under way. */
  reservedMicros: z.number().int(),
  spentMicros: z.number().int(),
});
export const BudgetView = z.object({ day: used, month: used });
export type BudgetView = z.infer<typeof BudgetView>;

const own = { path: '/v1/budget', tag: 'company', access: 'owner', status: 200, answer: BudgetView } as const;

export const budgetRoutes = {
  getBudget: { ...own, method: 'GET', summary: 'What agents may spend on calls of models, and have spent so far.' },
  putBudget: {
    ...own,
    method: 'PUT',
    summary: 'Limit what agents may spend on calls of models in a day and in a month (UTC); null: no limit.',
    body: BudgetLimits,
  },
} as const;
